#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/event.h"

namespace himthough::reach {

/// The three tables that are released, and nothing else is.
///   a  day × event: the only source of totals.
///   b  week × voice × country, c  week × voice × language: shown where there are many, and never added up.
enum class Table : char { a = 'a', b = 'b', c = 'c' };
constexpr Table all_tables[] = {Table::a, Table::b, Table::c};

/// How the noise of a table is drawn (noise.h) and from which count on a cell is shown.
struct Method {
    int version = 1;
    std::uint64_t scale;                   ///< 1 / epsilon
    std::optional<std::int64_t> threshold;
    int days;                              ///< of a period
};
constexpr Method method_of(Table table) {
    return table == Table::a ? Method{.scale = 2, .threshold = {}, .days = 1} : Method{.scale = 4, .threshold = 80, .days = 7};
}
/// A period is released once, so long after it ended: by then nothing of it can be taken back at the desk any more.
constexpr std::chrono::hours released_after{36};

/// A day, or a week by its Monday. Weeks are those of ISO 8601.
Day period_of(Table table, Day day);

/// What is counted in table A: an event, or who took part for the first time.
struct DayEvent {
    std::string_view word;
    std::optional<Event> event;   ///< nothing: people
};
std::span<const DayEvent> day_events();

/// `what`: a word of day_events() in table A, else a voice; `where`: a country or a language, "" in table A and where it was not said.
struct Cell {
    std::string what, where;
    std::int64_t count = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// One period of one table, as it was released. Never changed, whatever is taken back later.
struct Release {
    Table table = Table::a;
    Day period;                 ///< its first day
    Day released;
    std::vector<Cell> cells;    ///< of A all; of B and C those that are shown
    std::string sha256;         ///< of its file's text; in hex
};

}  // namespace himthough::reach
