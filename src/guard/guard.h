#pragma once
#include <memory>
#include <string_view>

#include "movement/finding.h"

namespace himthough::guard {

/// Reads words before anybody else does. Linear in the length of the text (RE2), safe from any thread.
class Guard {
public:
    Guard();
    ~Guard();
    /// What was found, in the order of the text. `words` is text that clean_text let through.
    Findings read(std::string_view words) const;

private:
    struct Rules;
    std::unique_ptr<const Rules> rules_;
};

}  // namespace himthough::guard
