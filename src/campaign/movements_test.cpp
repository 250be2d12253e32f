#include "campaign/movements.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string good = R"(languages = ["en"]
leave_to = "https://www.example.org/"
[tags.survivor]
en = ["MeToo"]
[tags.accountable]
en = ["IDidThat"]
[text.en]
name = "A movement"
question = "A question?"
about = "About."
origin = "Origin."
him_though = "Him, though."
)";

/// A folder with movement files, gone when the test ends.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("himthough-campaign-" + unique())) { std::filesystem::create_directories(path_); }
    ~Folder() { std::filesystem::remove_all(path_); }
    void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }
    const std::filesystem::path& path() const { return path_; }

private:
    static std::string unique() {
        return std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + "-" + std::to_string(::getpid());
    }
    std::filesystem::path path_;
};

ReadMovements read_one(const std::string& text, const std::string& name = "one.toml") {
    Folder folder;
    folder.write(name, text);
    return read_movements(folder.path());
}

std::string with(std::string text, const std::string& what, const std::string& instead) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), instead);
}

/// The only fault of a file that differs from the good one in one place.
Fault the_fault_of(const std::string& what, const std::string& instead) {
    const auto read = read_one(with(good, what, instead));
    EXPECT_THAT(read.movements, IsEmpty());
    EXPECT_THAT(read.faults, SizeIs(1)) << (read.faults.empty() ? "" : read.faults.back().str());
    return read.faults.empty() ? Fault{} : read.faults.front();
}

TEST(Movements, ReadsTheOneThatTheProjectComesWith) {
    const auto read = read_movements(PROJECT_DIR "/movements");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    ASSERT_THAT(read.movements, SizeIs(1));
    const auto& movement = read.movements.front();
    EXPECT_EQ(movement.slug, "himthough");
    EXPECT_FALSE(movement.demo);
    EXPECT_THAT(movement.languages, ElementsAre("en", "es", "fr"));
    EXPECT_EQ(movement.text("en").name, "Him, though?");
    EXPECT_GE(movement.tags.size(), 20u);
    EXPECT_EQ(movement.rhythm.editions, std::chrono::minutes(15));
}

TEST(Movements, ReadsTheDemonstration) {
    const auto read = read_movements(PROJECT_DIR "/demo/movements");
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
    ASSERT_THAT(read.movements, SizeIs(1));
    EXPECT_TRUE(read.movements.front().demo);
}

TEST(Movements, ReadsASmallOne) {
    const auto read = read_one(good);
    ASSERT_THAT(read.faults, IsEmpty());
    ASSERT_THAT(read.movements, SizeIs(1));
    EXPECT_EQ(read.movements[0].slug, "one");
    EXPECT_THAT(read.movements[0].tags, SizeIs(2));
}

TEST(Movements, SaysWhereTheTomlIsBroken) {
    const auto read = read_one("languages = [\"en\"]\nleave_to = = 1\n");
    ASSERT_THAT(read.faults, SizeIs(1));
    EXPECT_EQ(read.faults[0].line, 2u);
    EXPECT_THAT(read.faults[0].str(), AllOf(HasSubstr("one.toml:2:"), HasSubstr("TOML")));
}

TEST(Movements, GuessesWhichKeyWasMeant) {
    const auto fault = the_fault_of("leave_to = ", "leaveto = \"x\"\nleave_to = ");
    EXPECT_THAT(fault.str(), AllOf(HasSubstr("one.toml:2:1: unknown key \"leaveto\""), HasSubstr("did you mean \"leave_to\"?")));
}

TEST(Movements, ListsTheVoicesWhenThereIsNoSuchVoice) {
    const auto fault = the_fault_of("[tags.accountable]", "[tags.sinner]\nen = [\"x\"]\n[tags.accountable]");
    EXPECT_THAT(fault.what, HasSubstr("sinner"));
    EXPECT_THAT(fault.what_to_do, HasSubstr("survivor, accountable, caller, ally"));
}

TEST(Movements, FindsEveryFaultOfAFileInOneGo) {
    const auto read = read_one(R"(languages = ["en", "english", "es"]
leave_to = "http://www.example.org/"
countries = ["GB", "UK"]
demo = "yes"
[rhythm]
editions = "a while"
[tags.survivor]
en = ["#MeToo", "Me Too", ""]
[tags.accountable]
en = ["IDidThat"]
es = ["ididthat"]
[tags.ally]
en = ["IDIDTHAT"]
[text.en]
name = ""
question = 7
about = "About."
origin = "Origin."
)");
    std::vector<std::string> said;
    for (const auto& fault : read.faults) said.push_back(fault.str());
    EXPECT_THAT(said, ElementsAre(
        HasSubstr(":1:20: \"english\" is not a language tag"),
        HasSubstr(":1:20: there is no [text.english]"),
        HasSubstr(":1:31: there is no [text.es]"),
        HasSubstr(":2:12: \"leave_to\" is not an https address"),
        HasSubstr(":3:20: \"UK\" is not a country code"),
        HasSubstr(":4:8: \"demo\" is a text"),
        HasSubstr(":6:12: \"editions\" is not a length of time"),
        HasSubstr(":8:7: the tag \"#MeToo\" begins with #"),
        HasSubstr(":8:17: the tag \"Me Too\" holds a space"),
        HasSubstr(":8:27: \"en\" is empty"),
        HasSubstr(":13:7: the tag \"IDIDTHAT\" stands in two voices, here and in line 10"),
        HasSubstr(":14:1: \"him_though\" is missing"),
        HasSubstr(":15:8: \"name\" is empty"),
        HasSubstr(":16:12: \"question\" is a number")));
}

