#pragma once
#include <vector>

#include "movement/contribution.h"
#include "store/store.h"
#include "store/wall.h"

namespace himthough::store {

/// What stands beneath a survivor's words in the current edition, by day; within an edition in the order that was drawn.
std::vector<Contribution> shown_answers(Transaction& tx, ContributionId to);
/// The same, and what whoever is answered has hidden.
std::vector<Contribution> answers_to_mine(Transaction& tx, ContributionId to);
/// Has this participant answered these words, in whatever state it is?
std::optional<Contribution> answer_by(Transaction& tx, ParticipantId participant, ContributionId to);

/// Takes answers off the page at once, as accepted ones that an edition may show again: all of them ...
void take_off_answers(Transaction& tx, ContributionId to);
/// ... or those that came from people whom the choice of who may answer leaves out now.
void take_off_uninvited(Transaction& tx, ContributionId to);
/// Hides one, which takes it off, or lets it be shown with the next edition again.
void set_hidden(Transaction& tx, ContributionId answer, bool hidden);

/// Accepted, not hidden, to words that everybody can read and that may be answered by whoever wrote it.
std::vector<Accepted> accepted_answers(Transaction& tx, MovementId movement);
/// Gives them to an edition in this order.
void release_answers(Transaction& tx, std::int64_t edition, const std::vector<Accepted>& in_order);

}  // namespace himthough::store
