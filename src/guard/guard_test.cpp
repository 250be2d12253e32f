#include "guard/guard.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace himthough::guard {
namespace {

Pack pack_of(std::vector<Rule> rules) { return {.file = "rules/test.toml", .language = "en", .rules = std::move(rules), .says = {}, .stands_for = {}}; }

Rule rule(std::string id, Tier tier, std::string pattern, Check check = Check::none) {
    return {.id = std::move(id), .kind = "name", .tier = tier, .pattern = {std::move(pattern), "", check}, .examples = {{}, {}}};
}

std::vector<std::string> found(const Guard& guard, const std::string& text) {
    std::vector<std::string> places;
    for (const auto& finding : guard.read(text).found) places.push_back(std::string(finding.rule) + ": " + text.substr(finding.begin, finding.end - finding.begin));
    return places;
}

using Places = std::vector<std::string>;

TEST(Guard, MarksTheGroupAndNotWhatStandsAround) {
    const Guard guard({pack_of({rule("coach", Tier::ask, R"(\bmy coach (\p{Lu}\p{L}+))")})}, {});
    EXPECT_EQ(found(guard, "It was my coach Dan, my coach Élodie."), (Places{"coach: Dan", "coach: Élodie"}));
    EXPECT_EQ(found(guard, "It was my coach."), Places{});
}

TEST(Guard, FindsPlacesThatShareWhatPartsThem) {
    const Guard guard({pack_of({rule("digits", Tier::ask, R"((?:^|\s)(\d\d)(?:$|\s))")})}, {});
    EXPECT_EQ(found(guard, "11 22 33"), (Places{"digits: 11", "digits: 22", "digits: 33"}));
}

TEST(Guard, OfWhatOverlapsTheSternerThenTheLongerStays) {
    const Guard guard({pack_of({rule("long", Tier::ask, "(red dog sits)"), rule("stern", Tier::stop, "(dog)"), rule("more", Tier::hint, "(sits here)"),
                                rule("less", Tier::hint, "(here)")})},
                      {});
    EXPECT_EQ(found(guard, "red dog sits here"), (Places{"stern: dog", "more: sits here"}));
    EXPECT_EQ(found(guard, "here dog"), (Places{"less: here", "stern: dog"}));
}

TEST(Guard, MarksBytesOfWhatWasWritten) {
    const Guard guard({pack_of({rule("mail", Tier::stop, R"((\p{L}+ ?@ ?\p{L}+ ?\. ?\p{L}+))")})}, {});
    EXPECT_EQ(found(guard, "to d​an (at) example (dot) org, now"), (Places{"mail: d​an (at) example (dot) org"}));
    EXPECT_EQ(found(guard, "“ｄａｎ＠example．org”"), (Places{"mail: ｄａｎ＠example．org"}));
}

TEST(Guard, FindsAReceiptHoweverItIsWritten) {
    const Guard guard({}, {});
    const std::string text = "mine: Abacus, Abdomen ｚｏｏｍ abacus-abdomen abacus zoom abacus abdomen. Keep it.";
    const auto findings = guard.read(text);
    ASSERT_EQ(findings.found.size(), 1u);
    EXPECT_EQ(findings.found[0].kind, "receipt");
    EXPECT_EQ(text.substr(findings.found[0].begin, findings.found[0].end - findings.found[0].begin),
              "Abacus, Abdomen ｚｏｏｍ abacus-abdomen abacus zoom abacus abdomen");
    EXPECT_TRUE(findings.any(Tier::stop));
}

TEST(Guard, FindsAReceiptThatIsToldWordByWordOrSpelled) {
    const Guard guard({}, {});
    for (const char* told : {"first abacus, second abdomen, third zoom, fourth abacus, fifth abdomen, sixth zoom, seventh abacus, eighth zoom, ninth abdomen",
                             "abacus and abdomen and zoom and abacus and abdomen and zoom and abacus and abdomen and zoom",
                             "AbacusAbdomenZoomAbacusAbdomenZoomAbacusAbdomenZoom", "abacusabdomenzoomabacusabdomenzoomabacusabdomenzoom",
                             "a b a c u s a b d o m e n z o o m a b a c u s a b d o m e n z o o m a b a c u s a b d o m e n z o o m",
                             "1 is abacus\n2 is dropdown\n3 is zoom\n4 is abacus\n5 is abdomen\n6 is tshirt\n7 is abacus\n8 is abdomen\n9 is zoom"})
        EXPECT_TRUE(guard.read(std::string("Mine are ") + told + ".").any(Tier::stop)) << told;
}

TEST(Guard, LeavesOutWhatACheckOrAnExceptionRefuses) {
    auto month = rule("month", Tier::ask, R"(\bin (\p{Lu}\p{L}+))");
    month.pattern.unless = "May|June";
    const Guard guard({pack_of({month, rule("listed", Tier::ask, R"(\band (\p{Lu}\p{L}+))", Check::listed_name)})}, {});
    EXPECT_EQ(found(guard, "in May, in Marchtown"), (Places{"month: Marchtown"}));
    EXPECT_EQ(found(guard, "me and Zoë, me and Monday"), (Places{"listed: Zoë"}));
}

TEST(Guard, FindsInALongTextWhatItFindsInAShortOne) {
    std::vector<Rule> rules{rule("digit", Tier::ask, R"(\b(\d\d) kg)"), rule("at", Tier::ask, R"(([a-z]+@[a-z]+))"), rule("capital", Tier::ask, R"([a-z] (\p{Lu}\p{L}+ Street))"),
                            rule("name", Tier::ask, R"(\band (\p{Lu}\p{L}+))", Check::listed_name)};
    for (int n = 0; n < 20; ++n) rules.push_back(rule("word" + std::to_string(n), Tier::ask, "(word" + std::string(1, static_cast<char>('a' + n)) + ")"));
    const Guard guard({pack_of(rules)}, {});
    const std::string text = "me and Zoë at 70 kg in Kumquat Street, dan@example wordc wordt.";
    const auto short_one = found(guard, text), long_one = found(guard, text + std::string(4000, ' ') + std::string(4000, 'x'));
    EXPECT_EQ(short_one.size(), 6u);
    EXPECT_EQ(long_one, short_one);
}

TEST(Guard, SaysItsSentencesInEnglishWhereALanguageHasNone) {
    Pack english = pack_of({}), spanish = pack_of({});
    spanish.language = "es";
    english.says = {{"name", "This is a name."}};
    english.stands_for = {{"name", "[name]"}};
    spanish.says = {{"name", "Es un nombre."}};
    const Guard guard({english, spanish}, {});
    EXPECT_EQ(guard.says("name", "es-MX"), "Es un nombre.");
    EXPECT_EQ(guard.says("name", "it"), "This is a name.");
    EXPECT_EQ(guard.stands_for("name", "es"), "[name]");
    EXPECT_EQ(guard.says("plate", "en"), "plate");
}

TEST(Guard, SetsRulesAsideThatAreNoneOrFailTheirExamples) {
    auto fine = rule("fine", Tier::ask, "(one)"), blind = rule("blind", Tier::ask, "(two)"), rash = rule("rash", Tier::ask, "(t)");
    fine.examples = {{"it was one"}, {"it was two"}};
    blind.examples = {{"it was one"}, {"none"}};
    rash.examples = {{"it"}, {"not"}};
    Guard guard({pack_of({fine, blind, rule("broken", Tier::ask, "(("), rash, rule("empty", Tier::ask, "(x*)")})}, {});
    const auto faults = guard.set_faulty_aside();
    ASSERT_EQ(faults.size(), 4u);
    EXPECT_EQ(faults[0].what, "the rule does not find anything in \"it was one\"");
    EXPECT_EQ(faults[1].what, "the pattern missing ): ((");
    EXPECT_EQ(faults[2].what, "the rule finds something in \"not\"");
    EXPECT_EQ(faults[3].what, "the pattern matches the empty text");
    EXPECT_EQ(found(guard, "one two t"), (Places{"fine: one"}));
}

TEST(Guard, GivesAtMostSixtyFourOfOneRule) {
    const Guard guard({pack_of({rule("a", Tier::hint, "(a)"), rule("b", Tier::stop, "(b)")})}, {});
    std::string text(1000, 'a');
    text += "b";
    const auto findings = guard.read(text);
    EXPECT_EQ(findings.found.size(), 65u);
    EXPECT_EQ(findings.found.back().rule, "b");
}

}  // namespace
}  // namespace himthough::guard
