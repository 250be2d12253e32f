#pragma once
#include <vector>

#include "base/clock.h"
#include "movement/contribution.h"
#include "store/store.h"

namespace himthough::store {

/// A wall is numbered from its first contribution: place 1, 2, 3 ... Places are never given twice; what was taken back leaves a gap.
/// So an old page of a wall changes only when something on it is taken back.

/// The last place given; 0 when the wall is empty.
std::int64_t last_place(Transaction& tx, MovementId movement, Voice voice);
/// What stands on the places from `first` to `last`, both included, newest first.
std::vector<Contribution> on_places(Transaction& tx, MovementId movement, Voice voice, std::int64_t first, std::int64_t last);

/// Of the accountable wall, those with a vow (their own or a further one), or with one that was kept.
enum class WithVow { any, kept };
/// At most `most` of them from that place down, newest first.
std::vector<Contribution> with_vows(Transaction& tx, MovementId movement, WithVow which, std::int64_t from, int most);

/// Accepted by a reviewer, in no edition yet. What follows an acknowledgement has no place (vows.h releases it);
/// a pledge gets one when enough have joined (pledges.h), an answer stands beneath what it answers (answers.h).
struct Accepted {
    ContributionId id;
    Audience audience;
};
std::vector<Accepted> accepted_contributions(Transaction& tx, MovementId movement, Voice voice);
/// Gives accepted contributions to an edition, in this order: those for everyone get the next places of their wall.
void release(Transaction& tx, MovementId movement, Voice voice, std::int64_t edition, const std::vector<Accepted>& in_order);
/// Solidarity goes out with the edition too; how many contributions changed.
std::int64_t show_stands(Transaction& tx, MovementId movement);

}  // namespace himthough::store
