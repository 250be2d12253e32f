#include "base/side_by_side.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace himthough {
namespace {

TEST(SideBySide, DoesEachOnce) {
    std::vector<std::atomic<int>> done(1000);
    side_by_side(done.size(), [&](std::size_t one) { ++done[one]; });
    for (const auto& times : done) EXPECT_EQ(times, 1);
    side_by_side(0, [](std::size_t) { FAIL(); });
}

TEST(SideBySide, ThrowsWhatWasThrown) {
    EXPECT_THROW(side_by_side(10, [](std::size_t one) { if (one == 3) throw std::runtime_error("three"); }), std::runtime_error);
}

}  // namespace
}  // namespace himthough
