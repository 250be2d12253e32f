#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "movement/decision.h"
#include "movement/item.h"

namespace himthough {

/// A text that waits, as somebody opens it or decides about it.
struct Waiting {
    Contribution said;
    std::optional<Decided> first;     ///< what the first of two would do
};
/// One that this reviewer may open or decide about now. Why::not_found when it was taken back; already_done: it was decided, somebody else
/// reads it, or theirs is the first of two words about it.
Outcome<Waiting> to_read(store::Transaction&, const Services&, const AtDesk&, ContributionId);

/// Opens one that waits, for this reviewer alone. Refuses as to_read does; Why::slow_down: a rest first (movement/item.h). Opening once more
/// what one has open counts nothing.
Outcome<Done> take(Services&, const AtDesk&, ContributionId);
constexpr std::size_t most_at_once = 10, longest_short = 300;   ///< texts; code points of each
/// Can it be read beside others? Short, without a content note, and the guard asked nothing about it.
bool is_short(const Contribution&);
/// The short ones of a kind that this reviewer has open, in the order of the queue.
std::vector<Contribution> opened_together(store::Transaction&, const Services&, const AtDesk&, ItemKind);
/// Opens up to ten short ones of one kind, those that this reviewer has open already among them; each is an item. Refuses as take does; not_found: there is none.
Outcome<Done> take_several(Services&, const AtDesk&, ItemKind);
/// Closes it again, undecided.
Outcome<Done> put_back(Services&, const AtDesk&, ContributionId);
/// The same, and somebody else reads it. No reason is asked, and none is kept.
Outcome<Done> hand_on(Services&, const AtDesk&, ContributionId);
/// Leaves kinds to others.
Outcome<Done> leave_aside(Services&, const AtDesk&, ItemSet);

}  // namespace himthough
