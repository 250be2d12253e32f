#include "guard/clues.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>
#include <string>

#include "guard/pattern.h"

namespace himthough::guard {
namespace {

std::string told(Clues clues) { return std::string(clues.digit ? "0" : "") + (clues.at ? "@" : "") + (clues.capital ? "A" : ""); }
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
}

TEST(Clues, OfATextAreSeenWhereverTheyStand) {
    EXPECT_EQ(told(clues_in("")), "");
    EXPECT_EQ(told(clues_in("He left. I wept! Was it me? \n\nShe stayed, and I too")), "");
    for (const char* text : {"and Dan", "with Élodie", "(Dan", "for I'm", "and Łukasz", "l'Anne", "x, Dan"}) EXPECT_EQ(told(clues_in(text)), "A") << text;
    for (std::size_t before = 55; before < 70; ++before) EXPECT_EQ(told(clues_in(std::string(before, 'x') + " Dan 1 @")), "0@A") << before;
}

TEST(Clues, AreThereWhereverAPatternMatches) {
    const std::string_view pieces[] = {"(?:^|[^\\p{L}])", "\\b", "(\\p{Lu}'?\\p{L}*\\p{Ll})", "(?:my|mon|l')", " ", ",? ", "\"?", "(?: de | )", "\\p{Lu}", "[\\p{Ll},;:] ", "\\d+", "(?:a|@)",
                                       "[^.!?\\n]{0,3}", "(?:\\p{Ll}+ )*", "[.!?] ?", "(?:x|\\p{Lu}\\p{Ll} )+", "@", "$", "\\w", "\\.", "-", "[A-Z]", "\\n", "é", "(?:1|b)?"};
    const std::string_view words[] = {"my", "mon", "l'", " ", ", ", "Dan", "É", "É lodie", "a", "@", "1", ". ", "! ", "\"", "-", "x", " de ", "I'm", "I", "\n", "é", "“", "b", "D", "."};
    std::mt19937 random(5);
    const auto put_together = [&](const auto& from, std::size_t most) {
        std::string all;
        for (std::size_t count = random() % most + 1; count > 0; --count) all += from[random() % std::size(from)];
        return all;
    };
    int matched = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto pattern = with_classes(put_together(pieces, 5), false);
        const re2::RE2 compiled(pattern, re2::RE2::Quiet);
        if (!compiled.ok()) continue;
        const Clues wanted = clues_needed(pattern);
        for (int text_number = 0; text_number < 60; ++text_number) {
            const auto text = put_together(words, 8);
            if (!re2::RE2::PartialMatch(text, compiled)) continue;
            ++matched;
            const Clues held = clues_in(text);
            ASSERT_TRUE((!wanted.digit || held.digit) && (!wanted.at || held.at) && (!wanted.capital || held.capital)) << pattern << " in " << text;
        }
    }
    EXPECT_GT(matched, 5000);
}

}  // namespace
}  // namespace himthough::guard
