#include "acts/erase_movement.h"

#include "acts/checked_words.h"
#include "acts/prove.h"
#include "base/text.h"
#include "store/record.h"

namespace himthough {
namespace {

using store::Erasure;
using store::Transaction;

bool organises(Transaction& tx, ReviewerId id) {
    const auto who = store::reviewer(tx, id);
    return who && who->state == ReviewerState::active && may(who->role, Task::organise);
}

void put_on_record(Transaction& tx, const Services& with, ReviewerId who, MovementId movement, Did did) {
    store::add_entry(tx, record_key(with.keys), {.reviewer = who, .day = with.clock.today(), .did = did, .about = movement, .movement = movement});
}

/// From then on nobody stops it. So nothing is on the list of deletions that could still be stopped, and what is on it happens.
void agree(Transaction& tx, const Services& with, Erasure made, ReviewerId who) {
    made.agreed = who;
    store::set_erasure(tx, made);
    put_on_record(tx, with, who == made.reviewer ? 0 : who, made.movement, Did::erased);
}

/// On the list first: if the power fails between the two, the next look ends it.
Outcome<Done> end(Services& with, MovementId movement) {
    const auto today = with.clock.today();
    const auto found = std::ranges::find(with.movements, movement, &Movement::id);
    if (found == with.movements.end()) return Done{};   // its file is gone: once it is back
    with.deletions.add({.kind = store::Deletion::Kind::movement, .row = movement, .day = today, .slug = found->slug});
    const auto kept = with.store.write([&](Transaction& tx) -> Outcome<Done> {
        store::end_movement(tx, movement, today);
        return Done{};
    });
    if (kept) with.ended(movement);
    return kept;
}

}  // namespace

std::vector<Ending> endings(Services& with, const AtDesk& me) {
    return with.store.read([&](Transaction& tx) {
        std::vector<Ending> found;
        for (const auto& made : store::erasures(tx)) {
            const auto who = store::reviewer(tx, made.reviewer);
            found.push_back({.movement = made.movement, .asked_by_me = made.reviewer == me.reviewer, .asked_by = who ? who->name : "",
                             .until = Day(std::chrono::floor<std::chrono::days>(made.until)), .alone = made.alone});
        }
        for (const Movement& movement : with.movements)
            if (const auto day = store::ended_on(tx, movement.id)) found.push_back({.movement = movement.id, .ended = *day});
        return found;
    });
}

Outcome<Done> ask_to_erase(Services& with, const AtDesk& me, MovementId id, std::string_view typed_slug, std::string_view password, std::string_view code) {
    const auto* movement = find_movement(with, id);
    if (!movement) return refuse(Why::not_found);
    if (clean_text(typed_slug).value_or("") != movement->slug) return refuse(Why::unreadable, "slug", "fault.erase_slug");
    const auto proof = prove(with, me.name, password, code);
    if (!proof) return std::unexpected(proof.error());
    const auto kept = with.store.write([&](Transaction& tx) -> Outcome<Done> {
        if (const auto used = use_up(tx, *proof); !used) return used;
        if (!organises(tx, me.reviewer)) return refuse(Why::not_allowed);
        if (store::erasure_of(tx, id) || store::ended_on(tx, id)) return refuse(Why::already_done, "", "fault.erase_asked");
        store::set_erasure(tx, {.movement = id, .reviewer = me.reviewer, .until = with.clock.now() + erasing_takes, .alone = store::count_organisers(tx) == 1});
        put_on_record(tx, with, me.reviewer, id, Did::erasing_asked);
        return Done{};
    });
    judge(with, *proof, kept);
    return kept;
}

Outcome<Done> agree_to_erase(Services& with, const AtDesk& me, MovementId id, std::string_view password, std::string_view code) {
    const auto proof = prove(with, me.name, password, code);
    if (!proof) return std::unexpected(proof.error());
    const auto kept = with.store.write([&](Transaction& tx) -> Outcome<Done> {
        if (const auto used = use_up(tx, *proof); !used) return used;
        const auto made = store::erasure_of(tx, id);
        if (!made || made->agreed != 0 || made->until <= with.clock.now() || !organises(tx, made->reviewer)) return refuse(Why::not_found, "", "fault.erase_over");
        if (made->reviewer == me.reviewer || !organises(tx, me.reviewer)) return refuse(Why::not_allowed, "", "fault.erase_another");
        agree(tx, with, *made, me.reviewer);
        return Done{};
    });
    judge(with, *proof, kept);
    return kept ? end(with, id) : kept;
}

Outcome<Done> stop_erasing(Services& with, const AtDesk& me, MovementId id) {
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        if (!organises(tx, me.reviewer)) return refuse(Why::not_allowed);
        const auto made = store::erasure_of(tx, id);
        if (!made || made->agreed != 0) return refuse(Why::not_found, "", "fault.erase_over");
        store::forget_erasure(tx, id);
        put_on_record(tx, with, me.reviewer, id, Did::erasing_stopped);
        return Done{};
    });
}

Outcome<Done> look_at_erasures(Services& with) {
    const auto all = with.store.read([](Transaction& tx) { return store::erasures(tx); });
    for (const auto& seen : all) {
        const auto agreed = with.store.write([&](Transaction& tx) -> Outcome<bool> {
            const auto made = store::erasure_of(tx, seen.movement);
            if (!made || made->agreed != 0) return made.has_value();
            const bool asks = organises(tx, made->reviewer);
            if (asks && made->until > with.clock.now()) return false;
            if (asks && made->alone && store::count_organisers(tx) == 1) {
                agree(tx, with, *made, made->reviewer);
                return true;
            }
            store::forget_erasure(tx, made->movement);
            put_on_record(tx, with, 0, made->movement, Did::erasing_stopped);
            return false;
        });
        if (!agreed) return std::unexpected(agreed.error());
        if (!*agreed) continue;
        if (const auto done = end(with, seen.movement); !done) return done;
    }
    return Done{};
}

}  // namespace himthough
