#pragma once
#include "base/day.h"
#include "movement/movement.h"
#include "movement/vow_figures.h"
#include "store/store.h"

namespace himthough::store {

/// As far as days are counted (count_next_due): a vow that stands is among those due or among those not yet due.
VowFigures vow_figures(Transaction& tx, MovementId movement);

}  // namespace himthough::store
