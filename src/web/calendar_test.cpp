#include "web/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough::web {
namespace {

using testing::HasSubstr;
using testing::Not;

const Day first = *Day::parse("2026-12-01"), made = *Day::parse("2026-11-22");

TEST(Calendar, HoldsDaysAndATitleAndNothingElse) {
    const Day days[] = {first, first + 7};
    const auto file = calendar(days, "Reminder; a, b", made);
    for (const char* line : {"DTSTART;VALUE=DATE:20261201\r\n", "DTSTART;VALUE=DATE:20261208\r\n", "DTSTAMP:20261122T000000Z\r\n", "SUMMARY:Reminder\\; a\\, b\r\n", "PRODID:-//reminder//EN\r\n"})
        EXPECT_THAT(file, HasSubstr(line));
    for (const char* other : {"http", "himthough", "@", "URL", "ORGANIZER", "LOCATION"}) EXPECT_THAT(file, Not(HasSubstr(other))) << other;
    EXPECT_NE(file, calendar(days, "Reminder; a, b", made)) << "two files have no id in common";
}

TEST(Calendar, HasNoLineThatIsTooLong) {
    const Day days[] = {first};
    const auto file = calendar(days, std::string(40, 'x'), made);
    for (std::size_t begin = 0, end; begin < file.size(); begin = end + 2) {
        end = file.find("\r\n", begin);
        EXPECT_LE(end - begin, 75U);
    }
}

}  // namespace
}  // namespace himthough::web
