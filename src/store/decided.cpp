#include "store/decided.h"

#include <chrono>

#include "movement/event.h"

namespace himthough::store {
namespace {

using std::chrono::year_month;

year_month month_of(Day day) {
    const std::chrono::year_month_day date(day.days());
    return {date.year(), date.month()};
}
Day first_of(year_month month) { return Day(std::chrono::sys_days(month / 1)); }
Day day_in(const sql::Row& row) { return Day::from_number(static_cast<int>(row.integer(0))); }

// A month is told from the day on that a movement began: one that appeared with the first thing received would tell of it.
constexpr sql::Text first_day = R"(
    SELECT min(day) FROM (SELECT min(day) AS day FROM record WHERE movement = $movement AND did < 20
                          UNION ALL SELECT min(day) FROM cell WHERE movement = $movement AND event = $received
                          UNION ALL SELECT began FROM movement WHERE id = $movement AND began > 0) days
)";
constexpr sql::Text received_each_day = R"(
    SELECT day, count FROM cell WHERE movement = $movement AND event = $received AND day >= $from AND day < $before
)";
// What was taken back right afterwards (8) was no decision, nor is the first word of two (9).
constexpr sql::Text decided_each_day = R"(
    SELECT day, did, reason, waited, count(*) FROM record r
    WHERE movement = $movement AND (did < 8 OR did IN (12, 13, 15)) AND day >= $from AND day < $before
      AND (SELECT n.did FROM record n WHERE n.about = r.about AND n.did <= 8 AND n.id > r.id ORDER BY n.id LIMIT 1) IS NOT 8
    GROUP BY day, did, reason, waited
)";

}  // namespace

std::int64_t DecidedMonth::decisions() const {
    std::int64_t all = 0;
    for (const auto& [days, count] : waited) all += count;
    return all;
}

std::optional<int> DecidedMonth::median_waited() const {
    auto before = (decisions() - 1) / 2;
    for (const auto& [days, count] : waited) {
        if (before < count) return days;
        before -= count;
    }
    return std::nullopt;
}

std::vector<DecidedMonth> decided_months(Transaction& tx, MovementId movement, Day day, int most) {
    const auto first = tx.one(first_day, {{"movement", movement}, {"received", Event::received}}, [](const sql::Row& row) {
        return row.null(0) ? std::nullopt : std::optional(day_in(row));
    }).value_or(std::nullopt);
    const auto end = month_of(day);
    if (!first || month_of(*first) >= end) return {};
    const auto begin = std::max(month_of(*first), end - std::chrono::months(most));

    std::vector<DecidedMonth> months;   // newest first
    for (auto month = end - std::chrono::months(1); month >= begin; month -= std::chrono::months(1)) months.push_back({.first = first_of(month)});
    const auto at = [&](Day when) -> DecidedMonth& { return months[static_cast<std::size_t>((end - month_of(when)).count() - 1)]; };
    const auto from = first_of(begin).number(), before = first_of(end).number();
    tx.each(received_each_day, {{"movement", movement}, {"received", Event::received}, {"from", from}, {"before", before}},
            [&](const sql::Row& row) { at(day_in(row)).received += row.integer(1); });
    tx.each(decided_each_day, {{"movement", movement}, {"from", from}, {"before", before}}, [&](const sql::Row& row) {
        auto& month = at(day_in(row));
        const auto did = row.as<Did>(1);
        const auto count = row.integer(4);
        month.done[did == Did::accepted_noted ? Did::accepted : did] += count;   // a note in front changes no word
        if (did == Did::declined && !row.null(2)) month.declined[row.as<Reason>(2)] += count;
        if (did < Did::undone) month.waited[static_cast<int>(row.integer(3))] += count;   // a first decision
    });
    return months;
}

}  // namespace himthough::store
