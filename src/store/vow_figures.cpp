#include "store/vow_figures.h"

#include "store/counts.h"

namespace himthough::store {

constexpr sql::Text to_come = R"(
    SELECT count(*) FROM vow
    WHERE movement = $movement AND stands = 1 AND came_due = 0 AND due > (SELECT due_through FROM movement WHERE id = $movement)
)";
VowFigures vow_figures(Transaction& tx, MovementId movement) {
    const auto ever = [&](Event event) { return count_of(tx, movement, event); };
    return {.vowed = ever(Event::vowed), .due = ever(Event::due), .kept = ever(Event::kept), .kept_witnessed = ever(Event::kept_witnessed),
            .not_kept = ever(Event::not_kept), .withdrawn = ever(Event::withdrawn), .not_yet_due = tx.number(to_come, {{"movement", movement}})};
}

}  // namespace himthough::store
