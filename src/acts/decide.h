#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "acts/take.h"
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
/// Two decide about what is hard where two review (DeskRules), about what somebody handed on where three or more do, and by anybody's wish; the second is not told what the first
/// would do, and the more careful of the two counts. Why::unreadable: `with_second`, and nobody else reviews; already_done: one's own is the first word.
/// Why::not_allowed: a change of an answer, or a note in front of one; those are taken back and not changed.
Outcome<Ended> decide(Services&, const AtDesk&, const NewDecision&);

constexpr std::chrono::minutes undo_lives{10};
/// Takes one's own decision back, within ten minutes and as long as no edition has carried it: the text waits again. What a reviewer put
/// into it (stand-ins, a note) stays. Why::expired when it is too late.
Outcome<Done> undo(Services&, const AtDesk&, ContributionId);

// What these and redact share.

/// A decision as it may be kept: nothing that does not belong to it. Refuses as decide does.
Outcome<Decided> check_decision(const Services&, const Decided&);
/// A text that somebody decides about.
struct Deciding : Waiting {
    bool is_first = false;            ///< theirs is the first of two words about it
    std::optional<std::int64_t> with_wave{};   ///< the decision about a wave that this is part of (acts/decide_wave.h)
};
/// If this reviewer may decide about it now: refusals as of decide.
Outcome<Deciding> to_decide(store::Transaction&, const Services&, const AtDesk&, ContributionId, std::int64_t revision, bool second_wanted);
/// Is another one to read it after whoever decides first, without anybody's wish?
bool needs_second(store::Transaction&, const Services&, const Contribution&);
/// Keeps the first of two words, or does what is decided, and what goes with it: the record, the words to its writer, the way back.
Ended carry_on(store::Transaction&, const Services&, const AtDesk&, const Deciding&, const Decided&);
/// Takes one decision back; refuses as undo does.
Outcome<Done> take_back(store::Transaction&, const Services&, const AtDesk&, ContributionId);
/// Puts what this reviewer did about a contribution on the record.
void put_on_record(store::Transaction&, const Services&, const AtDesk&, const Contribution&, Did, std::optional<Reason> = {});

}  // namespace himthough