TEST(Movements, TakesOneTagInSeveralLanguagesOfOneVoice) {
    EXPECT_THAT(read_one(with(good, "en = [\"MeToo\"]", "en = [\"MeToo\"]\nsv = [\"metoo\"]")).faults, IsEmpty());
}

TEST(Movements, RefusesATagThatIsNotComposed) {
    const auto fault = the_fault_of("[\"MeToo\"]", "[\"YoTambie\\u0301n\"]");
    EXPECT_THAT(fault.what, HasSubstr("NFC"));
}

TEST(Movements, FindsOneTagInTwoVoicesHoweverItIsComposed) {
    const auto read = read_one(with(good, "en = [\"IDidThat\"]", "en = [\"IDidThat\", \"METOO\"]"));
    ASSERT_THAT(read.faults, SizeIs(1));
    EXPECT_THAT(read.faults[0].what, HasSubstr("two voices"));
    EXPECT_EQ(fold_tag("#YoTambie\u0301n"), fold_tag("yotambién"));
    EXPECT_EQ(fold_tag("MeToo"), fold_tag("METOO"));
    EXPECT_NE(fold_tag("MeToo"), fold_tag("MeTwo"));
}

TEST(Movements, TakesTagsOfEveryScript) {
    const auto text = with(good, "en = [\"MeToo\"]", "ar = [\"أنا_كمان\", \"أنا_أيضاً\"]\nzh = [\"我也是\"]\nhi = [\"मैं_भी\"]");
    const auto read = read_one(text);
    for (const auto& fault : read.faults) ADD_FAILURE() << fault.str();
}

TEST(Movements, WantsSurvivorsWordsNoMoreOftenThanEditions) {
    const auto fault = the_fault_of("[tags.survivor]", "[rhythm]\neditions = \"1 h\"\nsurvivors = \"15 min\"\n[tags.survivor]");
    EXPECT_THAT(fault.what, HasSubstr("more often"));
}

TEST(Movements, WantsEveryCreditInEveryLanguage) {
    const auto read = read_one(good + "[[credits]]\nwho = \"Somebody\"\nwhen = \"2006\"\nwhat = { es = \"x\" }\n");
    std::vector<std::string> said;
    for (const auto& fault : read.faults) said.push_back(fault.what);
    EXPECT_THAT(said, ElementsAre("\"what\" is missing in \"en\"", "\"es\" is not among the languages of this movement"));
}

TEST(Movements, WantsAFileNameThatCanBeAnAddress) {
    EXPECT_THAT(read_one(good, "help.toml").faults, SizeIs(1));
    EXPECT_THAT(read_one(good, "A Movement.toml").faults, SizeIs(1));
    EXPECT_TRUE(is_slug("me-too-2017"));
    EXPECT_FALSE(is_slug("m"));
    EXPECT_FALSE(is_slug("desk"));
    EXPECT_FALSE(is_slug("robots.txt"));
    EXPECT_FALSE(is_slug(std::string(33, 'a')));
}

TEST(Movements, LeavesOutAFaultyOneAndReadsTheRest) {
    Folder folder;
    folder.write("bad.toml", "x = 1");
    folder.write("good.toml", good);
    folder.write("README.md", "not a movement");
    const auto read = read_movements(folder.path());
    ASSERT_THAT(read.movements, SizeIs(1));
    EXPECT_EQ(read.movements[0].slug, "good");
    EXPECT_FALSE(read.faults.empty());
    for (const auto& fault : read.faults) EXPECT_THAT(fault.file, HasSubstr("bad.toml"));
}

TEST(Movements, SaysThatThereIsNone) {
    Folder folder;
    EXPECT_THAT(read_movements(folder.path()).faults, SizeIs(1));
    EXPECT_THAT(read_movements(folder.path() / "nowhere").faults, SizeIs(1));
}

TEST(Movements, NeverThrowsForWhatStandsInAFile) {
    for (const std::string text : {"", "\xff\xfe", "a.b.c = {}", "languages = 1", "languages = [1, [], {}]", "text = []", "tags = 3",
                                   "tags = { survivor = [] }", "credits = [1]", "credits = {}", "rhythm = []", "text = { en = 1 }",
                                   "languages = [\"en\"]\ntags.survivor.en = \"MeToo\"", "rhythm = { editions = 15 }"}) {
        const auto read = read_one(text);
        EXPECT_FALSE(read.faults.empty()) << text;
        EXPECT_THAT(read.movements, IsEmpty());
    }
}

}  // namespace
}  // namespace himthough
