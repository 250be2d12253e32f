#include "guard/patterns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "guard/pattern.h"

namespace himthough::guard {
namespace {

std::mt19937 dice(5);

template <class Pieces>
std::string put_together(const Pieces& from, std::size_t most) {
    std::string all;
    for (std::size_t count = dice() % most + 1; count > 0; --count) all += from[dice() % std::size(from)];
    return all;
}

std::string made_up_pattern() {
    const std::string_view begins[] = {"(?:^|[^\\p{L}])", "(?:^|[^\\d\\p{L}+.,-])", "(?:^|[^x])", "(?:^|\\n|[.!?] )", "(?:^|[.!?] )", "^", "\\b", ""};
    const std::string_view pieces[] = {"(?:^|[^\\p{L}])", "\\b", "(?:\\p{Lu}'?\\p{L}*\\p{Ll})", "(?:my|mon|l')", " ", ",? ", "\"?", "(?: de | )", "\\p{Lu}", "[\\p{Ll},;:] ", "\\d+", "(?:a|@)",
                                       "[^.!?\\n]{0,3}", "(?:\\p{Ll}+ )*", "[.!?] ?", "(?:x|\\p{Lu}\\p{Ll} )+", "@", "$", "\\w", "\\.", "-", "[A-Z]", "\\n", "é", "(?:1|b)?", "\\^", "[x^]", "\\[", "[α-ωа-я]", "[α-一]", "\\w\\.\\w", "[a-z]*[.!]", "(?:&|%)"};
    return std::string(begins[dice() % std::size(begins)]) + put_together(pieces, 5);
}

std::string made_up_text() {
    const std::string_view words[] = {"my", "mon", "l'", " ", ", ", "Dan", "É", "É lodie", "a", "@", "1", ". ", "! ", "\"", "-", "x", " de ", "I'm", "I", "\n", "é", "“", "b", "D", ".", "^", "[", "ж", "α.", "&", "%"};
    return put_together(words, 8);
}

// The sets are asked for other patterns than the places are, and only where a text holds their clues: nothing may be lost by that.
TEST(Patterns, AreWithinWhateverTheyMatch) {
    int matched = 0;
    for (int round = 0; round < 3000; ++round) {
        const auto pattern = with_classes(made_up_pattern(), false);
        const Patterns one({{pattern, "", Check::none}}, round % 2 == 0);
        if (!one.broken(0).empty()) continue;
        for (int number = 0; number < 60; ++number) {
            const auto words = made_up_text();
            const Normal text(words);
            if (!one.matches(0, text.text())) continue;
            ++matched;
            ASSERT_THAT(one.within(text), testing::ElementsAre(0)) << pattern << " in " << text.text();
        }
    }
    EXPECT_GT(matched, 5000);
}

}  // namespace
}  // namespace himthough::guard
