#include "app/timer.h"

#include <latch>

#include <gtest/gtest.h>

namespace himthough::app {
namespace {

using namespace std::chrono_literals;

TEST(Timer, DoesItsThingAtOnceAndAgain) {
    std::latch three(3);
    const Timer timer("a test", 1ms, [&, left = 3]() mutable { if (left-- > 0) three.count_down(); });
    three.wait();
}

TEST(Timer, GoesOnAfterAFault) {
    std::latch twice(2);
    const Timer timer("a test", 1ms, [&, left = 2]() mutable {
        if (left-- > 0) twice.count_down();
        throw std::runtime_error("a made-up fault");
    });
    twice.wait();
}

TEST(Timer, EndsWithoutWaitingForItsNextBeat) {
    const auto begin = std::chrono::steady_clock::now();
    { const Timer timer("a test", 1h, [] {}); }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

}  // namespace
}  // namespace himthough::app
