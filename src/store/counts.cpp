#include "store/counts.h"

namespace himthough::store {

constexpr sql::Text so_many_more = R"(
    INSERT INTO cell (movement, day, event, count) VALUES ($movement, $day, $event, $more)
    ON CONFLICT (movement, day, event, language, country) DO UPDATE SET count = cell.count + $more
)";
void count(Transaction& tx, MovementId movement, Event event, Day day, std::int64_t more) {
    tx.run(so_many_more, {{"movement", movement}, {"day", day.number()}, {"event", event}, {"more", more}});
}

constexpr sql::Text one_said = R"(
    INSERT INTO cell (movement, day, event, language, country, count, people)
    SELECT movement, counted_on, voice, language, country, 1, took_part FROM contribution WHERE id = $contribution
    ON CONFLICT (movement, day, event, language, country) DO UPDATE SET count = cell.count + 1, people = cell.people + excluded.people
)";
void count_said(Transaction& tx, std::int64_t contribution) { tx.run(one_said, {{"contribution", contribution}}); }

constexpr sql::Text one_less = R"(
    UPDATE cell SET count = count - 1, people = people - (SELECT took_part FROM contribution WHERE id = $contribution)
    WHERE (movement, day, event, language, country) = (SELECT movement, counted_on, voice, language, country FROM contribution WHERE id = $contribution)
)";
void uncount_said(Transaction& tx, std::int64_t contribution) { tx.run(one_less, {{"contribution", contribution}}); }

constexpr sql::Text ever = "SELECT COALESCE(sum(count), 0) FROM cell WHERE movement = $movement AND event = $event";
std::int64_t count_of(Transaction& tx, MovementId movement, Event event) { return tx.number(ever, {{"movement", movement}, {"event", event}}); }

constexpr sql::Text of_day = "SELECT event, sum(count), sum(people) FROM cell WHERE movement = $movement AND day = $day GROUP BY event";
std::vector<DayCount> counts_on(Transaction& tx, MovementId movement, Day day) {
    return tx.all(of_day, {{"movement", movement}, {"day", day.number()}}, [](const sql::Row& row) {
        return DayCount{row.as<Event>(0), row.integer(1), row.integer(2)};
    });
}

namespace {

std::vector<PlaceCount> by_place(Transaction& tx, const sql::Text& which, MovementId movement, Day from, Day before) {
    return tx.all(which, {{"movement", movement}, {"from", from.number()}, {"before", before.number()}}, [](const sql::Row& row) {
        return PlaceCount{row.as<Voice>(0), std::string(row.text(1)), row.integer(2)};
    });
}

}  // namespace

constexpr sql::Text by_country = R"(
    SELECT event, country, sum(count) FROM cell WHERE movement = $movement AND day >= $from AND day < $before AND event <= 4 GROUP BY 1, 2
)";
constexpr sql::Text by_language = R"(
    SELECT event, language, sum(count) FROM cell WHERE movement = $movement AND day >= $from AND day < $before AND event <= 4 GROUP BY 1, 2
)";
std::vector<PlaceCount> counts_by_country(Transaction& tx, MovementId movement, Day from, Day before) { return by_place(tx, by_country, movement, from, before); }
std::vector<PlaceCount> counts_by_language(Transaction& tx, MovementId movement, Day from, Day before) { return by_place(tx, by_language, movement, from, before); }

}  // namespace himthough::store
