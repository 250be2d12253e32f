#pragma once
#include "movement/event.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::store {

/// One more of this event on that day, or so many more. Never lowered; whoever counts sees to it that each is counted once.
void count(Transaction& tx, MovementId movement, Event event, Day day, std::int64_t more = 1);
/// How many of them, ever.
std::int64_t count_of(Transaction& tx, MovementId movement, Event event);

}  // namespace himthough::store
