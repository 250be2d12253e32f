#include "guard/examples.h"

namespace himthough::guard {

std::string failing_example(const Examples& examples, const std::function<bool(std::string_view)>& finds) {
    for (const auto& text : examples.finds)
        if (!finds(text)) return "does not find anything in \"" + text + "\"";
    for (const auto& text : examples.leaves)
        if (finds(text)) return "finds something in \"" + text + "\"";
    return {};
}

}  // namespace himthough::guard
