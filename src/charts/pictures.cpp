#include "charts/pictures.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "charts/scale.h"
#include "charts/svg.h"

namespace himthough::charts {
namespace {

constexpr std::size_t most_lines = 4;
constexpr double letter = 14, between = 18;   // a text's height, and from one line of text to the next

/// Where the values are on paper.
struct Frame {
    double width, height, left, right, top, bottom;
};

double usable(double value) { return std::isfinite(value) ? value : 0; }

struct Range {
    double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
    void take(double value) {
        if (!std::isfinite(value)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool empty() const { return low > high; }
};

std::string point(std::string_view command, double x, double y) { return fmt::format("{}{} {}", command, number(x), number(y)); }

/// As many places as can be told apart: of those that fall on one, the lowest and the highest stay.
std::vector<Point> thinned(const std::vector<Point>& points, const Scale& across) {
    std::vector<Point> kept;
    for (auto first = points.begin(); first != points.end();) {
        const auto column = std::floor(across(first->x));
        const auto next = std::find_if(first, points.end(), [&](const Point& one) { return std::floor(across(one.x)) != column; });
        const auto by_value = [](const Point& one, const Point& other) { return one.y.value_or(0) < other.y.value_or(0); };
        if (next - first <= 2) kept.insert(kept.end(), first, next);
        else {
            auto [low, high] = std::minmax_element(first, next, by_value);
            if (high < low) std::swap(low, high);
            kept.push_back(*low);
            kept.push_back(*high);
        }
        first = next;
    }
    return kept;
}

bool is_there(const Point& one) { return one.y && std::isfinite(*one.y) && std::isfinite(one.x); }

std::string path_through(const std::vector<Point>& points, const Scale& across, const Scale& up) {
    std::string path;
    bool pen_down = false;
    for (const auto& one : points) {
        if (is_there(one)) path += point(pen_down ? "L" : "M", across(one.x), up(std::max(*one.y, 0.0)));
        pen_down = is_there(one);
    }
    return path;
}

/// Between value - error and value + error.
std::string band_around(const std::vector<Point>& points, const Scale& across, const Scale& up) {
    std::string path, back;
    for (const auto& one : points) {
        if (!is_there(one)) continue;
        path += point(path.empty() ? "M" : "L", across(one.x), up(*one.y + one.error));
        back = point("L", across(one.x), up(std::max(*one.y - one.error, 0.0))) + back;
    }
    return path.empty() ? "" : path + back + "Z";
}

/// Names above the picture, each with a piece of its line; how much room they took.
double legend(Svg& svg, const std::vector<Line>& lines, double width, std::string_view look) {
    double x = 0, y = letter;
    for (std::size_t which = 0; which < lines.size(); ++which) {
        const auto needed = 34 + width_of(lines[which].name);
        if (x > 0 && x + needed > width) x = 0, y += between;
        if (look == "line") svg.line(x + 2, y - 5, x + 24, y - 5, fmt::format("line s{}", which));
        else svg.rect(x + 2, y - 11, 20, 12, fmt::format("f{}", which));
        svg.text(x + 30, y, lines[which].name);
        x += needed + 14;
    }
    return y + 10;
}

/// Labels below the axis, as many as do not touch.
void marks_across(Svg& svg, const std::vector<Mark>& marks, const Scale& across, const Frame& frame) {
    double free_from = 0;
    for (const auto& mark : marks) {
        const auto half = std::min(width_of(mark.label) / 2, frame.width / 2), at = across(mark.x);
        const auto x = std::clamp(at, half, frame.width - half);
        if (x - half < free_from) continue;
        svg.line(at, frame.bottom, at, frame.bottom + 4, "axis");
        svg.text(x, frame.bottom + 20, mark.label, "soft", Svg::Anchor::middle);
        free_from = x + half + 12;
    }
}

void grid(Svg& svg, const std::vector<double>& steps, const Scale& up, const Frame& frame, const Words& words, std::string_view sign = "") {
    for (const auto step : steps) {
        svg.line(frame.left, up(step), frame.right, up(step), step == steps.front() ? "axis" : "grid");
        svg.text(frame.left - 8, up(step) + 5, words.number(step) + std::string(sign), "soft", Svg::Anchor::end);
    }
}

double room_for(const std::vector<double>& steps, const Words& words, std::string_view sign = "") {
    double widest = 0;
    for (const auto step : steps) widest = std::max(widest, width_of(words.number(step) + std::string(sign)));
    return widest + 10;
}

double width_for(const Words& words) { return words.narrow ? 300 : 680; }

std::vector<Line> first_lines(const std::vector<Line>& lines) { return {lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), most_lines))}; }

}  // namespace

