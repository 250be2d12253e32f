#include "campaign/rules.h"

#include <unistd.h>

#include <fstream>

#include "guard/phone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string sentences() {
    std::string text = "language = \"en\"\n";
    for (const char* table : {"[says]", "[stands_for]"}) {
        text += std::string(table) + "\n";
        for (const auto kind : guard::kinds) text += std::string(kind) + " = \"[" + std::string(kind) + "]\"\n";
    }
    return text;
}

/// One folder of packs: "en.toml" with all sentences and `rules` after them, and the writing aid's where there is one.
ReadRules read(const std::string& rules, const std::string& aid = "", const std::string& any = "") {
    const auto folder = std::filesystem::temp_directory_path() / ("himthough-rules-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder / "aid");
    std::ofstream(folder / "en.toml") << sentences() << rules;
    if (!aid.empty()) std::ofstream(folder / "aid" / "en.toml") << aid;
    if (!any.empty()) std::ofstream(folder / "any.toml") << any;
    auto made = read_rules(folder, {"GB"});
    std::filesystem::remove_all(folder);
    return made;
}

const std::string good = R"--(
[lists]
role = ["coach", "boss"]
[[rule]]
id = "role-and-name"
kind = "name"
tier = "ask"
pattern = '''\b[Mm]y {role},? (\p{Lu}\p{L}+)'''
check = "listed-name"
unless = "May"
finds = ["My coach Dan stayed."]
leaves = ["My coach stayed.", "My coach May."]
)--";

std::vector<std::string> said(const std::vector<Fault>& faults) {
    std::vector<std::string> all;
    for (auto fault : faults) {
        fault.file = std::filesystem::path(fault.file).filename();
        all.push_back(fault.str());
    }
    return all;
}

TEST(Rules, ReadsThePacksThatTheProjectComesWith) {
    const auto rules = read_rules(PROJECT_DIR "/rules", guard::usual_phone_regions());
    for (const auto* faults : {&rules.faults, &rules.broken})
        for (const auto& fault : *faults) ADD_FAILURE() << fault.str();
    for (const char* language : {"en", "es", "fr"})
        for (const auto kind : guard::kinds) EXPECT_TRUE(rules.guard->stands_for(kind, language).starts_with("[")) << language << kind;
    EXPECT_TRUE(rules.guard->read("write to someone@example.org").any(Tier::stop));
    EXPECT_TRUE(rules.guard->read("call 020 7946 0000 now").any(Tier::stop));
}

TEST(Rules, AreNotAskedForTheirExamplesAgainUntilSomethingChanges) {
    const auto folder = std::filesystem::temp_directory_path() / ("himthough-sound-" + std::to_string(::getpid()));
    const auto known = folder / "rules.sound";
    std::filesystem::create_directories(folder / "rules");
    const auto write = [&](const std::string& rules) { std::ofstream(folder / "rules" / "en.toml") << sentences() << rules; };
    const auto mark = [&] {
        std::ifstream in(known);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };

    auto failing = good;
    failing.replace(failing.find("My coach Dan stayed."), 20, "Nobody was there.   ");
    write(failing);
    for (int twice = 0; twice < 2; ++twice) EXPECT_EQ(read_rules(folder / "rules", {"GB"}, known).broken.size(), 1u);
    EXPECT_FALSE(std::filesystem::exists(known));

    write(good);
    EXPECT_THAT(read_rules(folder / "rules", {"GB"}, known).broken, IsEmpty());
    const auto first = mark();
    EXPECT_EQ(first.size(), 65u);
    const auto again = read_rules(folder / "rules", {"GB"}, known);
    EXPECT_TRUE(again.guard->read("My coach Dan stayed.").any(Tier::ask));
    EXPECT_EQ(mark(), first);

    write(failing);
    EXPECT_EQ(read_rules(folder / "rules", {"GB"}, known).broken.size(), 1u);
    std::filesystem::remove_all(folder);
}

TEST(Rules, ReadsARuleWithItsListCheckAndExamples) {
    const auto rules = read(good);
    EXPECT_THAT(said(rules.faults), IsEmpty());
    EXPECT_THAT(said(rules.broken), IsEmpty());
    const auto found = rules.guard->read("It was my boss, Dan.").found;
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].rule, "role-and-name");
    EXPECT_EQ(found[0].tier, Tier::ask);
    EXPECT_EQ(rules.guard->packs().front().rules.front().line, 37u);
}

