#pragma once
#include <string_view>

namespace himthough::guard {

/// What a text may hold without which some patterns match nowhere in it.
struct Clues {
    bool digit = false;     ///< 0 to 9
    bool at = false;        ///< @
    bool capital = false;   ///< a capital inside a sentence: behind a sign, or behind a space that does not follow the end of one; and no
                            ///< space behind it
};

/// What every text holds in which the pattern matches; false where that is not known. `pattern` is sound, with its classes written out
/// (with_classes), and RE2 takes it.
Clues clues_needed(std::string_view pattern);

/// What a normalised text holds.
Clues clues_in(std::string_view text);

}  // namespace himthough::guard
