#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "movement/contribution.h"

namespace himthough {

/// What waits for a reviewer, by what can be said of it without opening it. The numbers are kept in the database.
enum class ItemKind : std::uint8_t {
    story = 1,       ///< "me too" in words
    deed = 2,        ///< an acknowledgement: laughed along, looked away, said it ...
    grave_deed = 3,  ///< an acknowledgement: pressed, touched, did not ask, did not stop
    vow = 4, check_in = 5, call = 6, pledge = 7, answer = 8
};
constexpr std::array item_kinds{ItemKind::story, ItemKind::deed, ItemKind::grave_deed, ItemKind::vow, ItemKind::check_in,
                                ItemKind::call, ItemKind::pledge, ItemKind::answer};
std::string_view word_of(ItemKind);
std::optional<ItemKind> item_kind_from_word(std::string_view word);
ItemKind kind_of(const Contribution&);

/// A set of kinds, and whether what has a content note is in it: what a reviewer asked for, or leaves to others. Kept as its bits.
struct ItemSet {
    std::uint32_t bits = 0;
    static constexpr std::uint32_t noted = 1;
    constexpr bool has(ItemKind kind) const { return bits >> static_cast<unsigned>(kind) & 1U; }
    constexpr bool has_noted() const { return bits & noted; }
    constexpr void add(ItemKind kind) { bits |= 1U << static_cast<unsigned>(kind); }
    bool holds(const Contribution& said) const { return has(kind_of(said)) || (has_noted() && !said.note.empty()); }
};
/// A hard one, which two read where two are there: a grave deed, or a story in which the guard found something that it asks about.
bool wants_second(const Contribution&);
/// One that can be read between two hard ones.
constexpr bool is_light(ItemKind kind) { return kind != ItemKind::story && kind != ItemKind::grave_deed; }
constexpr ItemSet light_items() {
    ItemSet set;
    for (const auto kind : item_kinds)
        if (is_light(kind)) set.add(kind);
    return set;
}

/// What is opened belongs to whoever opened it for so long; then anybody may take it.
constexpr std::chrono::minutes claim_lives{20};

/// How long somebody has been reading without a rest.
struct Reading {
    int items = 0;
    std::chrono::sys_seconds began{}, last{};
    int heavy = 0;                        ///< hard ones one after the other
};
/// How much is read without a rest, and how long that lasts. A guess, and called one where it is shown: nobody has measured how much is too much.
struct ReadingCaps {
    int items = 40;
    std::chrono::minutes reading{45}, rest{15};
};
constexpr int most_heavy = 3;

/// How it stands now: nothing after a rest, or when the machine's clock was set back.
Reading at(const Reading&, std::chrono::sys_seconds now, const ReadingCaps&);
/// One more was opened.
Reading after_item(Reading, bool light, std::chrono::sys_seconds now, const ReadingCaps&);
/// So many items, or so many minutes: nothing more is opened before a rest. Of a Reading as it stands now.
bool must_rest(const Reading&, std::chrono::sys_seconds now, const ReadingCaps&);

}  // namespace himthough
