#include "acts/take.h"

#include "store/contributions.h"
#include "store/opinions.h"
#include "store/queue.h"

namespace himthough {
namespace {

/// That waits, and that nobody else reads.
Outcome<Contribution> free_for(store::Transaction& tx, const Services& with, const AtDesk& me, ContributionId id) {
    auto said = store::find_contribution(tx, id);
    if (!said) return refuse(Why::not_found);
    if (said->state != State::waiting) return refuse(Why::already_done, "", "fault.decided");
    if (const auto reader = store::reader_of(tx, id, with.clock.now()); reader && *reader != me.reviewer)
        return refuse(Why::already_done, "", "fault.claimed");
    return std::move(*said);
}

}  // namespace

Outcome<Done> take(Services& with, const AtDesk& me, ContributionId id) {
    const auto now = with.clock.now();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = free_for(tx, with, me, id);
        if (!said) return std::unexpected(said.error());
        if (store::reader_of(tx, id, now)) return Done{};
        if (const auto first = store::opinion_on(tx, id); first && first->reviewer == me.reviewer && store::count_readers(tx) > 1)
            return refuse(Why::already_done, "", "fault.second_is_another");
        const auto read = at(store::reading_of(tx, me.reviewer), now);
        if (must_rest(read, now)) return refuse(Why::slow_down, "", "fault.rest");
        store::set_reading(tx, me.reviewer, after_item(read, is_light(kind_of(*said)), now));
        store::set_claim(tx, id, me.reviewer, now + claim_lives);
        return Done{};
    });
}

Outcome<Done> put_back(Services& with, const AtDesk& me, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto said = free_for(tx, with, me, id); !said) return std::unexpected(said.error());
        store::end_claim(tx, id);
        return Done{};
    });
}

Outcome<Done> hand_on(Services& with, const AtDesk& me, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto said = free_for(tx, with, me, id); !said) return std::unexpected(said.error());
        store::end_claim(tx, id);
        store::hand_on(tx, id, me.reviewer);
        return Done{};
    });
}

Outcome<Done> leave_aside(Services& with, const AtDesk& me, ItemSet aside) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        store::set_aside(tx, me.reviewer, aside);
        return Done{};
    });
}

}  // namespace himthough
