#pragma once
#include <optional>
#include <vector>

#include "movement/concern.h"
#include "store/store.h"

namespace himthough::store {

/// One participant has one. Its id, and what its words are when they may be forgotten, are the store's.
void add_concern(Transaction&, ParticipantId, const Concern&);
/// As it stands now: also `changed` and `gone`.
std::optional<Concern> concern_of(Transaction&, ParticipantId);

/// Something shown that reports wait about, of exactly the words that are shown.
struct Reported {
    ContributionId contribution;
    std::int64_t reports;
    std::int64_t most_in_a_day;
    ConcernId first;            ///< the oldest of them
};
/// At most `most`, those that have waited longest first; those whose oldest report is later than `after`.
std::vector<Reported> reported_contributions(Transaction&, ConcernId after, int most);
std::optional<Reported> find_reported(Transaction&, ContributionId);
/// The reports that wait about it, oldest first, at most `most`.
std::vector<Concern> waiting_concerns(Transaction&, ContributionId, int most);
/// Those for which a reviewer took it off so that something in it is replaced, while it stands as it was sent back. Oldest first, at most `most`.
std::vector<Concern> concerns_to_replace(Transaction&, const Contribution&, int most);
/// Each reason once; nothing: "it is about me".
std::vector<std::optional<Reason>> waiting_reasons(Transaction&, ContributionId);

/// Answers those that wait about it and were read, and those without words. False when none does.
bool settle_concerns(Transaction&, ContributionId, ConcernId read_up_to, ConcernState, Day today);
/// From now on nobody is asked about this revision again.
void let_stand(Transaction&, ContributionId, std::int64_t revision);
bool was_found_to_stand(Transaction&, ContributionId, std::int64_t revision);

/// Those with words that were decided, or have nothing to be decided about any more, since `day` or longer. At most `most`.
std::vector<ConcernId> concerns_to_forget(Transaction&, Day day, int most);
/// Takes its words; how many had some.
std::int64_t forget_concern_words(Transaction&, ConcernId);

}  // namespace himthough::store
