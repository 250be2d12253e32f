#include "movement/vow_figures.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

TEST(VowFigures, LeaveOutOfTheRateWhatIsNotYetDue) {
    const VowFigures vows{.vowed = 12, .due = 4, .kept = 3, .kept_witnessed = 1, .not_kept = 1, .withdrawn = 0, .not_yet_due = 8};
    EXPECT_DOUBLE_EQ(vows.kept_part().value(), 0.75);
    EXPECT_EQ(vows.kept_own_word(), 2);
    EXPECT_EQ(vows.open(), 0);
}

TEST(VowFigures, TellNoRateWhenNoneIsDue) {
    EXPECT_FALSE((VowFigures{.vowed = 3, .not_yet_due = 3}.kept_part()));
    EXPECT_EQ((VowFigures{.vowed = 1, .due = 1}.kept_part().value()), 0) << "due, and nobody has said anything";
}

}  // namespace
}  // namespace himthough
