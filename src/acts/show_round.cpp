#include "acts/show_round.h"

#include <algorithm>

#include "acts/circle_rounds.h"
#include "store/notes.h"

namespace himthough {
namespace {

Key seal_key(const Keys& keys) { return derive_key(keys.reviewer, "shown round"); }

}  // namespace

Outcome<Done> show_round(Services& with, const Opened& opened, int round) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto mine = store::seat_of(tx, opened.participant);
        if (!mine) return refuse(Why::not_found);
        const auto circle = up_to_date(tx, *store::find_circle(tx, mine->circle), with.clock.today());
        auto copies = store::copies_for(tx, mine->id, round);
        std::erase_if(copies, [&](const store::Copy& copy) { return copy.round != round || copy.part != NotePart::words; });
        if (copies.empty() || !is_over(round, circle.newest, store::state_of(tx, circle))) return refuse(Why::not_allowed, "", "fault.circle_not_now");
        const auto shown = store::add_shown_round(tx, circle.id, mine->id, round, with.clock.today());
        if (!shown) return Done{};
        const auto keys = circle_keys(opened.seal_key);
        for (const auto& copy : copies)
            if (const auto words = open_box(keys, copy.sealed)) store::add_shown_note(tx, *shown, copy.author, seal(seal_key(with.keys), *words));
        return Done{};
    });
}

Outcome<ShownToDesk> read_shown_round(Services& with, ShownRoundId id) {
    return with.store.read([&](store::Transaction& tx) -> Outcome<ShownToDesk> {
        const auto shown = store::find_shown_round(tx, id);
        if (!shown) return refuse(Why::not_found);
        ShownToDesk read{*shown, {}};
        for (const auto& note : store::shown_notes(tx, id)) read.notes.push_back({note.place, unseal(seal_key(with.keys), note.sealed).value_or("")});
        return read;
    });
}

Outcome<Done> decide_shown_round(Services& with, const AtDesk& me, ShownRoundId id, CircleDecision decision) {
    const auto known = with.store.read([&](store::Transaction& tx) { return store::find_shown_round(tx, id); });
    if (!known) return refuse(Why::not_found);
    const Day today = with.clock.today();
    // On the list first, as withdraw does.
    with.deletions.add({store::Deletion::Kind::shown_round, id, today});
    if (decision == CircleDecision::close) with.deletions.add({store::Deletion::Kind::circle, known->circle, today});
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto shown = store::find_shown_round(tx, id);
        if (!shown) return refuse(Why::not_found);
        store::add_circle_decision(tx, shown->circle, me.reviewer, today, decision);
        store::erase_shown_round(tx, id);
        if (decision == CircleDecision::close) store::erase_circle(tx, shown->circle);
        return Done{};
    });
}

}  // namespace himthough
