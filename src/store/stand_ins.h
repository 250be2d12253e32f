#pragma once
#include <vector>

#include "movement/stand_in.h"
#include "store/deletions.h"
#include "store/store.h"

namespace himthough::store {

/// Where reviewers put stand-ins into a contribution's texts as they are now: by part, then in the order of the text.
std::vector<Stretch> stand_ins_in(Transaction& tx, ContributionId id);
/// All there are from now on.
void set_stand_ins(Transaction& tx, ContributionId id, const std::vector<Stretch>& places);

/// For a database that comes from a backup, before anything else is deleted again: what a reviewer took out of a text since then is
/// taken out once more. "[…]" stands there now, because the list does not know what kind of thing it was, and a reviewer reads the
/// text again. Only in the very revision that the reviewer had read: of others the list does not know where it stands.
/// How many contributions were changed.
std::int64_t cut_again(Transaction& tx, const std::vector<Deletion>& deletions);

}  // namespace himthough::store
