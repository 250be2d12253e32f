#include "reach/summary.h"

#include <algorithm>

#include "reach/noise.h"

namespace himthough::reach {
namespace {

std::chrono::year_month month_of(Day day) {
    const std::chrono::year_month_day date(day.days());
    return date.year() / date.month();
}

}  // namespace

Total Summary::of(std::string_view word) const {
    const auto found = totals.find(word);
    return found == totals.end() ? Total{} : found->second;
}

std::optional<Summary> summary_of(const Released::Series& days) {
    if (days.empty()) return std::nullopt;
    Summary all{.from = days.front()->period, .through = days.back()->period, .days = static_cast<std::int64_t>(days.size()), .totals = {}};
    for (const auto& day : days)
        for (const auto& cell : day->cells) all.totals[cell.what].count += cell.count;
    constexpr auto scale = method_of(Table::a).scale;
    for (auto& [word, total] : all.totals) total.error = error_95_of_sum(scale, all.days);
    all.totals["kept_own_word"] = {all.of("kept").count - all.of("kept_witnessed").count, error_95_of_sum(scale, 2 * all.days)};
    return all;
}

std::vector<Summary> months_of(const Released::Series& days) {
    std::vector<Summary> months;
    for (auto first = days.begin(); first != days.end();) {
        const auto next = std::find_if(first, days.end(), [&](const auto& day) { return month_of(day->period) != month_of((*first)->period); });
        months.push_back(*summary_of({first, next}));
        first = next;
    }
    std::ranges::reverse(months);
    return months;
}

std::optional<std::int64_t> for_each_hundred(const Summary& summary, std::string_view word) {
    const auto survivors = summary.of("survivor"), others = summary.of(word);
    if (survivors.count <= 0 || survivors.error * 10 > survivors.count) return std::nullopt;
    if (others.shown() > 0 && others.error * 2 > others.shown() && others.error * 100 > survivors.count) return std::nullopt;
    return (100 * others.shown() + survivors.count / 2) / survivors.count;
}

}  // namespace himthough::reach
