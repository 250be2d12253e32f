#pragma once
#include "base/clock.h"
#include "movement/movement.h"
#include "reach/noise.h"
#include "reach/released.h"
#include "store/store.h"

namespace himthough::reach {

/// Releases each period of each table that ended long enough ago and was not released yet, from the day on that a movement began; how many.
/// A day is released once all vows that came due on it are counted. Every cell that could be gets its noise, also those in which nothing was
/// counted: of B and C every voice with every country (but protected ones) or language, and where it was not said.
/// Throws sql::Broken, and std::runtime_error when a file cannot be written; what was released until then stays.
int release_due(store::Store& store, Released& released, const Movement& movement, Seconds now, const Draw& draw);

}  // namespace himthough::reach
