#pragma once
#include "acts/my_words.h"

namespace himthough {

/// Takes back one contribution, or everything when `id` is nothing. When this returns the words are off every page, and on the list
/// of deletions that every restored backup is held against; the next sweep takes their bytes out of the database file. With everything
/// goes a seat in a circle, and the circle when fewer than three are left.
/// Refuses not_found, unavailable.
Outcome<Done> withdraw(Services& with, const Opened& opened, std::optional<ContributionId> id);

}  // namespace himthough
