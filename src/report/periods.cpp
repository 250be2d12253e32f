#include "report/periods.h"

#include <algorithm>

namespace himthough::report {
namespace {

constexpr int most_single_days = 92, most_days_in_weeks = 1100;

Day next(Day start, Step step) {
    if (step == Step::day) return start + 1;
    return step == Step::week ? start + 7 : start_of(start + 31, step);
}

}  // namespace

Step Span::step() const { return days() <= most_single_days ? Step::day : days() <= most_days_in_weeks ? Step::week : Step::month; }

std::optional<Span> span_of(const archive::Counts& counts) {
    std::optional<Span> span;
    for (const auto& cell : counts.cells) {
        if (!cell.day) continue;
        if (!span) span = {*cell.day, *cell.day};
        span->first = std::min(span->first, *cell.day);
        span->last = std::max(span->last, *cell.day);
    }
    return span;
}

Day start_of(Day day, Step step) {
    if (step == Step::day) return day;
    if (step == Step::week) return day + -static_cast<int>(std::chrono::weekday(day.days()).iso_encoding() - 1);
    const std::chrono::year_month_day date(day.days());
    return Day(std::chrono::sys_days(date.year() / date.month() / 1));
}

std::map<Day, std::uint64_t> by_step(const archive::Counts& counts, Span span, Step step, const std::function<bool(const archive::Cell&)>& wanted) {
    std::map<Day, std::uint64_t> found;
    for (Day start = start_of(span.first, step); start <= span.last; start = next(start, step)) found.emplace(start, 0);
    for (const auto& cell : counts.cells)
        if (cell.day && wanted(cell)) found[start_of(*cell.day, step)] += cell.count;
    return found;
}

}  // namespace himthough::report
