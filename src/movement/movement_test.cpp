#include "movement/movement.h"

#include <gtest/gtest.h>

namespace himthough {
namespace {

Movement in_two_languages() {
    Movement movement;
    movement.languages = {"en", "es"};
    movement.texts["en"].name = "Him, though?";
    movement.texts["es"].name = "¿Y él?";
    return movement;
}

TEST(Movement, SpeaksTheLanguageAskedFor) { EXPECT_EQ(in_two_languages().text("es").name, "¿Y él?"); }

TEST(Movement, SpeaksTheWiderLanguageBeforeItsFirst) { EXPECT_EQ(in_two_languages().text("es-MX").name, "¿Y él?"); }

TEST(Movement, FallsBackToItsFirstLanguage) {
    EXPECT_EQ(in_two_languages().text("de").name, "Him, though?");
    EXPECT_EQ(in_two_languages().text("").name, "Him, though?");
}

TEST(HelpLine, IsStaleAfterAHundredAndEightyDays) {
    HelpLine line;
    line.verified = *Day::parse("2026-01-01");
    EXPECT_FALSE(line.stale(line.verified + 180));
    EXPECT_TRUE(line.stale(line.verified + 181));
}

}  // namespace
}  // namespace himthough
