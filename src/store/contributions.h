#pragma once
#include <optional>
#include <vector>

#include "movement/contribution.h"
#include "store/store.h"

namespace himthough::store {

/// Keeps a new contribution, its vow and its pledge; `id`, `revision`, `place` and `stood` of what is given do not matter. Counts it when its
/// state says that nobody has to decide first (silent, sealed), and as received when somebody has to. With `held`, it is the desk that says
/// whether it counts (held.h).
enum class Counting { now, held };
ContributionId add_contribution(Transaction& tx, const Contribution& said, Counting counting = Counting::now);

std::optional<Contribution> find_contribution(Transaction& tx, ContributionId id);
/// The same when it is theirs; nothing when it is somebody else's.
std::optional<Contribution> find_own(Transaction& tx, ParticipantId whose, ContributionId id);
/// All of one participant's, oldest first.
std::vector<Contribution> contributions_of(Transaction& tx, ParticipantId participant);
/// What follows an acknowledgement, in whatever state, oldest first: further vows and check-ins.
std::vector<Contribution> contributions_following(Transaction& tx, ContributionId acknowledgement);
/// Vows among them that are released, oldest first.
std::vector<Contribution> further_vows(Transaction& tx, ContributionId acknowledgement);
/// The newest released ones on a vow, oldest first.
std::vector<Contribution> last_check_ins(Transaction& tx, VowId vow, int most);
/// Shared among people who said me too in that movement, newest first. Released ones only.
std::vector<Contribution> among_survivors(Transaction& tx, MovementId movement, int most);

/// Writes words, note, deed, audience, answers, state and vow (set_vow) of an existing one, takes it off its wall, and raises its revision.
/// Counts it, once, when nobody has to decide about it any more (silent, sealed); as received when somebody has to decide anew.
void rewrite_contribution(Transaction& tx, const Contribution& said, Day today);
void set_answers(Transaction& tx, ContributionId id, Answers answers);
/// A reviewer's decision. The first time something is accepted it is counted, and its vow stands; of a pledge not yet.
void set_state(Transaction& tx, const Contribution& said, State state, Day today);
bool is_counted(Transaction& tx, ContributionId id);
/// It waits again, in its wave if it was in one, with the likeness of `said`; what was counted by the decision is not. `counted`, `stood`: what the decision did (opinions.h: Undo). Only of what no
/// edition has carried.
void take_decision_back(Transaction& tx, const Contribution& said, Day decided_on, bool counted, bool stood);
/// Off its page, with a new revision: what was reported of the old one is not about it any more.
void take_off(Transaction& tx, ContributionId id, State state);
void erase_contribution(Transaction& tx, ContributionId id);
void add_stand(Transaction& tx, ContributionId id);

}  // namespace himthough::store
