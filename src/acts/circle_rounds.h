#pragma once
#include <string>
#include <vector>

#include "acts/my_words.h"
#include "store/circles.h"

namespace himthough {

constexpr std::size_t longest_circle_note = 1500, longest_question = 200;   // code points

/// The question of a round. Nobody chose one: the next of the list. Chosen without id and words: a member's own words from before this
/// member came.
struct RoundQuestion {
    bool chosen = false;
    std::string id{};              ///< of the list
    std::string words{};           ///< a member's own
    bool mine = false;             ///< of the one who reads
    bool shown = false;            ///< this member has shown that round to the reviewers, and they have not decided
};

/// A round that is over, as one member can read it.
struct OverRound {
    struct Note {
        int place;                 ///< of its writer
        bool mine;
        std::string words;
    };
    int number = 0;
    RoundQuestion question;
    std::vector<Note> notes;
};

/// A circle as one member sees it.
struct MyCircle {
    MovementId movement = 0;
    CircleRhythm rhythm = CircleRhythm::weekly;
    CircleState state = CircleState::gathering;
    Round round{};                 ///< the newest
    Day last{};                    ///< its last day
    int place = 0;                 ///< where this member sits
    int places = 0, sitting = 0;
    int taking_part = 0, wrote = 0;   ///< in the newest round
    bool takes_part = false;       ///< this member does
    std::string my_words{};        ///< what they wrote in it; may be replaced while it is open
    RoundQuestion question{};      ///< of the newest round
    RoundQuestion next{};          ///< of the one after it
    std::vector<int> empty{};      ///< places where nobody sits
    std::vector<OverRound> over{}; ///< the newest first
};
/// How many rounds back a page shows.
constexpr int rounds_on_a_page = 26;

/// Refuses not_found when these nine words have no seat (any more). A round that the day has begun is kept as begun. `back`: how many rounds.
Outcome<MyCircle> read_my_circle(Services& with, const Opened& opened, int back = rounds_on_a_page);

/// A question as it was typed: own words, else one of the list, else none.
struct TypedQuestion {
    std::string id;
    std::string words;
};

/// The opener lets the first round begin. Once more changes nothing.
/// Refuses: not_found without a seat; not_allowed to the others, and while fewer than three sit; too_long, words_refused (question).
Outcome<Done> begin_circle(Services& with, const Opened& opened, const TypedQuestion& typed);

/// What one member writes in a round, sealed to each who takes part in it. The same once more changes nothing, something else replaces it
/// as long as the round is open.
/// Refuses: missing, too_long, words_refused (words); not_found; already_done when that round is over; not_allowed to whoever came later.
Outcome<Done> write_note(Services& with, const Opened& opened, int round, std::string_view words);

/// Any member chooses the question of the next round; the first choice counts.
/// Refuses: missing, too_long, words_refused (question); not_found; already_done when there is one, or that round has begun.
Outcome<Done> choose_question(Services& with, const Opened& opened, int round, const TypedQuestion& typed);

/// Gives up the seat, and with it everything these nine words opened. Refuses not_found, unavailable.
Outcome<Done> leave_circle(Services& with, const Opened& opened);

/// The keys to what is sealed to a member, from what their nine words open. The secret one lives in one request.
BoxKeys circle_keys(const Key& seal_key);
/// The circle with the round that the day has. In a transaction that writes.
store::Circle up_to_date(store::Transaction& tx, store::Circle circle, Day today);

}  // namespace himthough
