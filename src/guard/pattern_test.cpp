#include "guard/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

namespace himthough::guard {
namespace {

using testing::HasSubstr;

std::string wrong(std::string_view pattern, bool any_case = false, bool marks = true) { return wrong_with_pattern(pattern, any_case, marks).value_or(""); }

TEST(Pattern, TakesWhatRe2AndJavaScriptUnderstandAlike) {
    for (const char* good : {R"(\b(?:my|our) (?:coach),? (\p{Lu}\p{L}+)$)", R"(^([\p{L}\d._%+\-]{2,}@x)[^a-z\]]*)", R"((\/\.\?\(\[\{\|\^\$\*\+)\s\S\w\W\D\B)",
                             R"(([-a])[a-]x{3}y{2,5})", R"((ño’«))"})
        EXPECT_EQ(wrong(good), "") << good;
    EXPECT_EQ(wrong("no group", false, false), "");
    EXPECT_EQ(wrong(R"((\p{L}+) sorry)", true), "");
}

TEST(Pattern, SaysWhatTheyUnderstandDifferently) {
    const std::pair<const char*, const char*> pairs[] = {
        {R"((a)(?=b))", "(?="},          {R"((a)(?!b))", "(?!"},      {R"((?i)(a))", "(?i"},         {R"((?P<x>a))", "(?P"},
        {R"((a)\1)", "\\1"},             {R"(\A(a)\z)", "\\A"},       {R"((\C))", "\\C"},            {R"(([[:alpha:]]))", "POSIX"},
        {R"((\pL))", "braces"},          {R"((\p{Greek}))", "only"}, {R"((a)\-)", "\\-"},           {R"((a}))", "\\}"},
        {R"((a{,3}))", "\\{"},           {R"((a]))", "\\]"},          {R"((a)?)", "repeats"},        {R"((a)+)", "repeats"},
        {"(a)(b)", "2 groups"},          {"a", "has 0"},              {R"(([]a]))", "empty set"},    {R"(([\w-.]))", "write \\-"},
        {R"(([a))", "does not end"},     {R"((a)))", "closes"},       {"(a)\\", "ends in"},          {R"((\x41))", "\\x"},
    };
    for (const auto& [pattern, said] : pairs) EXPECT_THAT(wrong(pattern), HasSubstr(std::string(said) == "2 groups" ? "has 2" : said)) << pattern;
    EXPECT_THAT(wrong(R"((\p{Lu}))", true), HasSubstr("capitals"));
    EXPECT_THAT(wrong("(a)(b)", false, false), HasSubstr("has 2 groups"));
}

TEST(Pattern, WritesClassesAndCasesOut) {
    EXPECT_EQ(with_classes(R"([\p{N}._-]\p{N}\P{N})", false), "[0-9._-][0-9][^0-9]");
    EXPECT_EQ(with_classes(R"(a\b1(?:É)[a-f\]éx-])", true), R"([aA]\b1(?:[Éé])[a-fA-F\]éÉxX-])");
    EXPECT_EQ(with_classes(R"(\s\d[^a-z0-9])", true), R"(\s\d[^a-zA-Z0-9])");
    const re2::RE2 letters(with_classes(R"(\p{L}+)", false)), capitals(with_classes(R"(\p{Lu}+)", false)), small(with_classes(R"(\p{Ll}+)", false));
    for (const char* word : {"Dan", "Élodie", "Łukasz", "Ngũgĩ", "Ωμέγα", "Дарья", "אבי", "أمل", "प्रिया", "田中", "한국"}) EXPECT_TRUE(re2::RE2::FullMatch(word, letters)) << word;
    for (const char* sign : {"1", "-", "–", "“", "’", "…", "€", "。", "😀", "_"}) EXPECT_FALSE(re2::RE2::PartialMatch(sign, letters)) << sign;
    for (const char* capital : {"A", "É", "Ł", "Œ", "Ω", "Д", "Ş"}) EXPECT_TRUE(re2::RE2::FullMatch(capital, capitals)) << capital;
    for (const char* other : {"a", "é", "ł", "œ", "ω", "д", "ş", "א", "田"}) EXPECT_FALSE(re2::RE2::PartialMatch(other, capitals)) << other;
    for (const char* letter : {"a", "é", "ł", "œ", "ω", "д", "ş", "ß"}) EXPECT_TRUE(re2::RE2::FullMatch(letter, small)) << letter;
}

TEST(Pattern, BeginsAtAWordOfAnyScript) {
    const re2::RE2 word(with_classes(R"(\b(lodie))", false));
    for (const char* found : {"lodie", "a lodie", "-lodie", "«lodie"}) EXPECT_TRUE(re2::RE2::PartialMatch(found, word)) << found;
    for (const char* left : {"Élodie", "mélodie", "_lodie", "1lodie", "яlodie"}) EXPECT_FALSE(re2::RE2::PartialMatch(left, word)) << left;
}

TEST(Pattern, BeginsAtAWordInEachOfItsWaysButInNoPlace) {
    const auto class_for = with_classes(R"(\bx)", false).substr(0, with_classes(R"(\bx)", false).size() - 1);
    EXPECT_EQ(with_classes(R"((?:\ba|b\b|(?:\bc|^))(d)|\be)", false), "(?:" + class_for + R"(a|b\b|(?:)" + class_for + "c|^))(d)|" + class_for + "e");
    EXPECT_EQ(with_classes(R"((\ba)\b)", false), R"((\ba)\b)");
    EXPECT_EQ(with_classes(R"(a(?:\bb))", false), R"(a(?:\bb))");
}

TEST(Pattern, IsWrittenForSetsBehindALineBreak) {
    const auto no_letter = with_classes(R"([^\p{L}])", false);
    for (const std::string begin : {R"(\b)", R"((?:^|[^\p{L}]))", R"((?:^|[^\d\p{L}+.]))"}) {
        const std::string place = R"((a[^x]\^[\]^]))";
        EXPECT_EQ(for_sets(with_classes(begin + place, false)), no_letter + place) << begin;
    }
    EXPECT_EQ(for_sets("(?:^|[^x])(a)"), "(?:^\\n|[^x])(a)");
    EXPECT_EQ(for_sets("((?:^|a)|^b)(?:c|^)"), "((?:^\\n|a)|^\\nb)(?:c|(?:^\\n)?)");
    for (const char* broken : {"a))", "(?:^|[^", "[", "\\", "(?:", "(?:^|[^x]"}) EXPECT_GE(for_sets(broken).size(), std::string(broken).size()) << broken;
}

TEST(Pattern, PutsListsIn) {
    const Lists lists{{"role", {"boss", "boss of mine", "a.b"}}};
    std::string unknown;
    EXPECT_EQ(with_lists(R"(my {role} (\p{Lu}x{2}\{role}))", lists, unknown), R"(my (?:boss of mine|boss|a\.b) (\p{Lu}x{2}\{role}))");
    EXPECT_EQ(unknown, "");
    (void)with_lists("{rolle}", lists, unknown);
    EXPECT_EQ(unknown, "rolle");
}

}  // namespace
}  // namespace himthough::guard
