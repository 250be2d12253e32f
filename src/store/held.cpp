#include "store/held.h"

namespace himthough::store {

constexpr sql::Text one_more = R"(
    INSERT INTO held (movement, day, event, count) VALUES ($movement, $day, $event, 1)
    ON CONFLICT (movement, day, event) DO UPDATE SET count = held.count + 1
)";
void hold(Transaction& tx, MovementId movement, Event event, Day day) { tx.run(one_more, {{"movement", movement}, {"day", day.number()}, {"event", event}}); }

constexpr sql::Text one_stands = "UPDATE contribution SET stood_held = stood_held + 1 WHERE id = $id";
void hold_stand(Transaction& tx, ContributionId id) { tx.run(one_stands, {{"id", id}}); }

constexpr sql::Text waits = "SELECT counted = 2 FROM contribution WHERE id = $id";
bool is_held(Transaction& tx, ContributionId id) { return tx.number(waits, {{"id", id}}) != 0; }

// Whoever looked back because another asked them stands there twice, and is one.
constexpr sql::Text how_many = R"(
    SELECT (SELECT count(*) FROM contribution WHERE movement = $movement AND counted = 2)
         + (SELECT COALESCE(sum(stood_held), 0) FROM contribution WHERE movement = $movement AND stood_held > 0)
         + (SELECT COALESCE(sum(count), 0) FROM held WHERE movement = $movement AND event = $reflected)
)";
std::int64_t count_held(Transaction& tx, MovementId movement) { return tx.number(how_many, {{"movement", movement}, {"reflected", Event::reflected}}); }

constexpr sql::Text to_cells = R"(
    INSERT INTO cell (movement, day, event, count)
    SELECT movement, day, event, sum(more) FROM (
        SELECT movement, day, voice AS event, count(*) AS more FROM contribution WHERE movement = $movement AND counted = 2 GROUP BY movement, day, voice
        UNION ALL SELECT movement, day, event, count FROM held WHERE movement = $movement)
    WHERE true GROUP BY movement, day, event
    ON CONFLICT (movement, day, event) DO UPDATE SET count = cell.count + excluded.count
)";
constexpr sql::Text mark = "UPDATE contribution SET counted = $counted WHERE movement = $movement AND counted = 2";
constexpr sql::Text show = "UPDATE contribution SET stood = stood + stood_held, stood_held = 0 WHERE movement = $movement AND stood_held > 0";
constexpr sql::Text forget_stands = "UPDATE contribution SET stood_held = 0 WHERE movement = $movement AND stood_held > 0";
constexpr sql::Text forget = "DELETE FROM held WHERE movement = $movement";
constexpr std::int64_t is_counted_now = 1, is_left = 3;

void count_all_held(Transaction& tx, MovementId movement) {
    tx.run(to_cells, {{"movement", movement}});
    tx.run(mark, {{"movement", movement}, {"counted", is_counted_now}});
    tx.run(show, {{"movement", movement}});
    tx.run(forget, {{"movement", movement}});
}

void leave_all_held(Transaction& tx, MovementId movement) {
    tx.run(mark, {{"movement", movement}, {"counted", is_left}});
    tx.run(forget_stands, {{"movement", movement}});
    tx.run(forget, {{"movement", movement}});
}

}  // namespace himthough::store
