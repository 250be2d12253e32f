#include "charts/pictures.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "charts/scale.h"
#include "charts/svg.h"

namespace himthough::charts {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Words words(std::string title = "Title") {
    return {.title = std::move(title), .description = "What there is to see.", .number = [](double value) { return number(value); }};
}

/// Is it XML without surprises? Tags open and close in pairs, attributes stand in quotes, nothing but SVG's own names.
void expect_sound(const std::string& svg) {
    std::vector<std::string> open;
    for (std::size_t at = 0; at < svg.size(); ++at) {
        if (svg[at] != '<') continue;
        const auto end = svg.find('>', at);
        ASSERT_NE(end, std::string::npos);
        const auto tag = svg.substr(at + 1, end - at - 1);
        ASSERT_EQ(std::ranges::count(tag, '"') % 2, 0) << tag;
        const auto name = tag.substr(0, tag.find_first_of(" />", tag.starts_with('/') ? 1 : 0));
        if (tag.starts_with('/')) {
            ASSERT_FALSE(open.empty());
            ASSERT_EQ("/" + open.back(), name);
            open.pop_back();
        } else if (!tag.ends_with('/')) {
            open.push_back(name);
        }
        at = end;
    }
    EXPECT_TRUE(open.empty());
    for (const auto* never : {"nan", "inf", "<script", "href", "onload", "url("}) EXPECT_THAT(svg, Not(HasSubstr(never)));
    EXPECT_THAT(svg, HasSubstr("<style>" + std::string(style()) + "</style>"));
    EXPECT_EQ(svg.find("<style"), svg.rfind("<style")) << "one block, and no other";
    EXPECT_THAT(svg, Not(HasSubstr("style=")));
}

LineChart some_lines() {
    LineChart chart{.words = words(), .lines = {{"me too", {}}, {"I did that", {}}}, .across = {{0, "October"}, {30, "November"}}};
    for (int day = 0; day < 60; ++day) {
        chart.lines[0].points.push_back({double(day), 900 * std::exp(-day / 20.0), 6});
        chart.lines[1].points.push_back({double(day), day == 20 ? std::nullopt : std::optional(40 * std::exp(-day / 30.0)), 6});
    }
    return chart;
}

TEST(RoundSteps, AreOneTwoOrFiveTimesATen) {
    EXPECT_THAT(round_steps(4.4, 5), ElementsAre(0, 1, 2, 3, 4, 5));
    EXPECT_THAT(round_steps(900, 5), ElementsAre(0, 200, 400, 600, 800, 1000));
    EXPECT_THAT(round_steps(37, 4), ElementsAre(0, 10, 20, 30, 40));
    EXPECT_THAT(round_steps(1, 5), ElementsAre(0, 1)) << "what is counted is whole";
    for (const double none : {0.0, -3.0, std::nan(""), std::numeric_limits<double>::infinity()}) EXPECT_THAT(round_steps(none, 5), ElementsAre(0, 1));
    EXPECT_THAT(powers_of_ten(450), ElementsAre(1, 10, 100, 1000));
}

TEST(LineChart, IsASoundPictureWithItsWords) {
    const auto svg = line_chart(some_lines()).str();
    expect_sound(svg);
    EXPECT_THAT(svg, HasSubstr("<title id=\"t\">Title</title>"));
    EXPECT_THAT(svg, HasSubstr(">me too</text>"));
    EXPECT_THAT(svg, HasSubstr(">November</text>"));
    EXPECT_EQ(svg, line_chart(some_lines()).str()) << "the same again";
}

TEST(LineChart, HasAGapWhereAValueIsMissing) {
    auto chart = some_lines();
    chart.lines.erase(chart.lines.begin());
    const auto svg = line_chart(chart).str();
    const auto line = svg.find("class=\"line s0\"", svg.find("class=\"band"));
    const auto begin = svg.rfind("d=\"", line);
    EXPECT_EQ(std::ranges::count(svg.substr(begin, line - begin), 'M'), 2);
}

TEST(Pictures, HoldWhateverIsHandedOver) {
    const double odd[] = {0, -5, 1e300, -1e300, std::nan(""), std::numeric_limits<double>::infinity(), 1e-300};
    const std::string evil = "</text><script>x</script>\"'&\x01\xff" + std::string(500, 'w');
    for (const double x : odd)
        for (const double y : odd) {
            expect_sound(line_chart({.words = words(evil), .lines = {{evil, {{x, y, y}, {1, 1}, {y, x}}}}, .across = {{x, evil}}}).str());
            expect_sound(line_chart({.words = words(evil), .lines = {{evil, {{x, y, y}}}}, .across = {}, .log_x = true, .log_y = true}).str());
            expect_sound(share_chart({.words = words(), .lines = {{"a", {{x, y}, {1, 2}}}, {"b", {{x, x}, {1, 0}}}}, .across = {}}).str());
            expect_sound(bar_chart({.words = words(), .bars = {{evil, x, y}, {"b", y, x, true}}}).str());
        }
    expect_sound(line_chart({.words = words(), .lines = {}, .across = {}}).str());
    expect_sound(share_chart({.words = words(), .lines = {}, .across = {}}).str());
    expect_sound(bar_chart({.words = words(), .bars = {}}).str());
}

TEST(LineChart, ThinsWhatNobodyCouldSee) {
    LineChart chart{.words = words(), .lines = {{"many", {}}}, .across = {}};
    for (int at = 0; at < 10'000; ++at) chart.lines[0].points.push_back({double(at), at == 5000 ? 100.0 : 1.0});
    const auto svg = line_chart(chart).str();
    EXPECT_LT(svg.size(), 40'000u);
    chart.lines[0].points[5000].y = 1;
    EXPECT_NE(svg, line_chart(chart).str()) << "a peak stays";
}

TEST(ShareChart, FillsTheHundred) {
    const auto svg = share_chart({.words = words(), .lines = {{"a", {{0, 3}, {1, 1}}}, {"b", {{0, 1}, {1, 1}}}}, .across = {}}).str();
    expect_sound(svg);
    EXPECT_THAT(svg, HasSubstr("100 %"));
}

TEST(Style, IsWhatAPolicyNames) {
    EXPECT_EQ(style_source().size(), std::string("'sha256-'").size() + 44);
    EXPECT_THAT(style_source(), testing::StartsWith("'sha256-"));
}

}  // namespace
}  // namespace himthough::charts
