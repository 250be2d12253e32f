#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/circle.h"
#include "store/notes.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough {

using ShownRoundId = std::int64_t;

/// What a reviewer does about a round that a member showed.
enum class CircleDecision : std::uint8_t { nothing = 1, close = 2 };
/// "nothing", "close".
std::string_view word_of(CircleDecision);
std::optional<CircleDecision> circle_decision_from_word(std::string_view word);

namespace store {

struct ShownRound {
    ShownRoundId id = 0;
    CircleId circle = 0;
    int round = 0;
    int place = 0;                 ///< of the member who showed it
    Day day{};
};
struct ShownNote {
    int place = 0;                 ///< of its author
    NotePart part = NotePart::words;
    std::string sealed;            ///< with a key of the server
};

/// The same one while it waits: a member may show a question first, and what was written to it later.
ShownRoundId add_shown_round(Transaction&, CircleId, SeatId, int round, Day);
void add_shown_note(Transaction&, ShownRoundId, SeatId author, NotePart, std::string_view sealed);
/// Oldest first, at most so many.
std::vector<ShownRound> shown_rounds(Transaction&, int most);
std::optional<ShownRound> find_shown_round(Transaction&, ShownRoundId);
std::vector<ShownNote> shown_notes(Transaction&, ShownRoundId);
/// Which rounds this member has shown and nobody has decided about.
std::vector<int> rounds_shown_by(Transaction&, SeatId);
/// Those of them with what was written, not the question alone.
std::vector<int> notes_shown_by(Transaction&, SeatId);
/// What was decided, without the words.
/// With its copies. How many went.
std::int64_t erase_shown_round(Transaction&, ShownRoundId);

}  // namespace store
}  // namespace himthough
