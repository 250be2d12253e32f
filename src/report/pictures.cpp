#include "report/pictures.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "archive/sums.h"
#include "charts/pictures.h"
#include "movement/folding.h"
#include "report/periods.h"
#include "web/pages/parts.h"

namespace himthough::report {
namespace {

using archive::Cell;

constexpr int most_days_of_shares = 28;   // beyond that weeks, so that chance does not hide what there is to see
constexpr int most_days_named = 62, most_days_with_months = 1500;
constexpr std::size_t most_languages = 3, most_countries = 10;
constexpr std::size_t fewest_steps = 2;   // one alone is no line

double told(std::uint64_t count) { return may_be_told(static_cast<std::int64_t>(count)) ? static_cast<double>(count) : 0; }

/// What all pictures of one report share.
class Drawing {
public:
    Drawing(const archive::Counts& counts, const Wording& wording, bool narrow) : counts_(counts), wording_(wording), narrow_(narrow), span_(span_of(counts)) {}

    std::vector<Picture> all() {
        if (span_ && static_cast<std::size_t>(span_->days()) >= fewest_steps) {
            days();
            voices();
            languages();
        }
        countries();
        return std::move(made_);
    }

private:
    charts::Words words(const std::string& name) const {
        return {.title = wording_("archive_picture." + name), .description = wording_(fmt::format("archive_picture.{}_text", name)),
                .number = [language = wording_.language](double value) { return web::pages::say_number(std::llround(value), language); },
                .narrow = narrow_, .id = name + (narrow_ ? "narrow" : "")};
    }
    void keep(const std::string& name, Html svg) { made_.push_back({name, wording_("archive_picture." + name), std::move(svg)}); }

    std::vector<charts::Mark> marks() const {
        std::vector<charts::Mark> found;
        for (Day day = span_->first; day <= span_->last; day = day + 1) {
            const std::chrono::year_month_day date(day.days());
            const auto at = static_cast<double>(day.number());
            if (span_->days() <= most_days_named) found.push_back({at, web::pages::say_day(day, wording_.language)});
            else if (date.day() != std::chrono::day(1) && day != span_->first) continue;
            else if (span_->days() <= most_days_with_months) found.push_back({at, web::pages::say_month(day, wording_.language)});
            else if (date.month() == std::chrono::January) found.push_back({at, fmt::format("{}", static_cast<int>(date.year()))});
        }
        return found;
    }

    charts::Line line(std::string name, Step step, const std::function<bool(const Cell&)>& wanted) const {
        charts::Line made{.name = std::move(name), .points = {}};
        for (const auto& [start, count] : by_step(counts_, *span_, step, wanted))
            made.points.push_back({static_cast<double>(std::max(start, span_->first).number()), told(count)});
        return made;
    }

    void days() {
        const auto all = line(wording_("archive.posts"), Step::day, [](const Cell&) { return true; });
        if (std::ranges::any_of(all.points, [](const auto& point) { return point.y > 0; })) keep("days", charts::line_chart({.words = words("days"), .lines = {all}, .across = marks()}));
    }

    /// Lines in which nothing can be told are left out; one alone is no share.
    void shares(const std::string& name, std::vector<charts::Line> lines) {
        std::erase_if(lines, [](const auto& one) { return std::ranges::none_of(one.points, [](const auto& point) { return point.y > 0; }); });
        if (lines.size() >= 2 && lines.front().points.size() >= fewest_steps) keep(name, charts::share_chart({.words = words(name), .lines = std::move(lines), .across = marks()}));
    }

    Step share_step() const { return span_->days() <= most_days_of_shares ? Step::day : std::max(span_->step(), Step::week); }

    void voices() {
        std::vector<charts::Line> lines;
        for (const Voice voice : archive::every_voice) lines.push_back(line(name_of(voice, wording_), share_step(), [&](const Cell& cell) { return (cell.voices & archive::one_voice(voice)) != 0; }));
        shares("voices", std::move(lines));
    }

    void languages() {
        auto known = archive::by_language(counts_);
        known.erase("");
        const auto rows = archive::largest(known, most_languages).rows;
        std::vector<charts::Line> lines;
        for (const auto& [code, count] : rows)
            lines.push_back(line(web::pages::language_name(code, wording_.language), share_step(), [&](const Cell& cell) { return cell.language == code; }));
        lines.push_back(line(wording_("archive.others"), share_step(), [&](const Cell& cell) { return std::ranges::none_of(rows, [&](const auto& row) { return row.first == cell.language; }); }));
        shares("languages", std::move(lines));
    }

    void countries() {
        auto known = archive::by_country(counts_);
        known.erase("");
        charts::BarChart chart{.words = words("countries"), .bars = {}};
        for (const auto& [code, count] : archive::largest(known, most_countries).rows) chart.bars.push_back({web::pages::country_name(code, wording_.language), static_cast<double>(count)});
        if (!chart.bars.empty()) keep("countries", bar_chart(chart));
    }

    const archive::Counts& counts_;
    const Wording& wording_;
    const bool narrow_;
    const std::optional<Span> span_;
    std::vector<Picture> made_;
};

}  // namespace

std::vector<Picture> pictures_of(const archive::Counts& counts, const Wording& wording, bool narrow) { return Drawing(counts, wording, narrow).all(); }

std::string name_of(Voice voice, const Wording& wording) { return wording(fmt::format("archive_voice.{}", word_of(voice))); }

}  // namespace himthough::report
