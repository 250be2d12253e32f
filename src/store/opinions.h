#pragma once
#include <string>
#include <vector>

#include "base/clock.h"
#include "movement/contribution.h"
#include "movement/decision.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough::store {

/// What the first of two reviewers would do.
struct Opinion {
    ReviewerId reviewer = 0;
    std::int64_t revision = 0;    ///< of the text that was read
    Decided decided;
};
std::optional<Opinion> opinion_on(Transaction&, ContributionId);
void set_opinion(Transaction&, ContributionId, const Opinion&);
void forget_opinion(Transaction&, ContributionId);

/// A decision that can still be taken back.
struct Undo {
    ContributionId contribution = 0;
    ReviewerId reviewer = 0;
    Seconds until;
    Day day;                      ///< of the decision
    Decision decision = Decision::accept;
    bool counted = false;         ///< it was counted by this decision ...
    bool stood = false;           ///< ... its vow stood by it
};
void keep_undo(Transaction&, const Undo&);
std::optional<Undo> undo_of(Transaction&, ContributionId);
/// Those of one reviewer that have not ended: the newest five.
std::vector<Undo> undos_of(Transaction&, ReviewerId, Seconds now);
void forget_undo(Transaction&, ContributionId);
/// Those that ended.
void forget_undos(Transaction&, Seconds now);

}  // namespace himthough::store
