#pragma once
#include <string>
#include <vector>

#include "movement/concern.h"
#include "movement/contribution.h"
#include "store/store.h"

namespace himthough::store {

/// Descriptions of one kind that wait for somebody to look: one line at the desk, however many there are.
struct Sought {
    ConcernId first = 0;              ///< the oldest of them
    MovementId movement = 0;
    Day day;                          ///< of that one
    bool has_address = false;         ///< they name a page here
    std::int64_t all = 0;
    std::int64_t most_in_a_day = 0;
};
/// At most `most`, those that have waited longest first; those whose oldest is later than `after`.
std::vector<Sought> sought_lines(Transaction&, ConcernId after, int most);
/// One that waits for somebody to look.
std::optional<Concern> find_sought(Transaction&, ConcernId);
/// It and all that are answered with it, the oldest first, at most `most`.
std::vector<Concern> sought_with(Transaction&, const Concern&, int most);
/// Answers those like it that were read; how many.
std::int64_t settle_sought(Transaction&, const Concern&, ConcernId read_up_to, ConcernState, Day today);
/// Those like it that were read are reports of these words from now on, and wait for a decision about them; how many.
std::int64_t make_reports(Transaction&, const Concern&, ConcernId read_up_to, const Contribution&);

/// The oldest report that waits about it and began as a description.
std::optional<Concern> first_described(Transaction&, ContributionId);
/// Those of the reports that wait about it that began as descriptions wait for somebody to look again, with the page they named.
void make_sought(Transaction&, ContributionId);

/// What a search among words on public pages found, the newest first.
struct Search {
    std::vector<Contribution> found;
    bool more = false;                ///< more than are told, or not everything was looked through
};
/// Words, notes and vows that are shown and hold each of these pieces, which are skeletons (base/text.h). At most `most`, in the newest
/// most_searched texts.
Search search_shown(Transaction&, MovementId, const std::vector<std::string>& pieces, std::size_t most);
constexpr int most_searched = 20'000;

}  // namespace himthough::store
