#include "campaign/answer_sentences.h"

#include <fstream>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace himthough {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Ge;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;

class AnswerLists : public testing::Test {
protected:
    AnswerLists() : folder_(std::filesystem::temp_directory_path() / ("himthough-answers-" + std::to_string(::getpid()))) { std::filesystem::create_directories(folder_); }
    ~AnswerLists() override { std::filesystem::remove_all(folder_); }

    static std::string one(const std::string& id, const std::string& text) { return fmt::format("[[sentence]]\nid = \"{}\"\ntext = \"{}\"\n", id, text); }
    static std::string sentences(int count, const std::string& more = "") {
        std::string text;
        for (int at = 0; at < count; ++at) text += one(fmt::format("sentence-{}", at), "I believe you.");
        return text + more;
    }
    std::vector<std::string> faults(const std::string& text, const std::string& name = "answers.en.toml") {
        std::ofstream(folder_ / name) << text;
        std::vector<std::string> said;
        for (const auto& fault : read_answer_sentences(folder_).faults) said.push_back(fault.str());
        return said;
    }
    std::filesystem::path folder_;
};

TEST_F(AnswerLists, ThatTheProjectComesWithAreSoundInEveryLanguage) {
    const auto read = read_answer_sentences(PROJECT_DIR "/guides");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    ASSERT_THAT(read.sentences, SizeIs(3));
    for (const auto& [language, list] : read.sentences) EXPECT_THAT(list, SizeIs(AllOf(Ge(6U), Le(12U)))) << language;
}

TEST_F(AnswerLists, SayWhatIsWrongWithThem) {
    EXPECT_THAT(faults(sentences(6)), IsEmpty());
    EXPECT_THAT(faults(sentences(5)), ElementsAre(HasSubstr("there are 5 sentences")));
    EXPECT_THAT(faults(sentences(13)), ElementsAre(HasSubstr("there are 13 sentences")));
    EXPECT_THAT(faults(sentences(6, one("sentence-3", "Once more."))), ElementsAre(HasSubstr("stands here twice")));
    EXPECT_THAT(faults(sentences(6, one("more", ""))), ElementsAre(HasSubstr("\"text\" is empty")));
    EXPECT_THAT(faults(sentences(6, one("more", std::string(121, 'a')))), ElementsAre(HasSubstr("has 121 characters")));
    EXPECT_THAT(faults(sentences(6, one("own", "Mine."))), ElementsAre(HasSubstr("stands for own words")));
}

TEST_F(AnswerLists, AskNothingOfAnybody) {
    EXPECT_THAT(faults(sentences(6, one("more", "Who was it?"))), ElementsAre(HasSubstr("the sentence asks something")));
}

TEST_F(AnswerLists, HaveTheSameSentencesInEveryLanguageAndEnglishAmongThem) {
    EXPECT_THAT(faults(sentences(6), "answers.fr.toml"), ElementsAre(HasSubstr("no sentences for answers in English")));
    EXPECT_THAT(faults(sentences(7), "answers.en.toml"), ElementsAre(HasSubstr("its ids are not those")));
}

}  // namespace
}  // namespace himthough
