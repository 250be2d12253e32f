#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "charts/outlines.h"
#include "charts/pictures.h"
#include "charts/svg.h"

namespace himthough::charts {
namespace {

constexpr std::size_t most_tones = 5;
constexpr double box = 14, between = 20, dot = 3.5;   // dot: the radius of a country too small for an outline

/// 1, 2, 5, 10, 20 ...: the first that is larger than `value`.
double round_above(double value) {
    const double tens = std::pow(10, std::floor(std::log10(std::max(value, 1.0))));
    for (const double times : {1, 2, 5})
        if (times * tens > value) return times * tens;
    return 10 * tens;
}

/// Where tones begin, the lowest first, and behind the last where it ends.
std::vector<double> steps_of(const std::vector<Country>& countries) {
    const auto [low, high] = std::ranges::minmax(countries, {}, &Country::value);
    std::vector<double> steps{std::max(low.value, 0.0)};
    while (steps.back() <= high.value) steps.push_back(round_above(steps.back()));
    if (steps.size() > most_tones + 1) steps.erase(steps.begin() + 1, steps.end() - most_tones);   // the lowest tone takes all that is small
    return steps;
}

std::size_t tone_of(double value, const std::vector<double>& steps) {
    return static_cast<std::size_t>(std::upper_bound(steps.begin() + 1, steps.end() - 1, value) - steps.begin()) - 1;
}

struct Entry {
    std::string look, words;
};
/// How high it became.
double legend(Svg& svg, const std::vector<Entry>& entries, double width) {
    double x = 0, y = box;
    for (const auto& [look, words] : entries) {
        const double needed = box + 8 + width_of(words);
        if (x > 0 && x + needed > width) x = 0, y += between;
        svg.rect(x, y - 11, box, box, look);
        svg.text(x + box + 8, y, words);
        x += needed + 14;
    }
    return y + 12;
}

/// A path round a point.
std::string disc(double x, double y, double radius) {
    const auto half = fmt::format("a{0} {0} 0 0 1 ", number(radius));
    return fmt::format("M{} {}{}{} 0{}{} 0z", number(x - radius), number(y), half, number(2 * radius), half, number(-2 * radius));
}

}  // namespace

Html map_chart(const MapChart& chart) {
    std::vector<Country> countries = chart.countries;
    std::erase_if(countries, [](const Country& one) { return !std::isfinite(one.value) || one.value < 0; });
    const double width = chart.words.narrow ? 300 : world_width, times = width / world_width;
    const auto steps = countries.empty() ? std::vector<double>() : steps_of(countries);
    std::vector<Entry> entries;
    for (std::size_t tone = 0; tone + 1 < steps.size(); ++tone)
        entries.push_back({fmt::format("m{}", tone), fmt::format("{}–{}", chart.words.number(steps[tone]), chart.words.number(steps[tone + 1] - 1))});
    entries.push_back({"land", chart.not_shown});
    const double lines = chart.words.narrow ? static_cast<double>(entries.size() + 1) / 2 : 2;
    Svg svg(chart.words, width, std::floor(world_height * times + 12 + between * lines));
    const double top = legend(svg, entries, width);
    std::map<std::string_view, const Country*> known;
    for (const auto& one : countries) known.emplace(one.code, &one);
    svg.begin_scaled(times, top);
    const auto with_figure = [&](const Country& country, std::string_view path) {
        svg.path(path, fmt::format("m{} coast", tone_of(country.value, steps)), fmt::format("{}: {}", country.name, chart.words.number(country.value)));
    };
    for (const auto& [code, path] : outlines()) {
        if (const auto found = known.find(code); found != known.end()) with_figure(*found->second, path);
        else svg.path(path, "land coast");
    }
    for (const auto& [code, x, y] : spots())
        if (const auto found = known.find(code); found != known.end()) with_figure(*found->second, disc(x, y, chart.words.narrow ? 2 * dot : dot));
    svg.end_scaled();
    return std::move(svg).done();
}

}  // namespace himthough::charts
