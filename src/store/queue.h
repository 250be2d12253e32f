#pragma once
#include <string>
#include <vector>

#include "base/clock.h"
#include "movement/item.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough::store {

/// A place in the queue of what waits for a reviewer: what is to be heeded most first, then the oldest.
struct InQueue {
    Heed heed = Heed::ask;
    ContributionId id = 0;
};

/// What one reviewer wants to see of it.
struct QueueView {
    ReviewerId reviewer = 0;
    ItemSet kinds;                    ///< only these ...
    std::string_view language = "";   ///< ... and of this language; "": all
    ItemSet aside{};                  ///< left to others
    std::int64_t readers = 1;         ///< how many may review: what all of them have handed on comes back
    Seconds now;
};
/// In order. Without what is in a wave (waves.h), what somebody else reads just now, what this reviewer handed on, and what waits for a second pair of eyes.
std::vector<Contribution> waiting_contributions(Transaction&, const QueueView&, InQueue after, int most);
/// What waits for a second pair of eyes that may be this reviewer's, in the same order.
std::vector<Contribution> waiting_for_second(Transaction&, const QueueView&, int most);
/// How many do, and how many of them may be this reviewer's now. Without what is in a wave.
struct ForSecond {
    std::int64_t all = 0, mine = 0;
};
ForSecond count_for_second(Transaction&, const QueueView&);
std::int64_t count_waiting(Transaction&);

/// Who reads it now; nobody when a claim has lapsed.
std::optional<ReviewerId> reader_of(Transaction&, ContributionId, Seconds now);
void set_claim(Transaction&, ContributionId, ReviewerId, Seconds until);
void end_claim(Transaction&, ContributionId);
/// All that somebody claims: on signing out.
void end_claims_of(Transaction&, ReviewerId);

void hand_on(Transaction&, ContributionId, ReviewerId);
bool was_handed_on(Transaction&, ContributionId);

Reading reading_of(Transaction&, ReviewerId);
void set_reading(Transaction&, ReviewerId, const Reading&);
ItemSet aside_of(Transaction&, ReviewerId);
void set_aside(Transaction&, ReviewerId, ItemSet);

/// What a reviewer wrote to the writer of a text; "": nothing.
std::string to_writer(Transaction&, ContributionId);
/// "" removes it.
void set_to_writer(Transaction&, ContributionId, std::string_view words);

}  // namespace himthough::store
