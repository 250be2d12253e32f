#pragma once
#include <vector>

#include "movement/movement.h"
#include "movement/surge.h"
#include "store/store.h"

namespace himthough::store {

/// How many texts were ever gathered into each of the newest waves of a movement, the newest first; some hundreds at most.
std::vector<WaveSize> wave_sizes(Transaction& tx, MovementId movement);

/// What came after one row: how many contributions, how many of them in the largest wave among them, and how many of these let anybody answer.
struct CameSince {
    std::int64_t all = 0, in_wave = 0, open_in_wave = 0;
};
CameSince came_since(Transaction& tx, std::int64_t row);
std::int64_t last_contribution(Transaction& tx);

}  // namespace himthough::store
