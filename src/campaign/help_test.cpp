#include "campaign/help.h"

#include <fstream>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string good = R"([[line]]
name = "A help line"
languages = ["en"]
for_whom = "survivors"
phone = "0800 000 000"
hours = "day and night"
source = "https://www.example.org/"
verified = 2026-11-22
)";

ReadHelp read_one(const std::string& text, const std::string& name = "gb.toml") {
    const auto folder = std::filesystem::temp_directory_path() / ("himthough-help-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / name) << text;
    auto read = read_help(folder);
    std::filesystem::remove_all(folder);
    return read;
}

TEST(Help, ReadsTheLinesThatTheProjectComesWith) {
    const auto read = read_help(PROJECT_DIR "/help");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    std::set<std::string> countries, for_whom;
    for (const auto& line : read.lines) {
        countries.insert(line.country);
        for_whom.insert(line.for_whom);
    }
    ASSERT_GE(countries.size(), 12u);
    EXPECT_THAT(for_whom, testing::IsSupersetOf({"survivors", "worried"}));
    EXPECT_TRUE(read.lines.back().country.empty()) << "lines for every country stand last";
}

TEST(Help, TakesTheCountryFromTheFileName) {
    const auto read = read_one(good);
    ASSERT_THAT(read.faults, IsEmpty());
    ASSERT_THAT(read.lines, SizeIs(1));
    EXPECT_EQ(read.lines[0].country, "GB");
    EXPECT_EQ(read.lines[0].verified, Day::parse("2026-11-22"));
    EXPECT_EQ(read_one(good, "international.toml").lines.at(0).country, "");
    EXPECT_THAT(read_one(good, "uk.toml").faults, SizeIs(1));
    EXPECT_THAT(read_one(good, "GB.toml").faults, SizeIs(1));
}

TEST(Help, FindsEveryFaultOfALine) {
    const auto read = read_one(R"([[line]]
name = "A help line"
languages = ["en", "klingonish"]
for_whom = "offenders"
phone = "call us"
web = "www.example.org"
source = "https://www.example.org/"
verified = "2026-11-22"
tel = "1"
[[line]]
name = "Nobody answers"
languages = []
for_whom = "anyone"
hours = "never"
source = "https://www.example.org/"
verified = 2026-11-22
)");
    std::vector<std::string> said;
    for (const auto& fault : read.faults) said.push_back(fault.str());
    EXPECT_THAT(said, ElementsAre(HasSubstr(":1:1: \"hours\" is missing"), HasSubstr(":3:20: \"klingonish\" is not a language tag"),
                                  HasSubstr(":4:12: \"for_whom\" is \"offenders\""), HasSubstr(":5:9: \"phone\" is not a telephone number"),
                                  HasSubstr(":6:7: \"web\" is not an https address"), HasSubstr(":8:12: \"verified\" is a text"),
                                  HasSubstr(":9:1: unknown key \"tel\""), HasSubstr(":10:1: nobody can be reached here"),
                                  HasSubstr(":12:13: \"languages\" is empty")));
}

}  // namespace
}  // namespace himthough
