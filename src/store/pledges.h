#pragma once
#include <optional>
#include <vector>

#include "base/secret.h"
#include "movement/contribution.h"
#include "store/store.h"
#include "store/wall.h"

namespace himthough::store {

/// Writing, as contributions.cpp does it: one pledge a contribution.
void add_pledge(Transaction& tx, ContributionId contribution, const Pledge& pledge);
/// Another link in the place of the old one.
void set_pledge_link(Transaction& tx, ContributionId contribution, const Hash& link);
std::optional<Contribution> find_pledge(Transaction& tx, const Hash& link);

/// A participant joins one pledge and has no contribution: leaving is to be gone.
void join_pledge(Transaction& tx, ContributionId pledge, ParticipantId participant);
std::optional<Contribution> pledge_joined_by(Transaction& tx, ParticipantId participant);

/// Takes pledges off the wall of which too few are left; how many.
std::int64_t hide_pledges(Transaction& tx, MovementId movement);
/// Accepted pledges that enough have joined, to be released. Their vows stand and are counted from now on, each once.
std::vector<Accepted> let_pledges_stand(Transaction& tx, MovementId movement, Day today);

}  // namespace himthough::store
