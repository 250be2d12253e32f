#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "charts/pictures.h"
#include "reach/summary.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/reach.h"

namespace himthough::web::pages {
namespace {

using namespace himthough::reach;

constexpr std::string_view voices[] = {"survivor", "accountable", "caller", "ally"};
constexpr std::string_view arc[] = {"accountable", "vowed", "due", "kept_witnessed", "kept_own_word", "not_kept", "withdrawn"};

struct Drawing {
    const Site& site;
    const Released::Series& days;
    std::string_view language;
    bool narrow;

    std::string say(std::string_view key) const { return std::string(site.templates.say(language, key)); }
    charts::Words words(std::string_view name) const {
        return {.title = say(fmt::format("reach_picture.{}", name)), .description = say(fmt::format("reach_picture.{}_text", name)),
                .number = [language = std::string(language)](double value) { return say_number(std::llround(value), language); }, .narrow = narrow};
    }
    std::string name_of(std::string_view event) const { return say(fmt::format("reach_event.{}", event)); }
};

/// The first day of each month that is shown.
std::vector<charts::Mark> months_of_days(const Drawing& drawing) {
    std::vector<charts::Mark> marks;
    for (const auto& day : drawing.days)
        if (std::chrono::year_month_day(day->period.days()).day() == std::chrono::day(1) || day == drawing.days.front())
            marks.push_back({static_cast<double>(day->period.number()), say_month(day->period, drawing.language)});
    return marks;
}

/// Seven days at a time, so that the noise of a day does not hide what there is to see; what is left at the end is left out.
std::vector<Summary> weeks_of(const Released::Series& days) {
    std::vector<Summary> weeks;
    constexpr std::ptrdiff_t week = 7;
    for (auto first = days.begin(); days.end() - first >= week; first += week) weeks.push_back(*summary_of({first, first + week}));
    return weeks;
}

Html shares(const Drawing& drawing) {
    charts::ShareChart chart{.words = drawing.words("voices"), .lines = {}, .across = months_of_days(drawing)};
    const auto weeks = weeks_of(drawing.days);
    for (const auto voice : voices) {
        auto& line = chart.lines.emplace_back(charts::Line{drawing.name_of(voice), {}});
        for (const auto& week : weeks) line.points.push_back({static_cast<double>(week.from.number()), static_cast<double>(week.of(voice).shown())});
    }
    return share_chart(chart);
}

Html each_day(const Drawing& drawing) {
    charts::LineChart chart{.words = drawing.words("days"), .lines = {}, .across = months_of_days(drawing)};
    for (const auto voice : {voices[0], voices[1]}) {
        auto& line = chart.lines.emplace_back(charts::Line{drawing.name_of(voice), {}});
        for (const auto& day : drawing.days) {
            const auto one = summary_of({day})->of(voice);
            line.points.push_back({static_cast<double>(day->period.number()), static_cast<double>(one.shown()), static_cast<double>(one.error)});
        }
    }
    return line_chart(chart);
}

Html what_became(const Drawing& drawing) {
    charts::BarChart chart{.words = drawing.words("arc"), .bars = {}};
    const auto all = summary_of(drawing.days);
    for (const auto event : arc) {
        const auto total = all->of(event);
        const bool part = event != "accountable" && event != "vowed" && event != "due";
        chart.bars.push_back({drawing.name_of(event), static_cast<double>(total.shown()), static_cast<double>(total.error), part});
    }
    return bar_chart(chart);
}

struct Picture {
    std::string_view name;
    Html (*draw)(const Drawing&);
};
constexpr Picture pictures[] = {{"voices", shares}, {"days", each_day}, {"arc", what_became}};

}  // namespace

std::optional<Shown> reach_picture(const Site& site, const Place& place, const Released::Series& days) {
    auto name = place.id;
    if (!name.ends_with(".svg") || days.empty()) return std::nullopt;
    name.remove_suffix(4);
    const bool narrow = name.ends_with("-narrow");
    if (narrow) name.remove_suffix(7);
    const auto found = std::ranges::find(pictures, name, &Picture::name);
    if (found == std::end(pictures)) return std::nullopt;
    return Shown{.body = found->draw({site, days, place.language, narrow}).str(), .type = "image/svg+xml", .open_data = true, .style = charts::style_source()};
}

}  // namespace himthough::web::pages
