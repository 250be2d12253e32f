#include "acts/take.h"

#include "base/text.h"
#include "store/contributions.h"
#include "store/opinions.h"
#include "store/queue.h"

namespace himthough {
Outcome<Waiting> to_read(store::Transaction& tx, const Services& with, const AtDesk& me, ContributionId id) {
    auto said = store::find_contribution(tx, id);
    if (!said) return refuse(Why::not_found);
    if (said->state != State::waiting) return refuse(Why::already_done, "decision", "fault.decided");
    if (const auto reader = store::reader_of(tx, id, with.clock.now()); reader && *reader != me.reviewer)
        return refuse(Why::already_done, "decision", "fault.claimed");
    auto first = store::opinion_on(tx, id);
    if (!first) return Waiting{std::move(*said), {}};
    if (first->reviewer == me.reviewer) {
        if (store::count_readers(tx) > 1) return refuse(Why::already_done, "decision", "fault.second_is_another");
        return Waiting{std::move(*said), {}};   // nobody else is left: their second thought is the one
    }
    return Waiting{std::move(*said), std::move(first->decided)};
}

Outcome<Done> take(Services& with, const AtDesk& me, ContributionId id) {
    const auto now = with.clock.now();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto waiting = to_read(tx, with, me, id);
        if (!waiting) return std::unexpected(waiting.error());
        if (store::reader_of(tx, id, now)) return Done{};
        const auto& caps = with.desk.caps;
        const auto read = at(store::reading_of(tx, me.reviewer), now, caps);
        if (must_rest(read, now, caps)) return refuse(Why::slow_down, "", "fault.rest");
        store::set_reading(tx, me.reviewer, after_item(read, is_light(kind_of(waiting->said)), now, caps));
        store::set_claim(tx, id, me.reviewer, now + claim_lives);
        return Done{};
    });
}

bool is_short(const Contribution& said) {
    const auto letters = code_points(said.words) + (said.vow ? code_points(said.vow->action) + code_points(said.vow->shows) : 0);
    return letters <= longest_short && said.note.empty() && said.heed != Heed::ask;
}

namespace {

/// What may be read beside others of that kind: the first of the queue, after what the guard asked about.
std::vector<Contribution> short_ones(store::Transaction& tx, const Services& with, const AtDesk& me, ItemKind kind) {
    constexpr int looked_at = 100;
    ItemSet kinds;
    kinds.add(kind);
    const store::QueueView view{.reviewer = me.reviewer, .kinds = kinds, .aside = store::aside_of(tx, me.reviewer), .readers = store::count_readers(tx), .now = with.clock.now()};
    auto found = store::waiting_contributions(tx, view, {Heed::hint, 0}, looked_at);
    std::erase_if(found, [](const Contribution& said) { return !is_short(said); });
    return found;
}

}  // namespace

std::vector<Contribution> opened_together(store::Transaction& tx, const Services& with, const AtDesk& me, ItemKind kind) {
    auto found = short_ones(tx, with, me, kind);
    std::erase_if(found, [&](const Contribution& said) { return store::reader_of(tx, said.id, with.clock.now()) != me.reviewer; });
    if (found.size() > most_at_once) found.resize(most_at_once);
    return found;
}

Outcome<Done> take_several(Services& with, const AtDesk& me, ItemKind kind) {
    const auto now = with.clock.now();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        auto open = opened_together(tx, with, me, kind).size();
        const auto& caps = with.desk.caps;
        const auto before = at(store::reading_of(tx, me.reviewer), now, caps);
        auto read = before;
        for (const auto& said : short_ones(tx, with, me, kind)) {
            if (open == most_at_once || must_rest(read, now, caps)) break;
            if (store::reader_of(tx, said.id, now)) continue;   // open already
            read = after_item(read, is_light(kind), now, caps);
            store::set_claim(tx, said.id, me.reviewer, now + claim_lives);
            ++open;
        }
        if (open == 0) return must_rest(before, now, caps) ? refuse(Why::slow_down, "", "fault.rest") : refuse(Why::not_found, "", "fault.none_short");
        if (read.items != before.items) store::set_reading(tx, me.reviewer, read);
        return Done{};
    });
}

Outcome<Done> put_back(Services& with, const AtDesk& me, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto waiting = to_read(tx, with, me, id); !waiting) return std::unexpected(waiting.error());
        store::end_claim(tx, id);
        return Done{};
    });
}

Outcome<Done> hand_on(Services& with, const AtDesk& me, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto waiting = to_read(tx, with, me, id); !waiting) return std::unexpected(waiting.error());
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
