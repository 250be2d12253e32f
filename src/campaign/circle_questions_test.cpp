#include "campaign/circle_questions.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class CircleLists : public testing::Test {
protected:
    CircleLists() : folder_(std::filesystem::temp_directory_path() / ("himthough-circles-" + std::to_string(::getpid()))) { std::filesystem::create_directories(folder_); }
    ~CircleLists() override { std::filesystem::remove_all(folder_); }

    static std::string questions(int count, const std::string& more = "") {
        std::string text;
        for (int at = 0; at < count; ++at) text += fmt::format("[[question]]\nid = \"question-{}\"\ntext = \"What did I do?\"\n", at);
        return text + more;
    }
    std::vector<std::string> faults(const std::string& text, const std::string& name = "circle.en.toml") {
        std::ofstream(folder_ / name) << text;
        std::vector<std::string> said;
        for (const auto& fault : read_circle_questions(folder_).faults) said.push_back(fault.str());
        return said;
    }
    std::filesystem::path folder_;
};

TEST_F(CircleLists, ThatTheProjectComesWithAreThirtyInEveryLanguage) {
    const auto read = read_circle_questions(PROJECT_DIR "/guides");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    ASSERT_THAT(read.questions, SizeIs(3));
    for (const auto& [language, list] : read.questions) EXPECT_THAT(list, SizeIs(30)) << language;
}

TEST_F(CircleLists, SayWhatIsWrongWithThem) {
    EXPECT_THAT(faults(questions(30)), IsEmpty());
    EXPECT_THAT(faults(questions(29)), ElementsAre(HasSubstr("there are 29 questions")));
    EXPECT_THAT(faults(questions(30, "[[question]]\nid = \"question-3\"\ntext = \"Once more?\"\n")), ElementsAre(HasSubstr("stands here twice")));
    EXPECT_THAT(faults(questions(30, "[[question]]\nid = \"more\"\ntext = \"\"\n")), ElementsAre(HasSubstr("\"text\" is empty")));
    EXPECT_THAT(faults(questions(30, "[[question]]\nid = \"more\"\nask = \"?\"\ntext = \"Well?\"\n")), ElementsAre(HasSubstr("unknown key \"ask\"")));
}

TEST_F(CircleLists, HaveTheSameQuestionsInEveryLanguageAndEnglishAmongThem) {
    EXPECT_THAT(faults(questions(30), "circle.fr.toml"), ElementsAre(HasSubstr("no questions for circles in English")));
    EXPECT_THAT(faults(questions(31), "circle.en.toml"), ElementsAre(HasSubstr("its ids are not those")));
}

}  // namespace
}  // namespace himthough
