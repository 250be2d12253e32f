#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "movement/item.h"

namespace himthough {

/// Opens one that waits, for this reviewer alone. Why::already_done: it was decided, or somebody else reads it now. Why::slow_down: a rest first
/// (movement/item.h). Why::not_found when it was taken back. Opening once more what one has open counts nothing.
Outcome<Done> take(Services&, const AtDesk&, ContributionId);
/// Closes it again, undecided.
Outcome<Done> put_back(Services&, const AtDesk&, ContributionId);
/// The same, and somebody else reads it. No reason is asked, and none is kept.
Outcome<Done> hand_on(Services&, const AtDesk&, ContributionId);
/// Leaves kinds to others.
Outcome<Done> leave_aside(Services&, const AtDesk&, ItemSet);

}  // namespace himthough
