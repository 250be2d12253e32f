#include "guard/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
        {R"((\pL))", "braces"},          {R"((\p{Greek}))", "Greek"}, {R"((a)\-)", "\\-"},           {R"((a}))", "\\}"},
        {R"((a{,3}))", "\\{"},           {R"((a]))", "\\]"},          {R"((a)?)", "repeats"},        {R"((a)+)", "repeats"},
        {"(a)(b)", "2 groups"},          {"a", "has 0"},              {R"(([]a]))", "empty set"},    {R"(([\w-.]))", "write \\-"},
        {R"(([a))", "does not end"},     {R"((a)))", "closes"},       {"(a)\\", "ends in"},          {R"((\x41))", "\\x"},
    };
    for (const auto& [pattern, said] : pairs) EXPECT_THAT(wrong(pattern), HasSubstr(std::string(said) == "2 groups" ? "has 2" : said)) << pattern;
    EXPECT_THAT(wrong(R"((\p{Lu}))", true), HasSubstr("capitals"));
    EXPECT_THAT(wrong("(a)(b)", false, false), HasSubstr("has 2 groups"));
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
