#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "movement/decision.h"
#include "store/record.h"

namespace himthough {

struct NewDecision {
    ContributionId contribution = 0;
    std::int64_t revision = 0;        ///< of the text that was read
    Decided decided;                  ///< not redact: that is an act of its own
    bool with_second = false;         ///< a second pair of eyes is wanted
};

/// How a decision ended.
enum class Ended : std::uint8_t { done, waits_for_second };

/// One decision about one text. Why::already_done when somebody else has decided or reads it now, or when the text was changed since it was
/// read: nothing is accepted unseen. Why::not_found when it was taken back. What is accepted is in the next edition, not before.
/// What somebody handed on is decided by two where three or more review, and by anybody's wish where two do; the second is not told what the first
/// would do, and the more careful of the two counts. Why::unreadable: `with_second`, and nobody else reviews; already_done: one's own is the first word.
/// Why::not_allowed: a change of an answer, or a note in front of one; those are taken back and not changed.
Outcome<Ended> decide(Services&, const AtDesk&, const NewDecision&);

constexpr std::chrono::minutes undo_lives{10};
/// Takes one's own decision back, within ten minutes and as long as no edition has carried it: the text waits again. What a reviewer put
/// into it (stand-ins, a note) stays. Why::expired when it is too late.
Outcome<Done> undo(Services&, const AtDesk&, ContributionId);

// What these and redact share.

/// The text, if this reviewer may decide about it now: refusals as of decide.
Outcome<Contribution> to_decide(store::Transaction&, const Services&, const AtDesk&, ContributionId, std::int64_t revision);
/// Is this the first of two words about it?
Outcome<bool> needs_second(store::Transaction&, const Contribution&, bool wanted);
/// Keeps what the first of two would do.
void put_first_word(store::Transaction&, const Services&, const AtDesk&, const Contribution&, const Decided&);
/// Does it, and what goes with it: the record, the words to its writer, the way back.
void carry_out(store::Transaction&, const Services&, const AtDesk&, Contribution, const Decided&);
/// Puts what this reviewer did about a contribution on the record.
void put_on_record(store::Transaction&, const Services&, const AtDesk&, const Contribution&, Did, std::optional<Reason> = {});

}  // namespace himthough
