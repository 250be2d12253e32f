#include "movement/pledge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace himthough {
namespace {

TEST(Pledge, StandsOnceEnoughHaveJoinedAndNoLonger) {
    EXPECT_EQ(after_edition(State::accepted, 3, 1), std::nullopt) << "the one who began it is one, that makes two";
    EXPECT_EQ(after_edition(State::accepted, 3, 2), State::released);
    EXPECT_EQ(after_edition(State::released, 3, 2), std::nullopt);
    EXPECT_EQ(after_edition(State::released, 3, 1), State::accepted);
    EXPECT_EQ(after_edition(State::waiting, 2, 400), std::nullopt) << "nobody has read it";
    EXPECT_EQ(after_edition(State::declined, 2, 400), std::nullopt);
}

RC_GTEST_PROP(PledgeProperty, EveryEditionShowsItExactlyWhenEnoughAreThere, ()) {
    const int needs = *rc::gen::inRange(fewest_together, most_together + 1);
    State now = State::accepted;
    std::int64_t joined = *rc::gen::inRange(0, needs + 3);
    const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-2, 3));
    for (const int step : steps) {
        if (step == 0) {   // an edition is cut
            const auto next = after_edition(now, needs, joined);
            RC_ASSERT(next != now);
            now = next.value_or(now);
            RC_ASSERT((now == State::released) == (joined + 1 >= needs));
            RC_ASSERT(!after_edition(now, needs, joined));   // a second edition finds nothing to do
        }
        const State before = now;
        joined = std::max<std::int64_t>(0, joined + step);
        RC_ASSERT(now == before);   // whoever joins or leaves changes nothing by themselves
        RC_ASSERT(may_be_joined(now));
    }
}

}  // namespace
}  // namespace himthough
