#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "charts/pictures.h"
#include "movement/folding.h"
#include "reach/noise.h"
#include "reach/summary.h"
#include "store/imported.h"
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
    const Place& place;
    const ReachFigures& figures;
    bool narrow;
    std::string_view language = place.language;
    const Released::Series& days = figures.days;

    std::string say(std::string_view key) const { return std::string(site.templates.say(language, key)); }
    charts::Words words(std::string_view name) const {
        return {.title = say(fmt::format("reach_picture.{}", name)), .description = say(fmt::format("reach_picture.{}_text", name)),
                .number = [language = std::string(language)](double value) { return say_number(std::llround(value), language); }, .narrow = narrow};
    }
    std::string name_of(std::string_view event) const { return say(fmt::format("reach_event.{}", event)); }
    std::string count(double value) const { return say_number(std::llround(value), language); }
    std::string total(const Total& total) const { return fmt::format("{} ± {}", say_number(total.shown(), language), say_number(total.error, language)); }
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

Drawn shares(const Drawing& drawing) {
    charts::ShareChart chart{.words = drawing.words("voices"), .lines = {}, .across = months_of_days(drawing)};
    Drawn drawn{.svg = {}, .head = {drawing.say("reach.week_from")}, .rows = {}, .from = {}, .through = {}, .released = {}};
    const auto weeks = weeks_of(drawing.days);
    for (const auto& week : weeks) drawn.rows.push_back({say_day(week.from, drawing.language)});
    for (const auto voice : voices) {
        auto& line = chart.lines.emplace_back(charts::Line{drawing.name_of(voice), {}});
        drawn.head.push_back(line.name);
        for (std::size_t at = 0; at < weeks.size(); ++at) {
            const auto total = weeks[at].of(voice);
            line.points.push_back({static_cast<double>(weeks[at].from.number()), static_cast<double>(total.shown())});
            drawn.rows[at].push_back(drawing.total(total));
        }
    }
    drawn.svg = share_chart(chart);
    return drawn;
}

Drawn each_day(const Drawing& drawing) {
    charts::LineChart chart{.words = drawing.words("days"), .lines = {}, .across = months_of_days(drawing)};
    Drawn drawn{.svg = {}, .head = {drawing.say("reach.day")}, .rows = {}, .from = {}, .through = {}, .released = {}};
    for (const auto& day : drawing.days) drawn.rows.push_back({say_day(day->period, drawing.language)});
    for (const auto voice : {voices[0], voices[1]}) {
        auto& line = chart.lines.emplace_back(charts::Line{drawing.name_of(voice), {}});
        drawn.head.push_back(line.name);
        for (std::size_t at = 0; at < drawing.days.size(); ++at) {
            const auto one = summary_of({drawing.days[at]})->of(voice);
            line.points.push_back({static_cast<double>(drawing.days[at]->period.number()), static_cast<double>(one.shown()), static_cast<double>(one.error)});
            drawn.rows[at].push_back(drawing.total(one));
        }
    }
    drawn.svg = line_chart(chart);
    return drawn;
}

Drawn what_became(const Drawing& drawing) {
    charts::BarChart chart{.words = drawing.words("arc"), .bars = {}};
    Drawn drawn{.svg = {}, .head = {drawing.say("reach.what"), drawing.say("reach.how_many")}, .rows = {}, .from = {}, .through = {}, .released = {}};
    const auto all = summary_of(drawing.days);
    for (const auto event : arc) {
        const auto total = all->of(event);
        const bool part = event != "accountable" && event != "vowed" && event != "due";
        chart.bars.push_back({drawing.name_of(event), static_cast<double>(total.shown()), static_cast<double>(total.error), part});
        drawn.rows.push_back({drawing.name_of(event), drawing.total(total)});
    }
    drawn.svg = bar_chart(chart);
    return drawn;
}

/// Movements from their first day on, each stretch of days by its mean.
Drawn lasting(const Drawing& drawing) {
    charts::LineChart chart{.words = drawing.words("lasting"), .lines = {}, .across = {}, .log_x = true, .log_y = true};
    for (const int day : {1, 3, 10, 30, 100, 300, 1000, 3000}) chart.across.push_back({static_cast<double>(day), drawing.count(day)});
    Drawn drawn{.svg = {}, .head = {drawing.say("reach.whose"), drawing.say("reach.day_number"), drawing.say("reach.mean")}, .rows = {}, .from = {}, .through = {}, .released = {}};
    const auto add = [&](std::string name, const std::optional<Course>& course) {
        if (!course) return;
        auto& line = chart.lines.emplace_back(charts::Line{std::move(name), {}});
        for (const auto& stretch : stretches_of(*course)) {
            line.points.push_back({stretch.day, stretch.mean, stretch.error});
            drawn.rows.push_back({line.name, drawing.count(stretch.day), drawing.count(stretch.mean)});
        }
    };
    const auto& figures = drawing.figures;
    add(drawing.place.movement->text(drawing.language).name, course_of(figures.days));
    add(drawing.say("reach.metoo_2017"), metoo_2017());
    auto imported = figures.imported;
    std::erase_if(imported, [](const auto& day) { return !may_be_told(day.second); });
    add(drawing.say("reach.imported"), course_of(imported));
    add(figures.beside_name, figures.beside);
    drawn.svg = line_chart(chart);
    return drawn;
}

