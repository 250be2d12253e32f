#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include <array>

#include "base/secret.h"

namespace himthough {

/// Nine words of the EFF long list (116 bits): the only thing that ties somebody to what they said here. Derived from the nonce of
/// the form that was sent, so that the same form gives the same receipt; shown once, in the answer to that form; kept only as a
/// keyed hash; in no log, URL, title or file.
class Receipt {
public:
    static constexpr std::size_t length = 9;

    static Receipt from(std::string_view nonce, const Keys& keys);
    /// What somebody typed: capitals, commas, dashes and line breaks do not matter. Nothing unless it is nine words of the list.
    static std::optional<Receipt> read(std::string_view typed);

    std::string_view word(std::size_t place) const;   ///< 0 to 8
    std::string words() const;                        ///< parted by single spaces
    /// What the database looks it up by.
    Hash hash(const Keys& keys) const;
    /// The key of what only this receipt opens.
    Key seal_key(const Keys& keys) const;

    friend bool operator==(const Receipt&, const Receipt&) = default;

private:
    std::array<std::uint16_t, length> indices_{};
};

/// The first three letters of a word, whatever their case, as a number of fifteen bits; a shorter word has zeros at its end.
constexpr std::size_t beginning_of(std::string_view word) {
    std::size_t key = 0;
    for (std::size_t i = 0; i < 3 && i < word.size(); ++i) key |= static_cast<std::size_t>(word[i] & 0x1F) << (5 * i);
    return key;
}
/// By beginning_of: bit n - 2 is set where a word of the list, half of one with a hyphen, or one that may stand between the nine has n
/// letters (3 to 9) and begins so. Most words of any prose are told from those of the list by that alone. Two halves are shorter: "t" and "yo".
const std::array<std::uint8_t, 1 << 15>& receipt_beginnings();

/// Letters of the shortest nine words, written as one.
constexpr std::size_t fewest_letters_of_a_receipt = 27;

/// Where nine words of the list stand in a row in a text, if they do: somebody has pasted a receipt, or told it word by word ("first abacus,
/// then zoom and ..."), or written it as one. Prose does not do that by itself, the list has no "the", "I" or "and". Bytes, begin and
/// end of the first nine.
std::optional<std::pair<std::size_t, std::size_t>> find_receipt(std::string_view text);

}  // namespace himthough
