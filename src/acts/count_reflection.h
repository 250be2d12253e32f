#pragma once
#include "acts/services.h"
#include "base/outcome.h"

namespace himthough {

/// Somebody looked back and wants to be counted; `asked`: because another asked them to. One more in today's counts, and nothing else is kept:
/// who pressed twice is for the door to notice. Refuses not_found (movement), unavailable.
Outcome<Done> count_reflection(Services& with, MovementId movement, bool asked);

}  // namespace himthough
