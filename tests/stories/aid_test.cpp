// What the writing aid asks about an acknowledgement, without JavaScript.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/writing_test.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

// Safety 39.
constexpr auto empty_apology = "I am sorry if anyone was hurt, but I was drunk. It was only banter. Please forgive me.";

TEST(WritingAid, AsksAtMostThreeQuestionsOnceAndThenLetsTheWordsGo) {
    for (const auto& way : {ways_in[2], ways_in[6]})
        for (auto& world : every_database()) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            const auto asked = writer.sends(empty_apology, "");
            EXPECT_EQ(asked.status, 200);
            EXPECT_THAT(writer.form().body, HasSubstr("Questions to think about"));
            std::size_t questions = 0;
            const auto body = writer.form().body;
            for (auto at = body.find("class=\"question\""); at != std::string::npos; at = body.find("class=\"question\"", at + 1)) ++questions;
            EXPECT_EQ(questions, 3U);
            EXPECT_EQ(writer.typed(), empty_apology) << "it writes nothing for anybody";
            EXPECT_FALSE(writer.changed_to(empty_apology)) << "and keeps nothing";
            EXPECT_EQ(world->all_bytes().find("only banter"), std::string::npos);
            const auto sent = writer.goes_on();
            EXPECT_EQ(sent.status, 200);
            EXPECT_TRUE(writer.changed_to(empty_apology)) << "it never blocks";
            EXPECT_THAT(sent.form("say").body, Not(HasSubstr("class=\"question\"")));
        }
}

TEST(WritingAid, AsksInTheLanguageOfTheWordsAndNothingOfSurvivors) {
    const char* const languages[][3] = {{"en", "I am sorry if anyone was hurt.", "<mark>if anyone was hurt</mark>"},
                                        {"es", "Lo siento si alguien se sintió mal.", "class=\"question\""},
                                        {"fr", "Je suis désolé si quelqu'un a été blessé.", "class=\"question\""}};
    for (auto& world : every_database())
        for (const auto& [language, words, there] : languages) {
            const auto asked = world->sends_acknowledgement(words, {{"language", language}, {"looked", ""}});
            EXPECT_EQ(asked.status, 200);
            EXPECT_THAT(asked.body, HasSubstr(there)) << language;
            const auto survivor = world->sends_me_too(words, {{"language", language}, {"looked", ""}});
            EXPECT_FALSE(receipt_in(survivor).empty()) << language;
        }
}

TEST(WritingAid, AsksBesideWhatIsMissingSoThatNobodyHasToSendTwiceMore) {
    for (auto& world : every_database()) {
        const auto refused = world->sends_acknowledgement(empty_apology, {{"deed", ""}, {"looked", ""}});
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("Please choose what it was."));
        EXPECT_THAT(refused.body, HasSubstr("class=\"question\""));
        EXPECT_EQ(refused.form("say").field("looked"), "1");
    }
}

TEST(WritingAid, AsksNothingThatTheVowAnswers) {
    constexpr auto words = "I laughed when she was hurt. She may have felt alone. It was my fault and nobody else's. My friend checks on me.";
    for (auto& world : every_database()) {
        const auto without = world->sends_acknowledgement(words, {{"looked", ""}});
        EXPECT_THAT(without.body, HasSubstr("What will you do about it?"));
        EXPECT_THAT(without.body, HasSubstr("By when?"));
        const auto with_vow = world->sends_acknowledgement(words, {{"vow_action", "Take a course."}, {"vow_day", (world->clock.today() + 30).iso()}, {"looked", ""}});
        EXPECT_FALSE(receipt_in(with_vow).empty());
    }
}

}  // namespace
}  // namespace himthough
