// The normaliser, from any bytes: the shortcuts give what the steps give, and every letter of the result knows where it stood.
#include <cstdint>
#include <cstdlib>

#include "guard/names.h"
#include "guard/normal.h"
#include "movement/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace himthough::guard;
    const std::string_view typed(reinterpret_cast<const char*>(data), size);
    const Normal normal(typed);
    const auto stepped = normalise_by_steps(typed);
    if (normal.text() != stepped.text) std::abort();
    if (!normal.may_hold_receipt() && himthough::find_receipt(normal.text())) std::abort();
    if (!normal.may_hold_name() && holds_capital_name(normal.text())) std::abort();
    std::size_t last = 0;
    for (const auto& change : normal.changes()) {   // in order, inside both texts
        if (change.begin > change.end || change.original_begin > change.original_end || change.original_end > size) std::abort();
        if (change.original_begin < last) std::abort();
        last = change.original_end;
    }
    for (std::size_t at = 0; at < stepped.text.size(); ++at) {
        const auto range = normal.original({at, at + 1});
        if (range.begin > range.end || range.end > size) std::abort();
    }
    return 0;
}
