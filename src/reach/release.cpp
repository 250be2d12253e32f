#include "reach/release.h"

#include <algorithm>
#include <map>

#include "base/country.h"
#include "store/counts.h"
#include "store/movements.h"

namespace himthough::reach {
namespace {

constexpr Voice voices[] = {Voice::survivor, Voice::accountable, Voice::caller, Voice::ally};

std::vector<Cell> days_cells(store::Transaction& tx, MovementId movement, Day day, const Draw& draw) {
    const auto counted = store::counts_on(tx, movement, day);
    std::int64_t people = 0;
    for (const auto& one : counted) people += one.people;
    std::vector<Cell> cells;
    for (const auto& [word, event] : day_events()) {
        const auto found = event ? std::ranges::find(counted, *event, &store::DayCount::event) : counted.end();
        const auto count = !event ? people : found == counted.end() ? 0 : found->count;
        cells.push_back({std::string(word), "", count + two_sided_geometric(method_of(Table::a).scale, draw)});
    }
    return cells;
}

/// What somebody could have said in that column, and that it was not said.
std::vector<std::string> places_in(Table table, const Movement& movement) {
    std::vector<std::string> places;
    if (table == Table::c) places = movement.languages;
    else
        for (const auto country : all_countries())
            if (std::ranges::find(movement.protected_countries, country) == movement.protected_countries.end()) places.emplace_back(country);
    places.emplace_back();
    return places;
}

std::vector<Cell> weeks_cells(store::Transaction& tx, Table table, const Movement& movement, Day monday, const Draw& draw) {
    const auto method = method_of(table);
    const auto before = monday + method.days;
    std::map<std::pair<Voice, std::string>, std::int64_t> counted;
    for (const auto& one : table == Table::b ? store::counts_by_country(tx, movement.id, monday, before) : store::counts_by_language(tx, movement.id, monday, before))
        counted[{one.voice, one.place}] = one.count;
    std::vector<Cell> shown;
    for (const auto voice : voices)
        for (const auto& place : places_in(table, movement)) {
            const auto found = counted.find({voice, place});
            const auto count = (found == counted.end() ? 0 : found->second) + two_sided_geometric(method.scale, draw);
            if (count >= *method.threshold) shown.push_back({std::string(word_of(voice)), place, count});
        }
    return shown;
}

}  // namespace

int release_due(store::Store& store, Released& released, const Movement& movement, Seconds now, const Draw& draw) {
    const auto known = store.read([&](store::Transaction& tx) { return store::counted_days(tx, movement.id); });
    int made = 0;
    for (const auto table : all_tables) {
        const auto days = method_of(table).days;
        for (auto period = period_of(table, known.began);; period = period + days) {
            const auto next = period + days;
            if (now < next.days() + released_after || known.due_through < next + -1) break;
            if (released.has(table, period)) continue;
            auto cells = store.read([&](store::Transaction& tx) {
                return table == Table::a ? days_cells(tx, movement.id, period, draw) : weeks_cells(tx, table, movement, period, draw);
            });
            made += released.add({.table = table, .period = period, .released = Day(std::chrono::floor<std::chrono::days>(now)), .cells = std::move(cells), .sha256 = ""});
        }
    }
    return made;
}

}  // namespace himthough::reach
