#include "acts/count_reflection.h"

#include "acts/checked_words.h"
#include "store/counts.h"

namespace himthough {

Outcome<Done> count_reflection(Services& with, MovementId movement, bool asked) {
    if (!find_movement(with, movement)) return refuse(Why::not_found);
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const Day today = with.clock.today();
        store::count(tx, movement, Event::reflected, today);
        if (asked) store::count(tx, movement, Event::asked_reflected, today);
        return Done{};
    });
}

}  // namespace himthough
