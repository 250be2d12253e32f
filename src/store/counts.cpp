#include "store/counts.h"

namespace himthough::store {

constexpr sql::Text so_many_more = R"(
    INSERT INTO cell (movement, day, event, count) VALUES ($movement, $day, $event, $more)
    ON CONFLICT (movement, day, event) DO UPDATE SET count = cell.count + $more
)";
void count(Transaction& tx, MovementId movement, Event event, Day day, std::int64_t more) {
    tx.run(so_many_more, {{"movement", movement}, {"day", day.number()}, {"event", event}, {"more", more}});
}

constexpr sql::Text ever = "SELECT COALESCE(sum(count), 0) FROM cell WHERE movement = $movement AND event = $event";
std::int64_t count_of(Transaction& tx, MovementId movement, Event event) { return tx.number(ever, {{"movement", movement}, {"event", event}}); }

}  // namespace himthough::store
