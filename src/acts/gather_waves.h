#pragma once
#include <unordered_map>

#include "acts/services.h"

namespace himthough {

/// What was compared already, of the newest that wait. Bounded; made anew after a start.
using Compared = std::unordered_map<ContributionId, Likeness>;

/// Puts what waits and is nearly the same into waves: what came in since last time is compared with the waves of the last months and with the newest
/// 20,000 that wait; ten alike make a new wave. Writes some hundred texts at a time, so that nobody who writes waits for long. Called by one thread.
/// Why::unavailable when the database cannot be written; the next call goes on.
Outcome<Done> gather_waves(Services&, Compared&);

}  // namespace himthough
