#include <cstdlib>

#include "base/html.h"
#include "base/text.h"

/// What a stranger types: cleaning twice changes nothing more, and what comes out is text that can be measured and shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace himthough;
    const std::string_view typed(reinterpret_cast<const char*>(bytes), size);
    const auto clean = clean_text(typed);
    if (!clean) return 0;
    if (clean_text(*clean) != clean) std::abort();
    if (code_points(*clean) > clean->size()) std::abort();
    if (Html::escape(*clean).str().find('<') != std::string::npos) std::abort();
    (void)skeleton(*clean);
    (void)paragraphs(*clean);
    return 0;
}
