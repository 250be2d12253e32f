#pragma once
#include <vector>

#include "base/day.h"
#include "movement/event.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::store {

/// A cell and the rows that should make it up, where they differ. `cell`: what is counted there and was not taken back since.
struct Miscount {
    MovementId movement = 0;
    Day day;
    Event event{};
    bool people = false;   ///< not the event itself but how many were their participant's first
    std::int64_t cell = 0, rows = 0;
};

/// Counts the rows anew and compares. Looked at are the events that rows tell of: what was said in a voice, and what became of vows.
/// What was received, looking back, and who was asked to are counts alone.
struct Recount {
    std::int64_t cells = 0;    ///< days of events that were compared
    std::int64_t events = 0;   ///< counted in them, with those taken back since
    std::vector<Miscount> wrong;
};
Recount recount(Transaction& tx);

}  // namespace himthough::store
