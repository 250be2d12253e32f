#include "guard/clues.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "guard/pattern.h"

namespace himthough::guard {
namespace {

std::string told(Clues clues) {
    std::string all;
    for (const auto& [one, sign] : {std::pair(clue::digit, '0'), {clue::at, '@'}, {clue::capital, 'A'}, {clue::joined, '.'}, {clue::code, '&'}, {clue::foreign, 'F'}})
        if ((clues & one) != 0) all += sign;
    return all;
}
std::string needed(std::string_view pattern) { return told(clues_needed(with_classes(pattern, false))); }

TEST(Clues, AreWhatEveryMatchHolds) {
    for (const char* digit : {R"((\d+))", "x([0-9]) y", "(a1|2b)", "(a(?:1|[2-4])+b)", "(a{2}5)", R"(x(a\d{2,3}?b))", R"((?:(\d)))", R"((?:[^\p{L}]|^)(\d\d))"}) EXPECT_EQ(needed(digit), "0") << digit;
    for (const char* nothing : {R"((\d*)a)", "(a|1)", "([0-9a])", "(a{0,1}b)", "([^0-9])", "(a)(?:1)?", R"((\D))", "(a{12})", "([0-é])", "([@a])", R"((\p{Lu}))", R"(\b(\p{Lu}\p{Ll}+))",
                                R"(x\. (\p{Lu}\p{Ll}+))", R"([.!?] (\p{Lu}\p{Ll}))", R"((?:\.|x) (\p{Lu}\p{Ll}))", R"(x (\p{Lu}) )", R"(x[^y](\p{Lu}\p{Ll}))", R"(x (?:\p{Lu}\p{Ll})?)", "x (Dan)"})
        EXPECT_EQ(needed(nothing), "") << nothing;
    for (const char* capital : {R"(x (\p{Lu}\p{Ll}+))", R"([\p{Ll},;:] (\p{Lu}'?\p{L}*\p{Ll}))", R"(\b(?:my|our) (?:\p{Ll}+ )?(?:coach|boss)s?,? (?:called )?"?(\p{Lu}'?\p{L}*\p{Ll}))",
                                R"("(\p{Lu}\p{L}))", R"((?:x|é) (\p{Lu}\.))", R"(x ([A-Z][A-Z]))"})
        EXPECT_EQ(needed(capital), "A") << capital;
    EXPECT_EQ(needed(R"(([a-z]+\s?@[a-z]+))"), "@");
    EXPECT_EQ(needed(R"(x (\p{Lu}\p{Ll} \d@))"), "0@A");
    for (const char* joined : {R"((\w\.[a-z]))", R"(([a-z]+(?:\.|!)[A-Z]))", R"(([\p{L}\p{N}-]*\p{L}(?:\.[a-z]+)+))", R"(([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:[a-z][a-z]+)/))"}) EXPECT_EQ(needed(joined), ".") << joined;
    for (const char* apart : {R"((x\. [a-z]))", R"((x[.,]y))", R"((x\.?y))"}) EXPECT_EQ(needed(apart), "") << apart;
    EXPECT_EQ(needed(R"((?:&amp;|%41|\\u))"), "&");
    for (const char* foreign : {"x ([а-яα-ω]+)", "([一-鿿])", "(?:coach|boss) ([ء-ي]+)"}) EXPECT_EQ(needed(foreign), "F") << foreign;
    for (const char* latin : {"([а-яa])", "([à-öа-я])", "([“а-я])", "([^а-я])", "([а-￿])", "([α-一])"}) EXPECT_EQ(needed(latin), "") << latin;
}

TEST(Clues, OfATextAreSeenWhereverTheyStand) {
    EXPECT_EQ(told(clues_in("")), "");
    EXPECT_EQ(told(clues_in("He left. I wept! Was it me? \n\nShe stayed, and I too")), "");
    for (const char* text : {"and Dan", "with Élodie", "(Dan", "for I'm", "and Łukasz", "l'Anne", "x, Dan"}) EXPECT_EQ(told(clues_in(text)), "A") << text;
    for (const char* text : {"see a.b", "x1.2 y", "é.è", "a-.b", "(a.)"}) EXPECT_TRUE(told(clues_in(text)).contains('.')) << text;
    for (const char* text : {"a. b", "a.", ".b", "a ! b", "a... b", "a?!"}) EXPECT_FALSE(told(clues_in(text)).contains('.')) << text;
    for (const char* text : {"a&b", "100 %", "\\"}) EXPECT_TRUE(told(clues_in(text)).contains('&')) << text;
    for (const char* text : {"Иван", "王", "α", "أ", "\U00020000"}) EXPECT_TRUE(told(clues_in(text)).contains('F')) << text;
    for (const char* text : {"é", "Łódź", "“a” – b… €", "ș"}) EXPECT_EQ(told(clues_in(text)), "") << text;
    for (std::size_t before = 55; before < 70; ++before) EXPECT_EQ(told(clues_in(std::string(before, 'x') + " Dan 1 @ a.b & я")), "0@A.&F") << before;
    for (std::size_t before = 55; before < 70; ++before) EXPECT_EQ(told(clues_in(std::string(before, 'x') + ". Then. \nNo! A ")), "") << before;
}

}  // namespace
}  // namespace himthough::guard
