#include "acts/withdraw.h"

#include "store/circles.h"
#include "store/contributions.h"
#include "store/participants.h"
#include "store/vows.h"

namespace himthough {
Outcome<Done> withdraw(Services& with, const Opened& opened, std::optional<ContributionId> id) {
    using Gone = std::vector<Contribution>;
    const auto chosen = [&](store::Transaction& tx) {
        auto held = store::contributions_of(tx, opened.participant);
        const auto all = held.size();
        if (id) std::erase_if(held, [&](const Contribution& said) { return said.id != *id && said.follows != *id; });   // what follows goes along
        return std::pair(held, held.size() == all);
    };
    const auto chosen_now = with.store.read(chosen);
    const auto& going = chosen_now.first;
    const bool everything = chosen_now.second;
    if (id && going.empty()) return refuse(Why::not_found);

    // On the list first: if the power fails between the two, a restore deletes once more what was asked to be deleted anyway.
    const auto today = with.clock.today();
    for (const auto& said : going) with.deletions.add({store::Deletion::Kind::contribution, said.id, today});
    if (everything) with.deletions.add({store::Deletion::Kind::participant, opened.participant, today});

    const auto gone = with.store.write([&](store::Transaction& tx) -> Outcome<Gone> {
        if (!store::participant_since(tx, opened.participant)) return refuse(Why::not_found, "receipt", "fault.receipt_unknown");
        const auto [now_going, now_everything] = chosen(tx);   // once more: an edition may have been cut meanwhile
        for (const auto& said : now_going) {
            store::erase_contribution(tx, said.id);
            if (said.of_vow) store::settle_vow(tx, *said.of_vow, today);
        }
        if (now_everything) {
            if (!everything) with.deletions.add({store::Deletion::Kind::participant, opened.participant, today});   // two took the last things at once
            const auto seat = store::seat_of(tx, opened.participant);
            store::erase_participant(tx, opened.participant, today);
            if (seat && store::is_closed(tx, seat->circle)) {
                with.deletions.add({store::Deletion::Kind::circle, seat->circle, today});
                store::erase_circle(tx, seat->circle);
            }
        }
        return now_going;
    });
    if (!gone) return std::unexpected(gone.error());
    for (const auto& said : *gone)
        if (is_shown(said)) with.taken_off(said);
    return Done{};
}

}  // namespace himthough
