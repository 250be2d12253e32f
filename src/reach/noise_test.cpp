#include "reach/noise.h"

#include <cmath>
#include <map>
#include <random>

#include <gtest/gtest.h>

#include "base/secret.h"

namespace himthough::reach {
namespace {

constexpr int draws = 1'000'000;

/// The same draws in every run: a test that fails now and then says nothing.
Draw seeded(std::uint64_t seed) {
    return [engine = std::mt19937_64(seed)](std::uint64_t below) mutable { return std::uniform_int_distribution<std::uint64_t>(0, below - 1)(engine); };
}

using Drawn = std::map<std::int64_t, int>;   // what was drawn, how often

const Drawn& drawn(std::uint64_t scale) {
    static std::map<std::uint64_t, Drawn> all;
    auto& found = all[scale];
    if (found.empty()) {
        const auto draw = seeded(scale);
        for (int i = 0; i < draws; ++i) ++found[two_sided_geometric(scale, draw)];
    }
    return found;
}

class Noise : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(OfTheTables, Noise, testing::Values(2, 4));

TEST_P(Noise, IsDistributedAsSaid) {
    const double a = std::exp(-1.0 / static_cast<double>(GetParam()));
    const auto& found = drawn(GetParam());
    for (std::int64_t x = -12; x <= 12; ++x) {
        const double chance = (1 - a) / (1 + a) * std::pow(a, std::abs(static_cast<double>(x)));
        const double expected = draws * chance, deviation = std::sqrt(draws * chance * (1 - chance));
        ASSERT_TRUE(found.contains(x));
        EXPECT_NEAR(found.at(x), expected, 5 * deviation) << x;
    }
}

TEST_P(Noise, StaysWithinTheErrorThatIsPrinted) {
    const auto k = error_95(GetParam());
    const auto part_outside = [&](std::int64_t bound) {
        int outside = 0;
        for (const auto& [x, times] : drawn(GetParam())) outside += std::abs(x) > bound ? times : 0;
        return static_cast<double>(outside) / draws;
    };
    EXPECT_LE(part_outside(k), 0.05);
    EXPECT_GT(part_outside(k - 1), 0.05) << "it is the smallest such error";
}

TEST_P(Noise, OfASumStaysWithinTheErrorThatIsPrinted) {
    constexpr int many = 30, sums = 20'000;
    const auto draw = seeded(7);
    int outside = 0;
    for (int i = 0; i < sums; ++i) {
        std::int64_t sum = 0;
        for (int j = 0; j < many; ++j) sum += two_sided_geometric(GetParam(), draw);
        outside += std::abs(sum) > error_95_of_sum(GetParam(), many);
    }
    const double part = static_cast<double>(outside) / sums;
    EXPECT_LE(part, 0.05 + 0.005);
    EXPECT_GE(part, 0.035) << "whole numbers: a little wider than asked for";
}

TEST_P(Noise, LetsACellOfOnePersonReachABoundAsOftenAsPrinted) {
    const auto& found = drawn(GetParam());
    for (const std::int64_t threshold : {1, 2, 8, 20}) {
        int reached = 0;
        for (const auto& [x, times] : found) reached += 1 + x >= threshold ? times : 0;
        const double chance = chance_of_reaching(threshold, 1, GetParam());
        EXPECT_NEAR(reached, draws * chance, 5 * std::sqrt(draws * chance * (1 - chance)) + 1) << threshold;
    }
}

TEST(Errors, AreThoseOfTheTables) {
    EXPECT_EQ(error_95(2), 6);
    EXPECT_EQ(error_95(4), 12);
    EXPECT_NEAR(chance_of_reaching(80, 1, 4), 1.49e-9, 0.02e-9) << "a cell with one person in it appears once in 670 million";
    for (const auto& [x, times] : drawn(4)) EXPECT_LT(1 + x, 80) << "and not once in a million";
}

TEST(SystemDraw, IsEvenAndWithinItsBound) {
    start_secrets();
    const auto draw = system_draw();
    std::map<std::uint64_t, int> found;
    for (int i = 0; i < 70'000; ++i) ++found[draw(7)];
    EXPECT_EQ(found.size(), 7u);
    for (const auto& [value, times] : found) {
        EXPECT_LT(value, 7u);
        EXPECT_NEAR(times, 10'000, 600) << "six deviations: once in a hundred million runs";
    }
    EXPECT_EQ(draw(1), 0u);
}

}  // namespace
}  // namespace himthough::reach
