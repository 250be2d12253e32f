#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "movement/contribution.h"

namespace himthough {

/// The texts of a contribution.
enum class Part : std::uint8_t { words = 1, note = 2, vow = 3, shows = 4 };
constexpr Part parts_of_a_contribution[] = {Part::words, Part::note, Part::vow, Part::shows};

/// "words", "note", "vow", "shows".
constexpr std::string_view word_of(Part part) {
    switch (part) {
        case Part::words: return "words";
        case Part::note: return "note";
        case Part::vow: return "vow";
        case Part::shows: return "shows";
    }
    return "";
}

/// Bytes of one of them: where a reviewer put "[name]" or the like, or what stood there.
struct Stretch {
    Part part;
    std::size_t begin, end;
    friend auto operator<=>(const Stretch&, const Stretch&) = default;
};

/// Null when there is no vow.
inline std::string* text_of(Contribution& said, Part part) {
    switch (part) {
        case Part::words: return &said.words;
        case Part::note: return &said.note;
        case Part::vow: return said.vow ? &said.vow->action : nullptr;
        case Part::shows: return said.vow ? &said.vow->shows : nullptr;
    }
    return nullptr;
}
inline const std::string* text_of(const Contribution& said, Part part) { return text_of(const_cast<Contribution&>(said), part); }

/// Not empty, inside the text, and through no letter of valid UTF-8.
constexpr bool lies_in(const Stretch& stretch, std::string_view text) {
    const auto border = [&](std::size_t at) { return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U; };
    return stretch.begin < stretch.end && stretch.end <= text.size() && border(stretch.begin) && border(stretch.end);
}

/// What is to stand in whose place.
struct Replacement {
    Stretch place;
    std::string stands;
};
/// Do two of them want the same bytes?
bool overlap(std::vector<Replacement> places);
/// Puts stand-ins into the texts. Every place lies in its text and none overlap. `known`: where some stand already; what comes back is
/// where all of them stand now, in order.
std::vector<Stretch> put_stand_ins(Contribution& said, std::vector<Replacement> places, const std::vector<Stretch>& known);

}  // namespace himthough
