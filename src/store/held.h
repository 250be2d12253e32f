#pragma once
#include "movement/event.h"
#include "movement/movement.h"
#include "store/contributions.h"

namespace himthough::store {

/// What came without words while a movement was read more slowly. It is kept, and neither counted nor shown before the desk decides about all
/// of it at once. (A contribution without words is held by add_contribution: Counting::held.)

/// One more of this event on that day, to be counted or not.
void hold(Transaction& tx, MovementId movement, Event event, Day day);
/// One more stands with it, to be shown or not.
void hold_stand(Transaction& tx, ContributionId id);

/// Is it one of these contributions?
bool is_held(Transaction& tx, ContributionId id);
/// How many are held.
std::int64_t count_held(Transaction& tx, MovementId movement);
/// Counts all of them, each on the day it came.
void count_all_held(Transaction& tx, MovementId movement);
/// None of them is ever counted, except a contribution that is accepted with words later.
void leave_all_held(Transaction& tx, MovementId movement);

}  // namespace himthough::store
