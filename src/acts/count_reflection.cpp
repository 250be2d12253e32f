#include "acts/count_reflection.h"

#include "acts/checked_words.h"
#include "store/counts.h"
#include "store/held.h"

namespace himthough {

Outcome<Done> count_reflection(Services& with, MovementId movement, bool asked) {
    if (!find_movement(with, movement)) return refuse(Why::not_found);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const Day today = with.clock.today();
        const bool held = with.lanes.slow(movement);
        const auto one_more = [&](Event event) { return held ? store::hold(tx, movement, event, today) : store::count(tx, movement, event, today); };
        one_more(Event::reflected);
        if (asked) one_more(Event::asked_reflected);
        return Done{};
    });
}

}  // namespace himthough
