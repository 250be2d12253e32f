#include "campaign/demo.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Demo, ReadsWhatTheProjectComesWith) {
    const auto read = read_demo(PROJECT_DIR "/demo/contributions.toml");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    const auto survivors = std::ranges::count(read.contributions, Voice::survivor, &DemoContribution::voice);
    EXPECT_EQ(survivors, 24);
    EXPECT_EQ(read.contributions.size(), 39u);
    for (const auto& said : read.contributions) {
        if (said.voice != Voice::accountable) continue;
        EXPECT_FALSE(said.vow_action.empty());
        EXPECT_GT(said.vow_days, 0);
    }
}

TEST(Demo, FindsWhatIsWrong) {
    const auto file = std::filesystem::temp_directory_path() / ("himthough-demo-" + std::to_string(::getpid()) + ".toml");
    std::ofstream(file) << R"([[survivor]]
language = "en"
words = "Made up."
deed = "said_it"
[[accountable]]
language = "en"
words = "Made up."
deed = "was_drunk"
vow = "Do something."
[[caller]]
language = "en"
words = "Made up."
)";
    const auto read = read_demo(file);
    std::filesystem::remove(file);
    std::vector<std::string> said;
    for (const auto& fault : read.faults) said.push_back(fault.what);
    EXPECT_THAT(said, ElementsAre(HasSubstr("unknown key \"deed\""), "a vow is an action, how somebody could tell, and a day", HasSubstr("was_drunk")));
}

}  // namespace
}  // namespace himthough
