#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "store/decisions.h"

namespace himthough {

struct NewDecision {
    ContributionId contribution = 0;
    std::int64_t revision = 0;        ///< of the text that was read
    Decision decision = Decision::accept;   ///< not redact: that is an act of its own
    std::optional<Reason> reason;     ///< needed to decline and to ask for a change
};

/// One decision about one text. Why::already_done when somebody else has decided, or when the text was changed since it was read:
/// nothing is accepted unseen. Why::not_found when it was taken back. What is accepted is in the next edition, not before.
Outcome<Done> decide(Services&, const AtDesk&, const NewDecision&);

}  // namespace himthough
