#pragma once
#include <optional>
#include <string>
#include <vector>

#include "movement/contribution.h"
#include "store/store.h"

namespace himthough::store {

/// Writing, as contributions.cpp does it: one vow a contribution.
void add_vow(Transaction& tx, ContributionId contribution, const Vow& vow);
/// Writes the vow anew (with its id: as the same one), or takes away one that does not stand yet.
void set_vow(Transaction& tx, ContributionId contribution, const std::optional<Vow>& vow);
/// From now on only reports move it. Counts it, once.
void let_vow_stand(Transaction& tx, const Contribution& said, Day today);
/// The other way round, when the decision by which it stood was taken back.
void let_vow_wait(Transaction& tx, const Contribution& said, Day stood_on);

/// A vow with what it is part of.
struct FoundVow {
    Vow vow;
    ContributionId contribution;      ///< that carries it
    ContributionId acknowledgement;   ///< the same, or the one it follows
    ParticipantId participant;
    MovementId movement;
    std::string language;             ///< of what carries it
};
std::optional<FoundVow> find_vow(Transaction& tx, VowId vow);
/// The one that a contribution carries, without reading all of that.
std::optional<FoundVow> find_vow_on(Transaction& tx, ContributionId contribution);

/// The check-ins on a vow in the order they were made, declined ones left out. `shown`: only those, and of witnesses only that, which the
/// current edition has.
std::vector<CheckIn> reports_on(Transaction& tx, VowId vow, bool shown);

/// All of them but one.
std::vector<CheckIn> reports_besides(Transaction& tx, VowId vow, ContributionId check_in);

/// Writes where the current edition shows a vow to stand, and counts, once, that it ended: after its check-ins changed. One that does not
/// stand yet is left as it is.
void settle_vow(Transaction& tx, VowId vow, Day today);

/// Gives accepted vows and check-ins that follow an acknowledgement to an edition, with what witnesses said since; counts what ended
/// by it. How many changed.
std::int64_t release_following(Transaction& tx, MovementId movement, std::int64_t edition, Day today);

/// Counts the vows of the next days that have come and were not counted yet, at most fourteen at once; how many vows came due, 0 when all
/// is counted. What is counted stays so whatever the clock does; a vow that stands only after its day is counted when it does
/// (let_vow_stand).
std::int64_t count_next_due(Transaction& tx, MovementId movement, Day today);

}  // namespace himthough::store
