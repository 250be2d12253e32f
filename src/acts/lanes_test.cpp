#include "acts/lanes.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

using namespace std::chrono_literals;

constexpr MovementId here = 1, elsewhere = 2;

struct House {
    FixedClock clock;
    Lanes lanes{clock};
    int flips = 0;
    House() { lanes.set_up({.floor = 10}, [this](MovementId) { ++flips; }); }
    void floods() {
        for (int n = 0; n < 10; ++n) lanes.came(here);
    }
    void goes_by(std::chrono::seconds time) {
        clock.pass(time);
        lanes.look(here, {});
    }
};

TEST(Lanes, OneMovementTurnsSlowAndBackByItself) {
    House house;
    house.floods();
    EXPECT_TRUE(house.lanes.slow(here));
    EXPECT_FALSE(house.lanes.slow(elsewhere));
    EXPECT_EQ(house.lanes.lane(here).why, SurgeWhy::rates);
    EXPECT_EQ(house.lanes.lane(here).since, house.clock.now());
    house.goes_by(14min);
    EXPECT_TRUE(house.lanes.slow(here));
    house.clock.jump(-24h);
    house.goes_by(1min);
    EXPECT_FALSE(house.lanes.slow(here));
    EXPECT_EQ(house.flips, 2);
}

TEST(Lanes, WhoEndsItIsHeardUntilItWouldHaveEndedByItself) {
    House house;
    house.floods();
    house.lanes.say(here, false);
    EXPECT_FALSE(house.lanes.slow(here));
    house.floods();
    EXPECT_FALSE(house.lanes.slow(here));
    house.goes_by(16min);
    EXPECT_FALSE(house.lanes.lane(here).said);
    house.floods();
    EXPECT_TRUE(house.lanes.slow(here)) << "by itself again";
}

TEST(Lanes, WhoHoldsItSlowIsHeardUntilItTurnsSoByItself) {
    House house;
    house.lanes.say(here, true);
    EXPECT_TRUE(house.lanes.slow(here));
    EXPECT_FALSE(house.lanes.lane(here).why);
    house.goes_by(24h);
    EXPECT_TRUE(house.lanes.slow(here));
    house.floods();
    EXPECT_FALSE(house.lanes.lane(here).said);
    house.goes_by(16min);
    EXPECT_FALSE(house.lanes.slow(here));
    EXPECT_EQ(house.flips, 2);
}

TEST(Lanes, WhoHoldsItWhileItIsSlowKeepsItSo) {
    House house;
    house.floods();
    house.lanes.say(here, true);
    house.goes_by(1h);
    EXPECT_TRUE(house.lanes.slow(here));
    house.lanes.say(here, false);
    EXPECT_FALSE(house.lanes.slow(here));
    house.floods();
    EXPECT_TRUE(house.lanes.slow(here));
}

TEST(Lanes, TextsThatAreAlikeTurnItSlow) {
    House house;
    house.lanes.look(here, {});
    house.clock.pass(5s);
    house.lanes.look(here, {{1, 100}});
    EXPECT_EQ(house.lanes.lane(here).why, SurgeWhy::alike);
}

}  // namespace
}  // namespace himthough
