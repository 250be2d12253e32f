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
    INSERT INTO cell (movement, day, event, language, country, count, people)
    SELECT movement, day, voice, language, country, count(*), count(*) FROM contribution WHERE movement = $movement AND counted = 2 GROUP BY 1, 2, 3, 4, 5
    UNION ALL SELECT movement, day, event, '', '', count, 0 FROM held WHERE movement = $movement
    ON CONFLICT (movement, day, event, language, country) DO UPDATE SET count = cell.count + excluded.count, people = cell.people + excluded.people
)";
// Whoever said nothing but that is new: nobody says a second thing without words by the same receipt.
constexpr sql::Text mark_counted = "UPDATE contribution SET counted = 1, counted_on = day, took_part = 1 WHERE movement = $movement AND counted = 2";
constexpr sql::Text mark_left = "UPDATE contribution SET counted = 3 WHERE movement = $movement AND counted = 2";
constexpr sql::Text show = "UPDATE contribution SET stood = stood + stood_held, stood_held = 0 WHERE movement = $movement AND stood_held > 0";
constexpr sql::Text forget_stands = "UPDATE contribution SET stood_held = 0 WHERE movement = $movement AND stood_held > 0";
constexpr sql::Text forget = "DELETE FROM held WHERE movement = $movement";

void count_all_held(Transaction& tx, MovementId movement) {
    tx.run(to_cells, {{"movement", movement}});
    tx.run(mark_counted, {{"movement", movement}});
    tx.run(show, {{"movement", movement}});
    tx.run(forget, {{"movement", movement}});
}

void leave_all_held(Transaction& tx, MovementId movement) {
    tx.run(mark_left, {{"movement", movement}});
    tx.run(forget_stands, {{"movement", movement}});
    tx.run(forget, {{"movement", movement}});
}

}  // namespace himthough::store
