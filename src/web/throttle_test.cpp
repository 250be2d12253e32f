#include "web/throttle.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

namespace himthough::web {
namespace {

using namespace std::chrono_literals;

constexpr Throttle::Rate twice{2, 1};

TEST(Throttle, LetsSoManyThroughAtOnceAndThenOneByOne) {
    FixedClock clock;
    Throttle throttle(clock);
    EXPECT_FALSE(throttle.wait("192.0.2.1", "post", twice));
    EXPECT_FALSE(throttle.wait("192.0.2.1", "post", twice));
    EXPECT_EQ(throttle.wait("192.0.2.1", "post", twice), 60s);
    EXPECT_FALSE(throttle.wait("192.0.2.2", "post", twice)) << "somebody else";
    EXPECT_FALSE(throttle.wait("192.0.2.1", "other", twice)) << "another thing";
    clock.pass(30s);
    EXPECT_EQ(throttle.wait("192.0.2.1", "post", twice), 30s);
    clock.pass(30s);
    EXPECT_FALSE(throttle.wait("192.0.2.1", "post", twice));
    EXPECT_TRUE(throttle.wait("192.0.2.1", "post", twice));
}

TEST(Throttle, TakesANetworkOfIPv6AsOneAddress) {
    FixedClock clock;
    Throttle throttle(clock);
    EXPECT_TRUE(throttle.first_time("2001:db8:1:2::1", "stand"));
    EXPECT_FALSE(throttle.first_time("2001:db8:1:2:ffff:ffff:ffff:ffff", "stand"));
    EXPECT_FALSE(throttle.first_time("2001:DB8:1:2:0:0:0:1", "stand")) << "the same, written otherwise";
    EXPECT_TRUE(throttle.first_time("2001:db8:1:3::1", "stand"));
}

TEST(Throttle, TakesEveryIPv4AddressByItself) {
    FixedClock clock;
    Throttle throttle(clock);
    EXPECT_TRUE(throttle.first_time("192.0.2.1", "stand"));
    EXPECT_TRUE(throttle.first_time("192.0.2.2", "stand"));
    EXPECT_FALSE(throttle.first_time("::ffff:192.0.2.1", "stand"));
}

TEST(Throttle, ForgetsEverythingAfterADay) {
    FixedClock clock;
    Throttle throttle(clock);
    EXPECT_TRUE(throttle.first_time("192.0.2.1", "stand"));
    clock.pass(24h);
    EXPECT_FALSE(throttle.first_time("192.0.2.1", "stand"));
    clock.pass(1s);
    EXPECT_TRUE(throttle.first_time("192.0.2.1", "stand"));
}

TEST(Throttle, ACrowdOfAddressesPushesNobodyOutWhoIsHeldBack) {
    FixedClock clock;
    Throttle throttle(clock, 100);
    EXPECT_TRUE(throttle.first_time("192.0.2.1", "stand"));
    for (int n = 0; n < 2; ++n) (void)throttle.wait("192.0.2.1", "post", twice);
    for (int n = 0; n < 1000; ++n) EXPECT_FALSE(throttle.wait(fmt::format("198.51.{}.{}", n / 250, n % 250), "post", twice));
    EXPECT_EQ(throttle.wait("192.0.2.1", "post", twice), 60s);
    EXPECT_FALSE(throttle.first_time("192.0.2.1", "stand"));
}

}  // namespace
}  // namespace himthough::web
