#include "web/device_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "guard/names.h"

namespace himthough::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// As static/guard.js does it.
std::string unfolded(std::string_view folded) {
    std::string lines, before;
    for (std::size_t at = 0; at < folded.size();) {
        std::string word = before.substr(0, static_cast<std::size_t>(folded[at] - '0'));
        for (++at; at < folded.size() && ((folded[at] >= 'a' && folded[at] <= 'z') || folded[at] == '\''); ++at) word += folded[at];
        lines.append(word).append("\n");
        before = word;
    }
    return lines;
}

TEST(DeviceRules, NamesCanBeUnfoldedAgain) {
    EXPECT_EQ(front_coded("ana\nanabel\nanna\nbo\n"), "0ana3bel2na0bo");
    EXPECT_EQ(unfolded(front_coded(guard::names())), guard::names());
    EXPECT_LT(front_coded(guard::names()).size(), guard::names().size());
}

TEST(DeviceRules, AStringIsNothingButAString) {
    EXPECT_EQ(js_string("it's \"so\""), R"("it's \"so\"")");
    EXPECT_EQ(js_string("</script><!--&\\"), R"("\x3c/script\x3e\x3c!--\x26\\")");
    EXPECT_EQ(js_string("a\u2028b\u2029c\n\x01"), R"("a\u2028b\u2029c\x0a\x01")");
    EXPECT_EQ(js_string("Él \U0001F642"), "\"Él \U0001F642\"");
}

guard::Rule rule(std::string id, std::string pattern, std::vector<std::string> finds = {}) {
    return {.id = std::move(id), .kind = "name", .tier = Tier::ask, .pattern = {std::move(pattern), "", guard::Check::none}, .examples = {std::move(finds), {}}};
}

/// From the sentences on.

std::string printed(std::vector<guard::Rule> rules, std::string says = "Change it.") {
    guard::Pack pack{.file = "rules/en.toml", .language = "en", .rules = std::move(rules), .says = {{"name", std::move(says)}}, .stands_for = {{"name", "[name]"}}};
    guard::Guard guard({std::move(pack)}, {"GB"});
    guard.set_faulty_aside();
    const auto text = device_rules(guard, guard::Aid({})).at("rules.js");
    return text.substr(text.find("export const says"));
}

TEST(DeviceRules, WhatOrganisersWriteCannotBecomeCode) {
    const auto text = printed({rule("a\"];alert(1);[\"", "(x)")}, "</script><script>alert(1)</script>\u2028`${alert(1)}\n\\\";alert(1)//");
    EXPECT_THAT(text, Not(HasSubstr("</script")));
    EXPECT_THAT(text, Not(HasSubstr("\u2028")));
    EXPECT_THAT(text, HasSubstr(R"("a\"];alert(1);[\"")"));
    EXPECT_THAT(text, HasSubstr(R"(\u2028`${alert(1)}\x0a\\\";alert(1)//")"));
}

TEST(DeviceRules, WhatIsSetAsideIsNotPrinted) {
    const auto text = printed({rule("sound", "(x)"), rule("failing", "(y)", {"x"})});
    EXPECT_THAT(text, HasSubstr("\"sound\""));
    EXPECT_THAT(text, Not(HasSubstr("\"failing\"")));
}

TEST(DeviceRules, AListThatStandsInSeveralPatternsIsPrintedOnce) {
    const std::string list = "(?:coach|trainer|head teacher|boss)";
    const auto text = printed({rule("one", "x|my " + list + " (x)"), rule("two", "(x) of " + list)});
    EXPECT_THAT(text, HasSubstr("lists = [[\"\uE000\",\"" + list + "\"]]"));
    EXPECT_THAT(text, HasSubstr("\"x|my \uE000 (x)\""));
    EXPECT_THAT(text, HasSubstr("\"(x) of \uE000\""));
}

TEST(DeviceRules, LettersInBothCasesArePrintedOnce) {
    EXPECT_THAT(printed({rule("both", "([xX] [éÉ][a-z][ab]\\b)")}), HasSubstr("\"\uEFFF(x é[a-z][ab]\\\\b)\""));
    EXPECT_THAT(printed({rule("one", "(x|[xX])")}), HasSubstr("\"(x|[xX])\""));
}

}  // namespace
}  // namespace himthough::web
