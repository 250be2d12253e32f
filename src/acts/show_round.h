#pragma once
#include <vector>

#include "acts/my_words.h"
#include "acts/sign_in.h"
#include "store/shown_rounds.h"

namespace himthough {

/// A member shows a round to the reviewers: what they can read of it, as it is now. It is kept, sealed with a key of the server, until a
/// reviewer has decided, and goes with the member who showed it; what somebody wrote goes when they leave. Once more changes nothing.
/// Of a round that is not over that is its question, where a member chose it in their own words; nobody's notes.
/// Refuses: not_found without a seat; not_allowed when this member can read nothing of it yet, or too many that they have shown wait.
Outcome<Done> show_round(Services& with, const Opened& opened, int round);

/// What a reviewer reads: what was shown, and nothing else of the circle.
struct ShownToDesk {
    struct Note {
        int place;
        bool question;             ///< chosen for the round, in that member's own words
        std::string words;
    };
    store::ShownRound round;
    std::vector<Note> notes;
};
/// Refuses not_found when it was decided, or is gone with the circle or the member who showed it.
Outcome<ShownToDesk> read_shown_round(Services& with, ShownRoundId id);

/// Puts the decision on the record, without words. `close`: the circle and everything of it is erased, its members' receipts stay.
/// Refuses not_found as read_shown_round.
Outcome<Done> decide_shown_round(Services& with, const AtDesk& me, ShownRoundId id, CircleDecision decision);

}  // namespace himthough
