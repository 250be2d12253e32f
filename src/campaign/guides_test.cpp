#include "campaign/guides.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class TalkGuides : public testing::Test {
protected:
    TalkGuides() : folder_(std::filesystem::temp_directory_path() / ("himthough-talk-" + std::to_string(::getpid()))) { std::filesystem::create_directories(folder_); }
    ~TalkGuides() override { std::filesystem::remove_all(folder_); }

    ReadGuides read(const std::string& text, const std::string& name = "asking.en.md") {
        std::ofstream(folder_ / name) << text;
        return read_guides(folder_);
    }
    /// "line: what" of each fault.
    std::vector<std::string> faults(const std::string& text, const std::string& name = "asking.en.md") {
        std::vector<std::string> said;
        for (const auto& fault : read(text, name).faults) said.push_back(std::to_string(fault.line) + ": " + fault.what);
        return said;
    }
    std::filesystem::path folder_;
};

TEST_F(TalkGuides, ThatTheProjectComesWithHaveTheSameShapeInEveryLanguage) {
    const auto read = read_guides(PROJECT_DIR "/guides/talk");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    EXPECT_GE(read.guides.size(), 6u);
    for (const auto& [name, languages] : read.guides) {
        EXPECT_THAT(languages, SizeIs(3)) << name;
        for (const auto& [language, guide] : languages) {
            EXPECT_FALSE(guide.title.empty()) << name << " " << language;
            EXPECT_THAT(guide.parts, SizeIs(languages.at("en").parts.size())) << name << " " << language;
        }
    }
}

TEST_F(TalkGuides, HoldATitleALeadAndPartsOfParagraphsAndLists) {
    const auto read = this->read("# Ask\n\nFor whoever\nasks.\n\nOnce.\n\n## How\n\n- Alone.\n- In private.\n\nThen wait.\n");
    EXPECT_THAT(read.faults, IsEmpty());
    const auto& guide = read.guides.at("asking").at("en");
    EXPECT_EQ(guide.title, "Ask");
    EXPECT_EQ(guide.lead, "For whoever asks.");
    ASSERT_THAT(guide.parts, SizeIs(2));
    EXPECT_EQ(guide.parts[0].title, "");
    ASSERT_THAT(guide.parts[1].blocks, SizeIs(2));
    EXPECT_TRUE(guide.parts[1].blocks[0].list);
    EXPECT_THAT(guide.parts[1].blocks[0].texts, ElementsAre("Alone.", "In private."));
    EXPECT_THAT(guide.parts[1].blocks[1].texts, ElementsAre("Then wait."));
}

TEST_F(TalkGuides, SayInWhichLineSomethingIsNotAsItShouldBe) {
    EXPECT_THAT(faults("Ask\n"), ElementsAre("1: the file does not begin with its title"));
    EXPECT_THAT(faults("# Ask\n\n## How\n"), ElementsAre("3: there is no paragraph under the title"));
    EXPECT_THAT(faults("# Ask\n\nOnce.\n\n> Said.\n"), ElementsAre("5: this is no paragraph, no list and no heading with ##"));
    EXPECT_THAT(faults("# Ask\n\nOnce.\n\n- One.\n  - Inside.\n"), ElementsAre("5: this item is not one paragraph"));
    EXPECT_THAT(faults("# Ask\n\nOnce.\n\n" + std::string(1001, 'a') + "\n"), ElementsAre("5: this has more than 1000 signs"));
}

TEST_F(TalkGuides, HoldNoMarkupThatABrowserWouldFollow) {
    for (const std::string line : {"<script>x</script>", "[here](https://example.org)", "**now**", "`x`", "![x](y.png)", "a <b>b</b>"})
        EXPECT_THAT(faults("# Ask\n\nOnce.\n\n" + line + "\n"), SizeIs(1)) << line;
}

TEST_F(TalkGuides, AreThereInEveryLanguageThatOneOfThemHas) {
    read("# Ask\n\nOnce.\n");
    const auto read = this->read("# Pide\n\nUna vez.\n", "asking.es.md");
    EXPECT_THAT(read.faults, IsEmpty());
    const auto missing = this->read("# Listen\n\nFirst.\n", "listening.en.md").faults;
    ASSERT_THAT(missing, SizeIs(1));
    EXPECT_THAT(missing[0].file, HasSubstr("listening.es.md"));
    EXPECT_THAT(faults("# Ask\n\nOnce.\n", "Asking.xx-nowhere.md"), SizeIs(2));
}

}  // namespace
}  // namespace himthough
