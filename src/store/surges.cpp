#include "store/surges.h"

namespace himthough::store {

constexpr sql::Text newest = "SELECT id, joined FROM wave WHERE movement = $movement ORDER BY id DESC LIMIT 200";
std::vector<WaveSize> wave_sizes(Transaction& tx, MovementId movement) {
    return tx.all(newest, {{"movement", movement}}, [](const sql::Row& row) { return WaveSize{row.integer(0), row.integer(1)}; });
}

constexpr sql::Text later = "SELECT count(*) FROM contribution WHERE id > $row";
constexpr sql::Text gathered = R"(
    SELECT count(*), sum(answers = 3) FROM contribution WHERE id > $row AND wave IS NOT NULL GROUP BY wave ORDER BY count(*) DESC LIMIT 1
)";
CameSince came_since(Transaction& tx, std::int64_t row) {
    auto found = tx.one(gathered, {{"row", row}}, [](const sql::Row& one) { return CameSince{0, one.integer(0), one.integer(1)}; }).value_or(CameSince{});
    found.all = tx.number(later, {{"row", row}});
    return found;
}

constexpr sql::Text last = "SELECT COALESCE(max(id), 0) FROM contribution";
std::int64_t last_contribution(Transaction& tx) { return tx.number(last); }

}  // namespace himthough::store
