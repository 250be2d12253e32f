#include <algorithm>

#include <fmt/format.h>

#include "movement/folding.h"
#include "reach/noise.h"
#include "reach/open_data.h"
#include "reach/release_file.h"
#include "reach/summary.h"
#include "store/decided.h"
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

/// PEAK repeated: WHEN, COUNT, and what became of it.
void fill_peaks(View& view, const std::optional<Course>& course, std::string_view language) {
    constexpr std::size_t most = 3;
    const auto peaks = course ? peaks_of(*course, most) : std::vector<Peak>();
    if (peaks.empty()) return void(view.show("NO_PEAK"));
    auto& all = view.add("PEAKS");
    for (const auto& peak : peaks) {
        auto& one = all.add("PEAK").set("WHEN", say_day(peak.day, language)).set("COUNT", say_number(peak.count, language));
        if (!peak.half_life) one.show("NOT_YET");
        else if (*peak.half_life == 1) one.show("ONE_DAY");
        else one.add("SOME_DAYS").set("DAYS", *peak.half_life);
    }
}

/// What was counted here, and what archives say: never added up.
void fill_sources(View& view, const ReachFigures& figures, const Summary& all, std::string_view language) {
    auto& sources = view.add("SOURCES");
    Total here;
    for (const auto voice : {"survivor", "accountable", "caller", "ally"}) here.count += all.of(voice).count;
    here.error = error_95_of_sum(method_of(Table::a).scale, 4 * all.days);
    fill_total(sources.add("HERE"), here, language);
    std::int64_t uses = 0;
    for (const auto& [day, count] : figures.imported) uses += count;
    sources.show("NOTHING_IMPORTED", figures.imported_files == 0);
    if (figures.imported_files == 0) return;
    auto& imported = sources.add("IMPORTED").set("FILES", figures.imported_files);
    if (may_be_told(uses)) imported.add("MANY").set("USES", say_number(uses, language));
    else imported.show("FEW");
}

/// As far as it is told on the page of decisions.
std::int64_t declined_as_abuse(Site& site, const Place& place) {
    const auto day = site.editions.current(place.movement->id).day;
    const auto months = site.with.store.read([&](store::Transaction& tx) { return store::decided_months(tx, place.movement->id, day, months_of_decisions); });
    std::int64_t sum = 0;
    for (const auto& month : months) {
        const auto told = reasons_told(month.declined);
        for (const auto reason : {Reason::attacks, Reason::advertisement})
            if (const auto found = told.find(reason); found != told.end()) sum += found->second;
    }
    return sum;
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
    const auto known = reach_figures(site, place);
    for (const auto& [name, height] : reach_pictures(known))
        figures.add("PICTURE").set("NAME", name).set("HEIGHT", height).set("TITLE", site.templates.say(place.language, fmt::format("reach_picture.{}", name)))
            .set("TEXT", site.templates.say(place.language, fmt::format("reach_picture.{}_text", name)));
    fill_peaks(figures.add("OURS"), course_of(known.days), place.language);
    fill_peaks(figures.add("METOO"), metoo_2017(), place.language);
    fill_sources(figures, known, *all, place.language);
    if (const auto declined = declined_as_abuse(site, place); declined > 0) figures.add("ABUSE").set("DECLINED", say_number(declined, place.language));
    figures.set("FROM", say_day(all->from, place.language)).set("THROUGH", say_day(all->through, place.language)).set("DAYS", all->days);
    figures.set("RELEASED", say_day(last_released(days), place.language));
    fill_hundred(figures, *all);
    for (const auto& [word, part] : lines) {
        auto& line = figures.add("LINE").set("WHAT", site.templates.say(place.language, fmt::format("reach_event.{}", word))).set("WORD", word).show("PART", part);
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

// A picture's page, a picture, or one period byte for byte as it was released.
std::optional<Shown> reach_file(Site& site, const Place& place) {
    if (auto figure = reach_figure(site, place)) return figure;
    for (const auto table : all_tables)
        for (const auto& release : released_of(site, *place.movement).of(table)) {
            if (file_name(table, release->period) != place.id) continue;
            Release copy(*release);
            return open_data(write_release(place.movement->slug, copy), json);
        }
    return std::nullopt;
}

}  // namespace himthough::web::pages
