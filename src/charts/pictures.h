#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/html.h"

namespace himthough::charts {

/// What every picture says to those who do not see it, and how a number is written in the language of the page.
struct Words {
    std::string title;          ///< one line
    std::string description;    ///< what there is to see
    std::function<std::string(double)> number;
    bool narrow = false;        ///< for a telephone: 300 wide, else 680
    std::string id{};           ///< letters and digits; tells pictures apart that stand in one document
};

/// A value at a place; nothing: there is none, and the line has a gap.
struct Point {
    double x = 0;
    std::optional<double> y;
    double error = 0;           ///< drawn as a band of y - error to y + error, never below 0
};
struct Line {
    std::string name;
    std::vector<Point> points;  ///< in the order of x
};
struct Mark {
    double x = 0;
    std::string label;
};
/// Values over time or steps. `across`: what stands below the axis. On a log scale places below 1 are left out.
struct LineChart {
    Words words;
    std::vector<Line> lines;    ///< up to four
    std::vector<Mark> across;
    bool log_x = false, log_y = false;
};
Html line_chart(const LineChart& chart);

/// What part of a hundred each has, over time, one above the other. Values below 0 count as 0; where all are 0 there is a gap.
struct ShareChart {
    Words words;
    std::vector<Line> lines;    ///< the same places in each; the first lies at the bottom
    std::vector<Mark> across;
};
Html share_chart(const ShareChart& chart);

struct Bar {
    std::string label;
    double value = 0, error = 0;
    bool part = false;          ///< of the one before: stands a little in
};
/// Bars lying down, one below the other, each with its number.
struct BarChart {
    Words words;
    std::vector<Bar> bars;
};
Html bar_chart(const BarChart& chart);

struct Country {
    std::string code, name;     ///< ISO 3166-1 alpha-2
    double value = 0;
};
/// Countries of the world, in up to five tones, the darker the more. Those that are not named all look alike; one too small for an outline is a dot.
struct MapChart {
    Words words;
    std::vector<Country> countries;
    std::string not_shown;      ///< what the legend calls all others
};
Html map_chart(const MapChart& chart);

/// The one style sheet in every picture, and what a Content-Security-Policy calls it: 'sha256-...'.
std::string_view style();
std::string style_source();
/// The same of any other style sheet.
std::string source_of_style(std::string_view style);

}  // namespace himthough::charts
