#include "acts/slow_lane.h"

#include "acts/checked_words.h"
#include "store/held.h"
#include "store/record.h"
#include "store/surges.h"

namespace himthough {
namespace {

void put_on_record(store::Transaction& tx, const Services& with, const AtDesk& me, MovementId movement, Did did) {
    store::add_entry(tx, record_key(with.keys), {.reviewer = me.reviewer, .day = with.clock.today(), .did = did, .about = movement, .movement = movement});
}

}  // namespace

Outcome<Done> choose_lane(Services& with, const AtDesk& me, MovementId movement, bool slow) {
    if (!find_movement(with, movement)) return refuse(Why::not_found);
    const auto lane = with.lanes.lane(movement);
    if (lane.slow == slow && (lane.said || !slow)) return refuse(Why::already_done, "", "fault.lane_so_already");
    const auto kept = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        put_on_record(tx, with, me, movement, slow ? Did::slowed : Did::ended_slow);
        return Done{};
    });
    if (kept) with.lanes.say(movement, slow);
    return kept;
}

std::int64_t held_of(Services& with, MovementId movement) {
    return with.store.read([&](store::Transaction& tx) { return store::count_held(tx, movement); });
}

Outcome<Done> decide_held(Services& with, const AtDesk& me, MovementId movement, bool count, std::int64_t shown) {
    if (!find_movement(with, movement)) return refuse(Why::not_found);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto held = store::count_held(tx, movement);
        if (held == 0) return refuse(Why::already_done, "", "fault.nothing_held");
        if (held > shown) return refuse(Why::already_done, "", "fault.more_held");
        if (count) store::count_all_held(tx, movement);
        else store::leave_all_held(tx, movement);
        put_on_record(tx, with, me, movement, count ? Did::counted_held : Did::left_held);
        return Done{};
    });
}

void look_at_lanes(Services& with) {
    for (const Movement& movement : with.movements)
        with.lanes.look(movement.id, with.store.read([&](store::Transaction& tx) { return store::wave_sizes(tx, movement.id); }));
}

}  // namespace himthough
