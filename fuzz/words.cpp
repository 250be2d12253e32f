// What strangers write: the guard, receipts, and what is made of their letters.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "guard/guard.h"
#include "movement/receipt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace himthough;
    static const guard::Guard guard;
    const auto words = clean_text({reinterpret_cast<const char*>(data), size});
    if (!words) return 0;
    std::size_t at = 0;
    for (const auto& finding : guard.read(*words).found) {
        if (finding.begin < at || finding.end <= finding.begin || finding.end > words->size()) std::abort();   // in order, inside the text
        at = finding.end;
    }
    if (const auto receipt = Receipt::read(*words); receipt && Receipt::read(receipt->words()) != receipt) std::abort();
    (void)skeleton(*words);
    return 0;
}
