#pragma once
#include <string>
#include <vector>

#include "base/clock.h"
#include "movement/contribution.h"
#include "movement/decision.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough::store {

/// What the first of two reviewers would do. It stays as long as the second word can be taken back; an edit forgets it (rewrite_contribution).
struct Opinion {
    ReviewerId reviewer = 0;
    Decided decided;
    std::optional<std::int64_t> with_wave{};   ///< the decision about a wave that it came by (waves.h)
};
std::optional<Opinion> opinion_on(Transaction&, ContributionId);
void set_opinion(Transaction&, ContributionId, const Opinion&);
void forget_opinion(Transaction&, ContributionId);
/// All of somebody who is no longer at the desk.
void forget_opinions_of(Transaction&, ReviewerId);

/// A decision that can still be taken back.
struct Undo {
    ContributionId contribution = 0;
    ReviewerId reviewer = 0;
    Seconds until;
    Day day;                      ///< of the decision
    Decision decision = Decision::accept;
    bool counted = false;         ///< it was counted by this decision ...
    bool stood = false;           ///< ... its vow stood by it
    std::optional<std::int64_t> with_wave{};   ///< the decision about a wave that it came by (waves.h)
};
void keep_undo(Transaction&, const Undo&);
std::optional<Undo> undo_of(Transaction&, ContributionId);
/// Those of one reviewer that have not ended: the newest five that were decided one by one.
std::vector<Undo> undos_of(Transaction&, ReviewerId, Seconds now);
void forget_undo(Transaction&, ContributionId);
/// Those that ended, and the first words of those that were read by two.
void forget_undos(Transaction&, Seconds now);

}  // namespace himthough::store