bool names_country(const Cell& cell) { return cell.what == "survivor" && !cell.where.empty(); }

/// The newest week in which survivors' voices are told of a country; null: none.
std::shared_ptr<const Release> newest_on_map(const ReachFigures& figures) {
    const auto weeks = figures.released.of(Table::b);
    const auto found = std::find_if(weeks.rbegin(), weeks.rend(), [](const auto& week) { return std::ranges::any_of(week->cells, names_country); });
    return found == weeks.rend() ? nullptr : *found;
}

Drawn where(const Drawing& drawing) {
    const auto week = newest_on_map(drawing.figures);
    std::vector<charts::Country> countries;
    for (const auto& cell : week->cells)
        if (names_country(cell)) countries.push_back({cell.where, country_name(cell.where, drawing.language), static_cast<double>(cell.count)});
    std::ranges::stable_sort(countries, std::ranges::greater(), &charts::Country::value);
    const auto method = method_of(Table::b);
    Drawn drawn{.svg = charts::map_chart({.words = drawing.words("map"), .countries = countries, .not_shown = drawing.say("reach.not_shown")}),
                .head = {drawing.say("reach.country"), drawing.name_of("survivor")}, .rows = {},
                .from = week->period, .through = week->period + (method.days - 1), .released = week->released};
    for (const auto& country : countries) drawn.rows.push_back({country.name, drawing.total({static_cast<std::int64_t>(country.value), error_95(method.scale)})});
    return drawn;
}

bool has_days(const ReachFigures& figures) { return !figures.days.empty(); }
bool has_countries(const ReachFigures& figures) { return newest_on_map(figures) != nullptr; }

struct Row {
    Picture picture;
    bool (*there)(const ReachFigures&);
    Drawn (*draw)(const Drawing&);
};
constexpr Row rows[] = {{{"voices", 320}, has_days, shares}, {{"days", 360}, has_days, each_day}, {{"arc", 330}, has_days, what_became},
                        {{"map", 352}, has_countries, where}, {{"lasting", 360}, has_days, lasting}};

}  // namespace

ReachFigures reach_figures(const Site& site, const Place& place) {
    const auto& movements = site.with.movements;
    const auto number = static_cast<std::size_t>(place.movement - movements.data());
    ReachFigures figures{.released = *site.released.at(number), .days = site.released[number]->of(Table::a), .imported = {}, .imported_files = 0, .beside = {}, .beside_name = {}};
    site.with.store.read([&](store::Transaction& tx) {
        figures.imported_files = store::imported_files(tx, place.movement->id);
        if (figures.imported_files > 0) figures.imported = store::imported_by_day(tx, place.movement->id);
        return true;
    });
    Released::Series most;
    for (std::size_t other = 0; other < movements.size(); ++other) {
        if (other == number || movements[other].ended) continue;
        auto days = site.released[other]->of(Table::a);
        if (days.size() <= most.size()) continue;
        most = std::move(days);
        figures.beside_name = movements[other].text(place.language).name;
    }
    figures.beside = course_of(most);
    return figures;
}

Day last_released(const Released::Series& series) {
    Day newest;
    for (const auto& one : series) newest = std::max(newest, one->released);
    return newest;
}

std::vector<Picture> reach_pictures(const ReachFigures& figures) {
    std::vector<Picture> pictures;
    for (const auto& row : rows)
        if (row.there(figures)) pictures.push_back(row.picture);
    return pictures;
}

std::optional<Drawn> draw_reach(const Site& site, const Place& place, const ReachFigures& figures, std::string_view name, bool narrow) {
    const auto row = std::ranges::find_if(rows, [&](const Row& one) { return one.picture.name == name && one.there(figures); });
    if (row == std::end(rows)) return std::nullopt;
    auto drawn = row->draw({site, place, figures, narrow});
    if (drawn.released == Day()) {   // of days, all of them
        drawn.from = figures.days.front()->period;
        drawn.through = figures.days.back()->period;
        drawn.released = last_released(figures.days);
    }
    return drawn;
}

}  // namespace himthough::web::pages
