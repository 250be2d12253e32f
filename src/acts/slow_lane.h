#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "base/outcome.h"

namespace himthough {

/// Somebody at the desk says how a movement is read from now on (lanes.h says until when that holds). On the record. Why::already_done when it is
/// read so; not_found when there is no such movement.
Outcome<Done> choose_lane(Services&, const AtDesk&, MovementId, bool slow);

/// How many came without words while it was read more slowly, and wait for the desk.
std::int64_t held_of(Services&, MovementId);
/// Counts them, or leaves them uncounted, all at once. On the record. Why::already_done when there are none (any more), or more than the `shown` ones:
/// what came since then is not decided unseen.
Outcome<Done> decide_held(Services&, const AtDesk&, MovementId, bool count, std::int64_t shown);

/// Texts that came in lately are gathered into waves: how fast these grow says too how to read. Called now and then by one timer.
void look_at_lanes(Services&);

}  // namespace himthough
