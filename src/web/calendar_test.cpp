#include "web/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough::web {
namespace {

using testing::HasSubstr;
using testing::Not;

const Day first = *Day::parse("2026-12-01");

TEST(Calendar, HoldsDaysAndATitleAndNothingElse) {
    const Day days[] = {first, first + 7};
    const auto file = calendar(days, "Reminder; a, b", random_key());
    for (const char* line : {"DTSTART;VALUE=DATE:20261201\r\n", "DTSTART;VALUE=DATE:20261208\r\n", "DTSTAMP:20261201T000000Z\r\n", "SUMMARY:Reminder\\; a\\, b\r\n", "PRODID:-//reminder//EN\r\n"})
        EXPECT_THAT(file, HasSubstr(line));
    for (const char* other : {"http", "himthough", "@", "URL", "ORGANIZER", "LOCATION"}) EXPECT_THAT(file, Not(HasSubstr(other))) << other;
    EXPECT_NE(file, calendar(days, "Reminder; a, b", random_key())) << "two files have no id in common";
    const auto series = random_key();
    EXPECT_EQ(calendar(days, "a", series), calendar(days, "a", series)) << "a feed that is fetched again adds nothing twice";
}

TEST(Calendar, HasNoLineThatIsTooLong) {
    const Day days[] = {first};
    const auto file = calendar(days, std::string(40, 'x'), random_key());
    for (std::size_t begin = 0, end; begin < file.size(); begin = end + 2) {
        end = file.find("\r\n", begin);
        EXPECT_LE(end - begin, 75U);
    }
}

}  // namespace
}  // namespace himthough::web
