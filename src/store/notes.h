#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "movement/circle.h"
#include "store/store.h"

namespace himthough {

/// A row number; never used again.
using NoteId = std::int64_t;

/// What a note holds: what a member wrote in a round, or a question for it in a member's own words.
enum class NotePart : std::uint8_t { words = 1, question = 2 };

namespace store {

/// One sealed copy, as its reader may open it.
struct Copy {
    int round = 0;
    NotePart part = NotePart::words;
    SeatId author = 0;
    int place = 0;                 ///< where its author sits
    std::string sealed;
};

NoteId add_note(Transaction&, SeatId author, int round, NotePart);
void add_copy(Transaction&, NoteId, SeatId reader, std::string_view sealed);
/// What somebody wrote in a round.
std::optional<NoteId> find_note(Transaction&, SeatId author, int round);
/// With its copies. How many went.
std::int64_t erase_note(Transaction&, NoteId);
/// What one reader may open, from that round on: the newest round first, then by place.
std::vector<Copy> copies_for(Transaction&, SeatId reader, int from_round);

/// Questions that somebody chose, by round: an id of the list, or "" for a member's own words.
using ChosenQuestions = std::map<int, std::string>;
ChosenQuestions chosen_questions(Transaction&, CircleId);
/// `author`: of own words. False when there is one for that round already.
bool choose_question(Transaction&, CircleId, int round, std::string_view id, std::optional<SeatId> author);

}  // namespace store
}  // namespace himthough
