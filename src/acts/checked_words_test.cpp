#include "acts/checked_words.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

TEST(KnownCountry, IsOneThatThereIsAndThatIsNotProtected) {
    Movement movement;
    movement.protected_countries = {"AF", "IR"};
    EXPECT_EQ(known_country(movement, "MX"), "MX");
    for (const auto* none : {"", "AF", "IR", "XX", "mx", "MEX", "=1"}) EXPECT_EQ(known_country(movement, none), "") << none;
}

}  // namespace
}  // namespace himthough
