#include "archive/distinct.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace himthough::archive {
namespace {

TEST(Distinct, IsExactUpToItsBoundAndThenSaysItsError) {
    Distinct some(14, 1000);
    std::mt19937_64 random(1);
    std::vector<std::uint64_t> hashes(1000);
    for (auto& hash : hashes) hash = random();
    for (int again = 0; again < 3; ++again)
        for (const auto hash : hashes) some.add(hash);
    EXPECT_EQ(some.estimate().count, 1000U);
    EXPECT_EQ(some.estimate().error, 0);
    some.add(random());
    EXPECT_NEAR(some.estimate().error, 0.0081, 0.0001);
    EXPECT_NEAR(static_cast<double>(some.estimate().count), 1001, 40);
}

TEST(Distinct, NobodyIsNone) { EXPECT_EQ(Distinct(14, 10).estimate().count, 0U); }

/// The root of the mean squared relative error over many draws must be the one that is printed; its mean must be near nothing.
TEST(Distinct, ErrsAsMuchAsItSays) {
    std::mt19937_64 random(20171015);
    for (const int many : {200, 3000, 20'000}) {
        constexpr int draws = 150;
        double squares = 0, sum = 0;
        for (int draw = 0; draw < draws; ++draw) {
            Distinct some(10, 0);
            for (int n = 0; n < many; ++n) some.add(random());
            const double off = static_cast<double>(some.estimate().count) / many - 1;
            squares += off * off;
            sum += off;
        }
        const double says = 1.04 / 32;
        EXPECT_LT(std::sqrt(squares / draws), 1.15 * says) << many;
        EXPECT_LT(std::abs(sum / draws), 4 * says / std::sqrt(draws)) << many;
        if (many > 5000) {
            EXPECT_GT(std::sqrt(squares / draws), 0.8 * says) << "better than it can be";
        }
    }
}

TEST(Distinct, MergedIsAsIfOneHadCountedAll) {
    std::mt19937_64 random(3);
    for (const auto& [here, there] : {std::pair(10, 20), std::pair(10, 5000), std::pair(5000, 10), std::pair(5000, 5000)}) {
        Distinct one(12, 512), other(12, 512), both(12, 512);
        const auto add = [&](Distinct& to, int many) {
            for (int n = 0; n < many; ++n) {
                const auto hash = random();
                to.add(hash);
                both.add(hash);
            }
        };
        add(one, here);
        add(other, there);
        one.merge(other);
        EXPECT_EQ(one.estimate().count, both.estimate().count);
        EXPECT_EQ(one.estimate().error, both.estimate().error);
    }
}

}  // namespace
}  // namespace himthough::archive
