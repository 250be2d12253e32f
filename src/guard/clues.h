#pragma once
#include <string_view>

namespace himthough::guard {

/// What a text may hold without which some patterns match nowhere in it, one bit each.
using Clues = unsigned;
namespace clue {
constexpr Clues digit = 1;      ///< 0 to 9
constexpr Clues at = 2;         ///< @
constexpr Clues capital = 4;    ///< a capital inside a sentence: behind a sign, or behind a space that does not follow the end of one; and no
                                ///< space behind it
constexpr Clues joined = 8;     ///< . ! or ? with neither a space nor another one of them beside it, nor an end of the text
constexpr Clues code = 16;      ///< & % or a backslash
constexpr Clues foreign = 32;   ///< a character beyond U+033F that is no typographic sign: mostly a letter of another script
constexpr Clues all = 63;
}  // namespace clue

/// What every text holds in which the pattern matches, as far as that is known. `pattern` is sound, with its classes written out
/// (with_classes), and RE2 takes it.
Clues clues_needed(std::string_view pattern);

/// What a normalised text holds.
Clues clues_in(std::string_view text);

}  // namespace himthough::guard
