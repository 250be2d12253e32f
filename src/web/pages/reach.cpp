#include <algorithm>

#include <fmt/format.h>

#include "reach/noise.h"
#include "reach/open_data.h"
#include "reach/release_file.h"
#include "reach/summary.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/reach.h"

namespace himthough::web::pages {
namespace {

using namespace himthough::reach;

const Released& released_of(const Site& site, const Movement& movement) {
    return *site.released.at(static_cast<std::size_t>(&movement - site.with.movements.data()));
}

// In the order of the arc: what was said, and what became of it. Those that are part of the line before stand a little in.
struct Line {
    std::string_view word;
    bool part = false;
};
constexpr Line lines[] = {{"new_participant"}, {"survivor"}, {"accountable"}, {"caller"}, {"ally"}, {"vowed"}, {"due"}, {"kept_witnessed", true},
                          {"kept_own_word", true}, {"not_kept", true}, {"withdrawn", true}};
constexpr std::string_view of_months[] = {"survivor", "accountable", "vowed", "kept"};

void fill_total(View& view, const Total& total, std::string_view language) {
    view.set("COUNT", say_number(total.shown(), language)).set("ERROR", say_number(total.error, language));
}

void fill_hundred(View& view, const Summary& all) {
    const auto said = for_each_hundred(all, "accountable"), vowed = for_each_hundred(all, "vowed"), kept = for_each_hundred(all, "kept");
    if (said && vowed && kept) view.add("HUNDRED").set("SAID", *said).set("VOWED", *vowed).set("KEPT", *kept);
    else view.show("TOO_EARLY");
}

void fill_months(const Site& site, View& view, const Released::Series& days, std::string_view language) {
    for (const auto& month : months_of(days)) {
        auto& row = view.add("MONTH").set("NAME", say_month(month.from, language));
        for (const auto word : of_months) fill_total(row.add("CELL").set("WHAT", site.templates.say(language, fmt::format("reach_event.{}", word))), month.of(word), language);
    }
}

/// The last week of a table, its largest cells first.
void fill_week(const Site& site, View& view, Table table, const Released& released, std::string_view language) {
    const auto weeks = released.of(table);
    if (weeks.empty()) return;
    auto& week = view.add(table == Table::b ? "COUNTRIES" : "LANGUAGES");
    week.set("WEEK", say_day(weeks.back()->period, language));
    auto cells = weeks.back()->cells;
    week.show("NONE", cells.empty());
    std::ranges::stable_sort(cells, std::ranges::greater(), &Cell::count);
    for (const auto& [what, where, count] : cells) {
        auto& cell = week.add("CELL").set("VOICE", site.templates.say(language, fmt::format("reach_event.{}", what)));
        if (where.empty()) cell.set("WHERE", site.templates.say(language, "reach.not_said"));
        else cell.set("WHERE", table == Table::b ? country_name(where, language) : language_name(where, language));
        fill_total(cell, {count, error_95(method_of(table).scale)}, language);
    }
}

Shown open_data(std::string text, std::string_view type) { return {.body = std::move(text), .type = type, .open_data = true}; }

constexpr std::string_view csv = "text/csv; charset=utf-8; header=present", json = "application/json";

}  // namespace

std::optional<Shown> reach(Site& site, const Place& place) {
    const auto& released = released_of(site, *place.movement);
    const auto days = released.of(Table::a);
    auto view = view_for(site, place.movement, place.language);
    view.set("ERROR_A", error_95(method_of(Table::a).scale)).set("ERROR_B", error_95(method_of(Table::b).scale));
    view.set("THRESHOLD", method_of(Table::b).threshold.value()).set("HOURS", released_after.count());
    view.set("ONE_IN_MILLIONS", static_cast<std::int64_t>(1e-6 / chance_of_reaching(method_of(Table::b).threshold.value(), 1, method_of(Table::b).scale)));
    const auto all = summary_of(days);
    if (!all) {
        view.show("NOTHING_YET");
        return shown(site, place, "reach", view);
    }
    auto& figures = view.add("FIGURES");
    figures.set("FROM", say_day(all->from, place.language)).set("THROUGH", say_day(all->through, place.language)).set("DAYS", all->days);
    fill_hundred(figures, *all);
    for (const auto& [word, part] : lines) {
        auto& line = figures.add("LINE").set("WHAT", site.templates.say(place.language, fmt::format("reach_event.{}", word))).show("PART", part);
        fill_total(line, all->of(word), place.language);
    }
    for (const auto word : of_months) figures.add("HEAD").set("WHAT", site.templates.say(place.language, fmt::format("reach_event.{}", word)));
    fill_months(site, figures, days, place.language);
    fill_week(site, figures, Table::b, released, place.language);
    fill_week(site, figures, Table::c, released, place.language);
    return shown(site, place, "reach", view);
}

// The path says which: reach-a.csv, reach-b.json ...
std::optional<Shown> reach_table(Site& site, const Place& place) {
    const auto& movement = *place.movement;
    const auto letter = place.path[place.path.rfind('.') - 1];
    const auto table = *std::ranges::find(all_tables, static_cast<Table>(letter));
    const auto series = released_of(site, movement).of(table);
    return place.path.ends_with(".csv") ? open_data(csv_of(table, series), csv) : open_data(json_of(movement.slug, table, series), json);
}

std::optional<Shown> reach_package(Site& site, const Place& place) {
    return open_data(data_package_of(place.movement->slug, fmt::format("{}/{}", site.public_address, place.movement->slug)), json);
}

// A picture, or one period byte for byte as it was released.
std::optional<Shown> reach_file(Site& site, const Place& place) {
    if (auto picture = reach_picture(site, place, released_of(site, *place.movement).of(Table::a))) return picture;
    for (const auto table : all_tables)
        for (const auto& release : released_of(site, *place.movement).of(table)) {
            if (file_name(table, release->period) != place.id) continue;
            Release copy(*release);
            return open_data(write_release(place.movement->slug, copy), json);
        }
    return std::nullopt;
}

}  // namespace himthough::web::pages
