#include "reach/course.h"

#include <numeric>

#include <gtest/gtest.h>

namespace himthough::reach {
namespace {

const Day first = *Day::parse("2026-03-02");

Course course(std::vector<std::optional<std::int64_t>> counts, std::int64_t error = 0) { return {.first = first, .counts = std::move(counts), .error = error}; }

TEST(Course, OfMeToo2017IsWhatTheDataSetSays) {
    const auto& counts = metoo_2017().counts;
    EXPECT_EQ(metoo_2017().first.iso(), "2017-10-15");
    EXPECT_EQ(counts.size(), 1175U);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}, [](auto sum, auto count) { return sum + *count; }), 20'732'905);
    const auto peaks = peaks_of(metoo_2017(), 3);
    ASSERT_EQ(peaks.size(), 3U);
    EXPECT_EQ(peaks[0].day.iso(), "2017-10-16");
    EXPECT_EQ(peaks[0].count, 395'030);
    EXPECT_EQ(peaks[0].half_life, 2);
    EXPECT_EQ(peaks[1].day.iso(), "2018-01-08");
    EXPECT_EQ(peaks[2].day.iso(), "2018-09-24");
    EXPECT_EQ(peaks[2].half_life, 5);
}

TEST(Course, AddsUpTheVoicesOfADayAndKnowsNothingOfDaysThatAreMissing) {
    const auto released = [](Day day, std::vector<Cell> cells) { return std::make_shared<const Release>(Release{.table = Table::a, .period = day, .released = day + 3, .cells = std::move(cells), .sha256 = ""}); };
    EXPECT_FALSE(course_of(Released::Series{}));
    const auto found = course_of(Released::Series{released(first, {{"survivor", "", 40}, {"accountable", "", 3}, {"caller", "", -2}, {"ally", "", 0}, {"vowed", "", 900}}),
                                                  released(first + 2, {{"survivor", "", -1}, {"accountable", "", 0}, {"caller", "", 0}, {"ally", "", 0}})});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->counts, (std::vector<std::optional<std::int64_t>>{41, std::nullopt, 0}));
    EXPECT_GT(found->error, 6) << "four draws of noise are more than one";
}

TEST(Course, OfExactCountsHasNoneOnDaysThatAreNotNamed) {
    const auto found = course_of(std::map<Day, std::int64_t>{{first, 3}, {first + 2, 5}});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->counts, (std::vector<std::optional<std::int64_t>>{3, 0, 5}));
    EXPECT_EQ(found->error, 0);
}

TEST(Peaks, HaveHalvedWhenItStaysSo) {
    const auto peaks = peaks_of(course({10, 100, 80, 50, 60, 49, 50, 20, 5, 5}), 3);
    ASSERT_EQ(peaks.size(), 1U);
    EXPECT_EQ(peaks[0].day, first + 1);
    EXPECT_EQ(peaks[0].half_life, 4) << "the third day is half, the fourth is not";
    EXPECT_FALSE(peaks_of(course({10, 100, 30, 30}), 3)[0].half_life) << "two days are not three";
    EXPECT_FALSE(peaks_of(course({10, 100, 30, 30, std::nullopt, 30}), 3)[0].half_life) << "what is not known is not half";
}

TEST(Peaks, StandOutOfNoiseAndOfOthers) {
    EXPECT_TRUE(peaks_of(course({50, 99, 50}, 10), 3).empty());
    EXPECT_EQ(peaks_of(course({50, 100, 50}, 10), 3).size(), 1U);
    EXPECT_TRUE(peaks_of(course({0, 0}), 3).empty());
    std::vector<std::optional<std::int64_t>> waves;
    for (const int height : {100, 19, 40, 80, 60})
        for (int day = 0; day < 8; ++day) waves.push_back(day == 0 ? height : 1);
    const auto peaks = peaks_of(course(waves), 3);
    ASSERT_EQ(peaks.size(), 3U);
    EXPECT_EQ(peaks[1].count, 80) << "the largest three, one after another";
    EXPECT_EQ(peaks[2].count, 60);
}

TEST(Stretches, AreDaysAtFirstAndLongerLater) {
    const auto found = stretches_of(course(std::vector<std::optional<std::int64_t>>(100, 20), 6));
    ASSERT_GT(found.size(), 15U);
    EXPECT_LT(found.size(), 30U);
    EXPECT_EQ(found[0].day, 1);
    EXPECT_EQ(found[1].day, 2);
    EXPECT_EQ(found[0].error, 6);
    EXPECT_LT(found.back().error, 2);
    EXPECT_EQ(found.back().mean, 20);
    EXPECT_TRUE(stretches_of(course({5, std::nullopt, 6}, 6)).empty()) << "nothing that noise alone may be";
}

}  // namespace
}  // namespace himthough::reach
