#include "guard/aid.h"

#include "guard/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace himthough::guard {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AidRule question(std::string id, std::string pattern) {
    return {.id = id, .kind = "conditional", .missing = false, .pattern = {with_classes(pattern, true), "", Check::none}, .asks = "About " + id + "?", .examples = {{}, {}}};
}
AidRule missing(std::string id, std::string pattern) {
    auto rule = question(std::move(id), std::move(pattern));
    rule.kind.clear();
    rule.missing = true;
    return rule;
}

Aid aid_of(std::vector<AidRule> rules) { return Aid({{.file = "rules/aid/en.toml", .language = "en", .rules = std::move(rules)}}); }

std::vector<std::string> asked(const Aid& aid, const std::string& words, std::string_view language = "en") {
    std::vector<std::string> all;
    for (const auto& question : aid.ask(words, language))
        all.push_back(std::string(question.id) + (question.place ? ": " + words.substr(question.place->begin, question.place->end - question.place->begin) : ""));
    return all;
}

TEST(Aid, AsksInTheOrderOfTheTextAndAboutWhatIsMissingLast) {
    const auto aid = aid_of({missing("i-did", "(i did)"), question("but", "sorry, (but)"), question("if", "(if anyone)")});
    EXPECT_THAT(asked(aid, "If anyone was hurt, sorry, but."), ElementsAre("if: If anyone", "but: but", "i-did"));
    EXPECT_THAT(asked(aid, "I did it."), IsEmpty());
}

TEST(Aid, MissesOnlyWhatIsNotThere) {   // a set is asked more roughly than the pattern itself
    const auto aid = aid_of({missing("by-when", R"(\b([0-9]/[0-9]))")});
    EXPECT_THAT(asked(aid, "It was on x12/10."), ElementsAre("by-when"));
    EXPECT_THAT(asked(aid, "It was on 2/10."), IsEmpty());
}

TEST(Aid, AsksNothingTwice) {
    const auto aid = aid_of({question("just", "(just)")});
    EXPECT_THAT(asked(aid, "It was just talk, just that."), ElementsAre("just: just"));
}

TEST(Aid, WhereTwoOverlapItAsksAboutTheLongerOne) {
    const auto aid = aid_of({question("short", "(joke)"), question("long", "(only a joke)")});
    EXPECT_THAT(asked(aid, "It was only a joke. A joke!"), ElementsAre("long: only a joke", "short: joke"));
}

TEST(Aid, AsksNothingWithoutWordsOrInALanguageWithoutAPack) {
    const auto aid = aid_of({missing("i-did", "(i did)")});
    EXPECT_THAT(asked(aid, " \n "), IsEmpty());
    EXPECT_THAT(asked(aid, "Ho sbagliato.", "it"), IsEmpty());
    EXPECT_THAT(asked(aid, "It was wrong.", "en-GB"), ElementsAre("i-did"));
}

TEST(Aid, MarksBytesOfWhatWasWritten) {
    const auto aid = aid_of({question("apostrophe", "(didn't mean)")});
    EXPECT_THAT(asked(aid, "I didn’t  mean it."), ElementsAre("apostrophe: didn’t  mean"));
}

TEST(Aid, SetsQuestionsAsideThatFailTheirExamples) {
    auto fine = missing("fine", "(i did)"), rash = missing("rash", "(i)");
    fine.examples = {{"I did it"}, {"It happened"}};
    rash.examples = {{"I did it"}, {"It happened"}};
    auto aid = aid_of({fine, rash, question("broken", "(")});
    const auto faults = aid.set_faulty_aside();
    ASSERT_EQ(faults.size(), 2u);
    EXPECT_EQ(faults[0].what, "the question's pattern finds something in \"It happened\"");
    EXPECT_THAT(asked(aid, "Nothing."), ElementsAre("fine"));
}

}  // namespace
}  // namespace himthough::guard