TEST(Rules, SaysWhereARuleIsBrokenAndKeepsTheOthers) {
    const auto rules = read(good + R"--(
[[rule]]
id = "role-and-name"
kind = "nmae"
tier = "shout"
check = "guess"
any_cases = true
pattern = '''{rolle} (x)(?=y)'''
finds = []
[[rule]]
id = "lookahead"
kind = "name"
tier = "ask"
pattern = "(x)(?=y)"
finds = ["x"]
leaves = ["y"]
[[rule]]
id = "open"
kind = "name"
tier = "ask"
pattern = "(x(?:y)"
finds = ["x"]
leaves = ["y"]
[[rule]]
id = "blind"
kind = "name"
tier = "ask"
pattern = "(x)"
finds = ["y"]
leaves = ["z"]
)--");
    EXPECT_THAT(said(rules.faults), IsEmpty());
    EXPECT_THAT(said(rules.broken),
                ElementsAre(HasSubstr("\"leaves\" is missing"), HasSubstr("the id \"role-and-name\" stands at"), HasSubstr("no kind \"nmae\""), HasSubstr("no tier \"shout\""),
                            HasSubstr("no check \"guess\""), HasSubstr("unknown key \"any_cases\"; did you mean \"any_case\"?"), HasSubstr("no list \"rolle\""),
                            HasSubstr("\"finds\" is empty"), HasSubstr("has (?="), HasSubstr("the pattern missing )"), HasSubstr("does not find anything in \"y\"")));
    EXPECT_EQ(rules.guard->read("It was my boss, Dan. x").found.size(), 1u);
}

TEST(Rules, FindsTheSameIdInTwoPacks) {
    const auto rules = read(good, "", "[[rule]]\nid = \"role-and-name\"\nkind = \"name\"\ntier = \"ask\"\npattern = \"(x)\"\nfinds = [\"x\"]\nleaves = [\"y\"]\n");
    EXPECT_THAT(said(rules.broken), ElementsAre(HasSubstr("any.toml:1 already")));
}

TEST(Rules, APackMustHaveASentenceForEveryKind) {
    const auto folder = std::filesystem::temp_directory_path() / ("himthough-rules-es-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "en.toml") << sentences();
    std::ofstream(folder / "es.toml") << "language = \"es\"\n[says]\nnmae = \"x\"\n[[rulez]]\n";
    std::ofstream(folder / "no.toml") << "this is no toml";
    const auto rules = read_rules(folder, {});
    std::filesystem::remove_all(folder);
    EXPECT_THAT(said(rules.faults), testing::IsSupersetOf({HasSubstr("\"stands_for\" is missing"), HasSubstr("\"nmae\" is no kind"), HasSubstr("\"plate\" is missing"),
                                                           HasSubstr("unknown key \"rulez\""), HasSubstr("no.toml:1:6")}));
}

TEST(Rules, ReadsWhatTheWritingAidAsks) {
    const auto rules = read("", R"--(language = "en"
[[question]]
id = "if"
kind = "conditional"
any_case = true
pattern = "(if anyone)"
asks = "Who was hurt?"
finds = ["If anyone was hurt"]
leaves = ["I hurt her"]
[[missing]]
id = "i-did"
pattern = "I (?:said|did)"
asks = "What did you do?"
finds = ["I did it"]
leaves = ["It happened"]
[[question]]
id = "wrong"
kind = "name"
pattern = "(x)"
asks = "?"
finds = ["x"]
leaves = ["y"]
)--");
    EXPECT_THAT(said(rules.faults), IsEmpty());
    EXPECT_THAT(said(rules.broken), ElementsAre(HasSubstr("no kind \"name\"")));
    const auto questions = rules.aid->ask("Sorry if anyone was hurt.", "en");
    ASSERT_EQ(questions.size(), 2u);
    EXPECT_EQ(questions[0].asks, "Who was hurt?");
    EXPECT_EQ(questions[1].id, "i-did");
}

TEST(Rules, AreRefusedWithoutAFolderOrWithoutEnglish) {
    EXPECT_THAT(said(read_rules("/nowhere/rules", {}).faults), Contains(HasSubstr("cannot be read")));
    const auto folder = std::filesystem::temp_directory_path() / ("himthough-rules-none-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    EXPECT_THAT(said(read_rules(folder, {}).faults), Contains(HasSubstr("no pack in English")));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace himthough
