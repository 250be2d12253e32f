#include "acts/show_round.h"

#include <algorithm>

#include "acts/circle_rounds.h"
#include "store/notes.h"
#include "store/record.h"

namespace himthough {
namespace {

constexpr std::size_t most_shown = 3;   // of one seat, while nobody has decided

Key seal_key(const Keys& keys) { return derive_key(keys.reviewer, "shown round"); }

}  // namespace

Outcome<Done> show_round(Services& with, const Opened& opened, int round) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto mine = store::seat_of(tx, opened.participant);
        if (!mine) return refuse(Why::not_found);
        const auto circle = up_to_date(tx, *store::find_circle(tx, mine->circle), with.clock.today());
        auto copies = store::copies_for(tx, mine->id, round);
        const bool over = is_over(round, circle.newest, store::state_of(tx, circle));
        std::erase_if(copies, [&](const store::Copy& copy) { return copy.round != round || (copy.part == NotePart::words && !over); });
        if (copies.empty()) return refuse(Why::not_allowed, "", "fault.circle_not_now");
        const auto waiting = store::rounds_shown_by(tx, mine->id);
        if (std::ranges::find(waiting, round) == waiting.end() && waiting.size() >= most_shown) return refuse(Why::not_allowed, "", "fault.circle_shown_enough");
        const auto shown = store::add_shown_round(tx, circle.id, mine->id, round, with.clock.today());
        const auto keys = circle_keys(opened.seal_key);
        for (const auto& copy : copies)
            if (const auto words = open_box(keys, copy.sealed)) store::add_shown_note(tx, shown, copy.author, copy.part, seal(seal_key(with.keys), *words));
        return Done{};
    });
}

Outcome<ShownToDesk> read_shown_round(Services& with, ShownRoundId id) {
    return with.store.read([&](store::Transaction& tx) -> Outcome<ShownToDesk> {
        const auto shown = store::find_shown_round(tx, id);
        if (!shown) return refuse(Why::not_found);
        ShownToDesk read{*shown, {}};
        for (const auto& note : store::shown_notes(tx, id)) read.notes.push_back({note.place, note.part == NotePart::question, unseal(seal_key(with.keys), note.sealed).value_or("")});
        return read;
    });
}

Outcome<Done> decide_shown_round(Services& with, const AtDesk& me, ShownRoundId id, CircleDecision decision) {
    const Day today = with.clock.today();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto shown = store::find_shown_round(tx, id);
        if (!shown) return refuse(Why::not_found);
        // On the list first, as withdraw does; and only now that it is certain.
        with.deletions.add({store::Deletion::Kind::shown_round, id, today});
        if (decision == CircleDecision::close) with.deletions.add({store::Deletion::Kind::circle, shown->circle, today});
        const auto circle = store::find_circle(tx, shown->circle);
        store::add_entry(tx, record_key(with.keys), {.reviewer = me.reviewer, .day = today,
                         .did = decision == CircleDecision::close ? Did::closed_circle : Did::left_circle, .about = shown->circle,
                         .movement = circle ? circle->movement : 0, .waited = std::max(0, today.number() - shown->day.number())});
        store::erase_shown_round(tx, id);
        if (decision == CircleDecision::close) store::erase_circle(tx, shown->circle);
        return Done{};
    });
}

}  // namespace himthough