Html line_chart(const LineChart& chart) {
    const auto lines = first_lines(chart.lines);
    Range x, y;
    for (const auto& line : lines)
        for (const auto& one : line.points)
            if (is_there(one) && !(chart.log_x && one.x < 1)) x.take(one.x), y.take(*one.y + usable(one.error));
    const auto steps = chart.log_y ? powers_of_ten(y.empty() ? 0 : y.high) : round_steps(y.empty() ? 0 : y.high, chart.words.narrow ? 4 : 5);
    const double width = width_for(chart.words), height = chart.words.narrow ? 280 : 360;
    Svg svg(chart.words, width, height);
    const Frame frame{width, height, room_for(steps, chart.words), width - 8, legend(svg, lines, width, "line") + 6, height - 30};
    const Scale across(x.empty() ? 0 : x.low, x.empty() ? 1 : x.high, frame.left, frame.right, chart.log_x), up(steps.front(), steps.back(), frame.bottom, frame.top, chart.log_y);
    grid(svg, steps, up, frame, chart.words);
    marks_across(svg, chart.across, across, frame);
    for (std::size_t which = 0; which < lines.size(); ++which) {
        auto points = thinned(lines[which].points, across);
        if (chart.log_x) std::erase_if(points, [](const Point& one) { return one.x < 1; });
        if (std::ranges::any_of(points, [](const Point& one) { return one.error > 0; })) svg.path(band_around(points, across, up), fmt::format("band f{}", which));
        svg.path(path_through(points, across, up), fmt::format("line s{}", which));
    }
    return std::move(svg).done();
}

Html share_chart(const ShareChart& chart) {
    const auto lines = first_lines(chart.lines);
    const double width = width_for(chart.words), height = chart.words.narrow ? 260 : 320;
    Svg svg(chart.words, width, height);
    const std::vector<double> steps = {0, 25, 50, 75, 100};
    const Frame frame{width, height, room_for(steps, chart.words, " %"), width - 8, legend(svg, lines, width, "area") + 6, height - 30};
    Range x;
    std::size_t places = lines.empty() ? 0 : lines.front().points.size();
    for (const auto& line : lines) places = std::min(places, line.points.size());
    for (std::size_t at = 0; at < places; ++at) x.take(lines.front().points[at].x);
    const Scale across(x.empty() ? 0 : x.low, x.empty() ? 1 : x.high, frame.left, frame.right), up(0, 100, frame.bottom, frame.top);
    grid(svg, steps, up, frame, chart.words, " %");
    const auto value = [&](std::size_t which, std::size_t at) { return std::max(usable(lines[which].points[at].y.value_or(0)), 0.0); };
    std::vector<double> below(places), sums(places);
    for (std::size_t at = 0; at < places; ++at)
        for (std::size_t which = 0; which < lines.size(); ++which) sums[at] += value(which, at);
    for (std::size_t which = 0; which < lines.size(); ++which) {
        std::string path, over, under;
        const auto close = [&] {
            if (!over.empty()) path += over + under + "Z";
            over.clear();
            under.clear();
        };
        for (std::size_t at = 0; at < places; ++at) {
            if (sums[at] <= 0) {
                close();
                continue;
            }
            const auto before = below[at];
            below[at] += 100 * value(which, at) / sums[at];
            const auto where = across(lines.front().points[at].x);
            over += point(over.empty() ? "M" : "L", where, up(below[at]));
            under = point("L", where, up(before)) + under;
        }
        close();
        svg.path(path, fmt::format("area f{}", which));
    }
    marks_across(svg, chart.across, across, frame);
    return std::move(svg).done();
}

Html bar_chart(const BarChart& chart) {
    constexpr double row = 46, bar = 16;
    double highest = 0, widest = 0;
    for (const auto& one : chart.bars) {
        highest = std::max(highest, usable(one.value) + usable(one.error));
        widest = std::max(widest, width_of(chart.words.number(usable(one.value))));
    }
    const double width = width_for(chart.words);
    Svg svg(chart.words, width, std::max(row * static_cast<double>(chart.bars.size()), 1.0) + 8);
    double y = 6;
    for (const auto& one : chart.bars) {
        const double left = one.part ? 18 : 0, value = std::max(usable(one.value), 0.0);
        const Scale across(0, highest > 0 ? highest : 1, left, width - widest - 12);
        svg.text(left, y + letter, one.label);
        svg.rect(left, y + 20, std::max(across(value) - left, 1.0), bar, one.part ? "f1" : "f0");
        if (one.error > 0) svg.line(across(std::max(value - one.error, 0.0)), y + 28, across(value + one.error), y + 28, "whisker");
        svg.text(across(value + std::max(one.error, 0.0)) + 8, y + 33, chart.words.number(value), "soft");
        y += row;
    }
    return std::move(svg).done();
}

}  // namespace himthough::charts
