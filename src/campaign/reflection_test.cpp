#include "campaign/reflection.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string situation(const std::string& id) {
    return "[[part.situation]]\nid = \"" + id + "\"\nquestion = \"Did I?\"\nrecognise = [\"I did.\"]\nmeans = \"It can hurt.\"\nnow = [\"Stop.\"]\n";
}

std::string with_situations(int count) {
    std::string text = "title = \"Look back\"\nlead = \"Questions.\"\nintro = \"Take your time.\"\n[[part]]\ntitle = \"One\"\n";
    for (int at = 0; at < count; ++at) text += situation("situation-" + std::to_string(at));
    return text + "[serious]\ntitle = \"Serious\"\nlead = \"It was.\"\n[[serious.part]]\ntitle = \"First\"\ntext = \"Wait.\"\n";
}

class Guides : public testing::Test {
protected:
    Guides() : folder_(std::filesystem::temp_directory_path() / ("himthough-guides-" + std::to_string(::getpid()))) { std::filesystem::create_directories(folder_); }
    ~Guides() override { std::filesystem::remove_all(folder_); }

    ReadReflections read(const std::string& text, const std::string& name = "reflect.en.toml") {
        std::ofstream(folder_ / name) << text;
        return read_reflections(folder_);
    }
    std::vector<std::string> faults(const std::string& text, const std::string& name = "reflect.en.toml") {
        std::vector<std::string> said;
        for (const auto& fault : read(text, name).faults) said.push_back(fault.str());
        return said;
    }
    std::filesystem::path folder_;
};

TEST(Reflection, ThatTheProjectComesWithHasTheSameSituationsInEveryLanguage) {
    const auto read = read_reflections(PROJECT_DIR "/guides");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    ASSERT_THAT(read.reflections, SizeIs(3));
    const auto shape = [](const Reflection& reflection) {
        std::vector<std::string> all;
        for (const auto& part : reflection.parts)
            for (const auto& one : part.situations)
                all.push_back(fmt::format("{} {} {} {}", one.id, one.recognise.size(), one.now.size(), one.serious));
        for (const auto& part : reflection.serious) all.push_back(fmt::format("{}", part.points.size()));
        return all;
    };
    const auto& english = read.reflections.at("en");
    EXPECT_GE(shape(english).size(), 12u);
    for (const auto& [language, reflection] : read.reflections) EXPECT_EQ(shape(reflection), shape(english)) << language;
}

TEST_F(Guides, ReadsAWholeFile) {
    const auto read = this->read(with_situations(12));
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    const auto& reflection = read.reflections.at("en");
    ASSERT_THAT(reflection.parts, SizeIs(1));
    ASSERT_THAT(reflection.parts[0].situations, SizeIs(12));
    EXPECT_THAT(reflection.parts[0].situations[0].recognise, ElementsAre("I did."));
    EXPECT_FALSE(reflection.parts[0].situations[0].serious);
    EXPECT_EQ(reflection.serious.at(0).text, "Wait.");
}

TEST_F(Guides, WantsTwelveToTwentySituations) {
    EXPECT_THAT(faults(with_situations(11)), ElementsAre(HasSubstr("there are 11 situations; write 12 to 20 of them")));
    EXPECT_THAT(faults(with_situations(21)), SizeIs(1));
    EXPECT_THAT(faults(with_situations(20)), IsEmpty());
}

TEST_F(Guides, SaysEveryFaultWithItsPlace) {
    auto text = with_situations(12);
    text.replace(text.find("situation-3"), 11, "situation-2");
    text.replace(text.find("situation-5"), 11, "Situation 5");
    text.replace(text.find("intro ="), 5, "itro");
    const auto said = faults(text);
    EXPECT_THAT(said, Contains(HasSubstr("reflect.en.toml:3:1: unknown key \"itro\"; did you mean \"intro\"?")));
    EXPECT_THAT(said, Contains(HasSubstr("the id \"situation-2\" stands here twice")));
    EXPECT_THAT(said, Contains(HasSubstr("the id \"Situation 5\" holds something else")));
    EXPECT_THAT(faults("title = \n"), ElementsAre(HasSubstr("reflect.en.toml:1:")));
}

TEST_F(Guides, EnglishMustBeThereAndOtherLanguagesFallBackToIt) {
    EXPECT_THAT(faults(with_situations(12), "reflect.es.toml"), ElementsAre(HasSubstr("reflect.en.toml:1:1: there is no look back in English")));
    const auto both = read(with_situations(12));
    EXPECT_THAT(both.faults, IsEmpty());
    Movement movement;
    movement.languages = {"en", "it", "es"};
    EXPECT_THAT(without_reflection(both.reflections, {movement}), ElementsAre("it"));
    EXPECT_THAT(faults(with_situations(12), "reflect.nowhere-at-all.toml"), ElementsAre(HasSubstr("the file is not named after a language")));
}

}  // namespace
}  // namespace himthough
