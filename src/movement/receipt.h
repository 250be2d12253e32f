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

/// Where nine words of the list stand in a row in a text, if they do: somebody has pasted a receipt. Prose does not do that by
/// itself, the list has no "the", "I" or "and". Bytes, begin and end.
std::optional<std::pair<std::size_t, std::size_t>> find_receipt(std::string_view text);

}  // namespace himthough
