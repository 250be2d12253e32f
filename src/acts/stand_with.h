#pragma once
#include "acts/services.h"
#include "base/outcome.h"

namespace himthough {

/// Quiet solidarity: one tap, no words, on survivors' released words only. Shown with the next edition, in words, never as a number.
/// Who tapped twice is for the door to notice: nothing of it is kept. Refuses not_found, not_allowed, unavailable.
Outcome<Done> stand_with(Services& with, ContributionId id);

}  // namespace himthough
