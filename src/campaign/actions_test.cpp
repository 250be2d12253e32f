#include "campaign/actions.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::Ge;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Menus : public testing::Test {
protected:
    Menus() : folder_(std::filesystem::temp_directory_path() / ("himthough-actions-" + std::to_string(::getpid()))) { std::filesystem::create_directories(folder_); }
    ~Menus() override { std::filesystem::remove_all(folder_); }

    static std::string one(const std::string& id, const std::string& kind, const std::string& does) {
        return fmt::format("[[action]]\nid = \"{}\"\nkind = \"{}\"\ndoes = \"{}\"\nshows = \"It can be seen.\"\nrhythm = \"once\"\n", id, kind, does);
    }
    static std::string actions(int count) {
        std::string text;
        for (int at = 0; at < count; ++at) text += one(fmt::format("action-{}", at), "learn", "I read.");
        return text;
    }
    void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }
    std::vector<std::string> faults(const ActionsFile* instead = nullptr) const {
        std::vector<std::string> said;
        for (const auto& fault : read_actions(folder_, instead).faults) said.push_back(fault.str());
        return said;
    }
    std::filesystem::path folder_;
};

TEST_F(Menus, ThatTheProjectComesWithAreSoundInEveryLanguage) {
    const auto read = read_actions(PROJECT_DIR "/guides");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    ASSERT_THAT(read.actions, SizeIs(3));
    for (const auto& [language, menu] : read.actions) EXPECT_THAT(menu, SizeIs(Ge(40U))) << language;
}

TEST_F(Menus, HaveInEnglishWhatIsNotTranslatedEachAmongItsKind) {
    write("actions.en.toml", actions(40) + one("last", "stop", "I stop."));
    write("actions.es.toml", one("action-1", "learn", "Leo."));
    const auto read = read_actions(folder_);
    EXPECT_THAT(faults(), IsEmpty());
    const auto& spanish = read.actions.at("es");
    ASSERT_THAT(spanish, SizeIs(41));
    EXPECT_EQ(spanish.front().does, "I stop.");
    EXPECT_EQ(spanish[1].does, "I read.");
    EXPECT_EQ(spanish[2].does, "Leo.");
    EXPECT_EQ(read.actions.at("en")[2].does, "I read.");
}

TEST_F(Menus, HaveNothingThatEnglishDoesNotHave) {
    write("actions.en.toml", actions(40));
    write("actions.es.toml", one("action-1", "learn", "Leo.") + one("another", "learn", "Leo."));
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("actions.es.toml:7:1: there is no action \"another\" in English; take it out here first")));
    const ActionsFile fewer{"actions.es.toml", one("action-1", "learn", "Leo.")};
    EXPECT_THAT(faults(&fewer), IsEmpty()) << "read in the place of the file";
}

TEST_F(Menus, InEnglishMustBeThereAndBeFortyOrMore) {
    write("actions.es.toml", actions(40));
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("there is no menu of actions in English")));
    write("actions.en.toml", actions(39));
    EXPECT_THAT(faults(), testing::Contains(HasSubstr("there are 39 actions; write 40 or more")));
}

}  // namespace
}  // namespace himthough
