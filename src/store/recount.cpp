#include "store/recount.h"

#include <map>
#include <tuple>

#include "store/contribution_row.h"

namespace himthough::store {
namespace {

constexpr sql::Text from_cells = R"(
    SELECT movement, day, event, sum(count - gone), sum(people - people_gone), sum(count) FROM cell
    WHERE event <= 4 OR event BETWEEN 11 AND 16 GROUP BY 1, 2, 3
)";
constexpr sql::Text from_rows = R"(
    SELECT movement, counted_on AS day, voice AS event, count(*), sum(took_part) FROM contribution WHERE counted_on IS NOT NULL GROUP BY 1, 2, 3
    UNION ALL SELECT movement, stood_on, 11, count(*), 0 FROM vow WHERE stood_on IS NOT NULL GROUP BY 1, 2
    UNION ALL SELECT movement, on_day, 12, count(*), 0 FROM (
        SELECT v.movement, CASE WHEN v.came_due = 1 THEN v.came_due_on WHEN v.due <= m.due_through THEN v.due END AS on_day
        FROM vow v JOIN movement m ON m.id = v.movement WHERE v.stood_on IS NOT NULL)
        WHERE on_day IS NOT NULL GROUP BY 1, 2
    UNION ALL SELECT movement, ended_on, ended, count(*), 0 FROM vow WHERE ended_on IS NOT NULL GROUP BY 1, 2, 3
    UNION ALL SELECT movement, witnessed_on, 14, count(*), 0 FROM vow WHERE witnessed_on IS NOT NULL GROUP BY 1, 2
)";

using Where = std::tuple<MovementId, Day, Event>;
Where where(const sql::Row& row) { return {row.integer(0), day_of(row, 1), row.as<Event>(2)}; }

struct Both {
    std::int64_t cell = 0, rows = 0, people_in_cell = 0, people_in_rows = 0;
};

}  // namespace

Recount recount(Transaction& tx) {
    Recount all;
    std::map<Where, Both> found;
    tx.each(from_cells, {}, [&](const sql::Row& row) {
        auto& both = found[where(row)];
        both.cell = row.integer(3);
        both.people_in_cell = row.integer(4);
        all.events += row.integer(5);
    });
    tx.each(from_rows, {}, [&](const sql::Row& row) {
        auto& both = found[where(row)];
        both.rows = row.integer(3);
        both.people_in_rows = row.integer(4);
    });
    all.cells = static_cast<std::int64_t>(found.size());
    for (const auto& [at, both] : found) {
        const auto& [movement, day, event] = at;
        if (both.cell != both.rows) all.wrong.push_back({movement, day, event, false, both.cell, both.rows});
        if (both.people_in_cell != both.people_in_rows) all.wrong.push_back({movement, day, event, true, both.people_in_cell, both.people_in_rows});
    }
    return all;
}

}  // namespace himthough::store
