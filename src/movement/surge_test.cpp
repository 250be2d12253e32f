#include "movement/surge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace himthough {
namespace {

using namespace std::chrono_literals;
using Time = Surge::Time;

constexpr Time morning{1'000'000};

/// So many at once.
void come(Surge& surge, Time now, int count) {
    for (int n = 0; n < count; ++n) surge.came(now);
}

TEST(Surge, TurnsSlowWhenAMinuteHasTooMany) {
    Surge surge;
    come(surge, morning, 59);
    EXPECT_FALSE(surge.slow());
    surge.came(morning + 30s);
    EXPECT_TRUE(surge.slow());
    EXPECT_EQ(surge.why(), SurgeWhy::rates);
}

TEST(Surge, CountsTheLastSixtySecondsAndNothingBefore) {
    Surge surge;
    come(surge, morning, 59);
    surge.came(morning + 60s);
    EXPECT_FALSE(surge.slow());
    come(surge, morning + 61s, 58);
    EXPECT_FALSE(surge.slow());
    surge.came(morning + 119s);
    EXPECT_TRUE(surge.slow());
}

TEST(Surge, WhatIsUsualHereIsNoSurge) {
    Surge surge;
    // Twenty a minute for a day: sixty is thrice that, and no surge; a hundred is one.
    for (auto minute = 0min; minute < 24h; ++minute) come(surge, morning + minute, 20);
    come(surge, morning + 24h, 80);
    EXPECT_FALSE(surge.slow());
    come(surge, morning + 24h + 10s, 20);
    EXPECT_TRUE(surge.slow());
}

TEST(Surge, IsOverAQuarterOfAnHourBelowHalf) {
    Surge surge;
    come(surge, morning, 60);
    ASSERT_TRUE(surge.slow());
    come(surge, morning + 5min, 30);   // half of it keeps it slow
    surge.look(morning + 15min);
    EXPECT_TRUE(surge.slow());
    come(surge, morning + 16min, 29);  // less does not
    surge.look(morning + 20min - 1s);
    EXPECT_TRUE(surge.slow());
    surge.look(morning + 20min);
    EXPECT_FALSE(surge.slow());
}

TEST(Surge, ALongPauseEndsItAndALongFloodNeverDoes) {
    Surge surge;
    for (auto at = 0s; at < 6h; at += 10s) {
        come(surge, morning + at, 10);
        surge.look(morning + at);
        ASSERT_EQ(surge.slow(), at >= 50s) << at.count();
    }
    surge.look(morning + 100h);
    EXPECT_FALSE(surge.slow());
}

TEST(Surge, AWaveThatGrowsFastTurnsItSlow) {
    Surge surge;
    surge.grew(morning, 99);
    EXPECT_FALSE(surge.slow());
    surge.grew(morning + 5s, 100);
    EXPECT_TRUE(surge.slow());
    EXPECT_EQ(surge.why(), SurgeWhy::alike);
    surge.grew(morning + 20min, 50);
    surge.look(morning + 20min);
    EXPECT_TRUE(surge.slow());
    surge.grew(morning + 21min, 49);
    surge.look(morning + 35min);
    EXPECT_FALSE(surge.slow());
}

TEST(Surge, NeverByItselfWhereNobodyWantsThat) {
    Surge surge({.floor = 0});
    come(surge, morning, 5000);
    surge.grew(morning, 5000);
    EXPECT_FALSE(surge.slow());
}

TEST(Growth, IsThatOfOneWaveWithinTenMinutes) {
    Growth growth;
    EXPECT_EQ(growth.look(morning, {{1, 5000}}), 0) << "what was there before anybody looked did not grow";
    EXPECT_EQ(growth.look(morning + 5s, {{2, 30}, {1, 5010}}), 30);
    EXPECT_EQ(growth.look(morning + 5min, {{2, 90}, {1, 5010}}), 90);
    EXPECT_EQ(growth.look(morning + 11min, {{2, 95}, {1, 5010}}), 65) << "since ten minutes ago";
    EXPECT_EQ(growth.look(morning + 30min, {{2, 95}, {1, 4000}}), 0);
}

RC_GTEST_PROP(Surge, NeverFollowsAClockThatGoesBack, (const std::vector<std::uint8_t>& steps)) {
    // Against the plain way to say it: the same things at times that never go back.
    Surge surge, straight;
    Time now = morning, highest = morning;
    for (const auto step : steps) {
        now += Time(static_cast<int>(step) - 100);
        highest = std::max(highest, now);
        surge.came(now);
        straight.came(highest);
        surge.look(now);
        straight.look(highest);
        RC_ASSERT(surge.slow() == straight.slow());
    }
}

RC_GTEST_PROP(Surge, IsSlowExactlyWhileItWasBusyLately, (const std::vector<std::pair<std::uint8_t, std::uint8_t>>& steps)) {
    // Against counting by hand; no day is over, and with a thousandth of the usual the floor decides.
    Surge surge({.floor = 60, .times = 0});
    std::vector<Time> all;
    Time now = morning, busy{};
    bool slow = false;
    for (const auto& [pause, count] : steps) {
        now += Time(pause);
        const auto lately = [&] { return std::ranges::count_if(all, [&](Time at) { return now - at < 60s; }); };
        for (int n = 0; n < count; ++n) {
            all.push_back(now);
            surge.came(now);
            slow = slow || lately() >= 60;
            if (lately() >= 30) busy = now;
        }
        surge.look(now);
        if (lately() >= 30) busy = now;
        if (slow && now - busy >= 15min) slow = false;
        RC_ASSERT(surge.slow() == slow);
    }
}

}  // namespace
}  // namespace himthough
