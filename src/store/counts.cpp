#include "store/counts.h"

namespace himthough::store {

constexpr sql::Text one_more = R"(
    INSERT INTO cell (movement, day, event, count) VALUES ($movement, $day, $event, 1)
    ON CONFLICT (movement, day, event) DO UPDATE SET count = cell.count + 1
)";
void count(Transaction& tx, MovementId movement, Event event, Day day) {
    tx.run(one_more, {{"movement", movement}, {"day", day.number()}, {"event", event}});
}

constexpr sql::Text ever = "SELECT COALESCE(sum(count), 0) FROM cell WHERE movement = $movement AND event = $event";
std::int64_t count_of(Transaction& tx, MovementId movement, Event event) { return tx.number(ever, {{"movement", movement}, {"event", event}}); }

}  // namespace himthough::store
