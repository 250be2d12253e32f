// What the writing aid asks about an acknowledgement, without JavaScript.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/stories/writing_test.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto empty_apology = "I am sorry if anyone was hurt, but I was drunk. It was only banter. Please forgive me.";

/// The sentences that are asked on a page.
std::vector<std::string> questions_on(const Answer& page) {
    constexpr std::string_view begin = "<p class=\"question\">";
    std::vector<std::string> all;
    for (auto at = page.body.find(begin); at != std::string::npos; at = page.body.find(begin, at + 1))
        all.push_back(page.body.substr(at + begin.size(), page.body.find("</p>", at) - at - begin.size()));
    return all;
}

// Safety 39.
TEST(WritingAid, StoresScoresAndWritesNothingAndAsks) {
    for (const auto& way : {ways_in[2], ways_in[6]})
        for (auto& world : every_database()) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            const auto asked = writer.sends(empty_apology, "");
            EXPECT_EQ(asked.status, 200);
            EXPECT_THAT(writer.form().body, HasSubstr("A question to think about"));
            EXPECT_EQ(questions_on(writer.form()).size(), 1U) << "one at a time";
            EXPECT_EQ(writer.typed(), empty_apology) << "it writes nothing for anybody";
            EXPECT_FALSE(writer.changed_to(empty_apology)) << "and keeps nothing";
            EXPECT_EQ(world->all_bytes().find("only banter"), std::string::npos);
            const auto sent = writer.goes_on();
            EXPECT_EQ(sent.status, 200);
            EXPECT_TRUE(writer.changed_to(empty_apology)) << "it never blocks";
            EXPECT_THAT(sent.form("say").body, Not(HasSubstr("class=\"question\"")));
        }
}

TEST(WritingAid, AsksOneQuestionAfterTheOtherAndNoneTwice) {
    for (const auto& way : {ways_in[2], ways_in[6]})
        for (auto& world : every_database()) {
            SCOPED_TRACE(way.what);
            Writer writer(*world, way);
            writer.sends(empty_apology, "");
            std::set<std::string> told;
            for (;;) {
                const auto now = questions_on(writer.form());
                ASSERT_EQ(now.size(), 1U);
                EXPECT_TRUE(told.insert(now.front()).second) << "asked twice: " << now.front();
                if (writer.form().body.find("value=\"next\"") == std::string::npos) break;
                EXPECT_EQ(writer.goes_on("", "next").status, 200);
                EXPECT_EQ(writer.typed(), empty_apology);
                EXPECT_FALSE(writer.changed_to(empty_apology));
            }
            EXPECT_GE(told.size(), 4U);
            EXPECT_TRUE(questions_on(writer.goes_on("", "next").form("say")).empty());
            writer.goes_on();
            EXPECT_TRUE(writer.changed_to(empty_apology));
        }
}

TEST(WritingAid, AsksNothingMoreOnceSomebodySaysNotNow) {
    for (auto& world : every_database()) {
        Writer writer(*world, ways_in[2]);
        const std::string words = std::string(empty_apology) + " Write to dan@example.org.";
        writer.sends(words, "");
        const auto first = questions_on(writer.form());
        ASSERT_EQ(first.size(), 1U);
        writer.goes_on(writer.put());
        EXPECT_EQ(questions_on(writer.form()), first) << "whoever replaces a place is still at that question";
        writer.goes_on("", "no");
        EXPECT_TRUE(questions_on(writer.form()).empty());
        EXPECT_THAT(writer.form().body, Not(HasSubstr("dan@example.org")));
        EXPECT_FALSE(receipt_in(writer.goes_on()).empty());
    }
}

TEST(WritingAid, AsksNothingThatTheDeviceHasAsked) {
    for (auto& world : every_database()) {
        const auto ask = [&](const std::string& asked) { return world->sends_acknowledgement("I am sorry if anyone was hurt. I was drunk.", {{"looked", ""}, {"asked", asked}}).form("say"); };
        const auto first = ask("");
        ASSERT_EQ(questions_on(first).size(), 1U);
        const auto second = ask(first.field("asked"));
        ASSERT_EQ(questions_on(second).size(), 1U);
        EXPECT_NE(questions_on(first), questions_on(second));
        EXPECT_TRUE(questions_on(ask("all")).empty());
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
        EXPECT_NE(refused.form("say").field("looked"), "");
    }
}

TEST(WritingAid, AsksNothingThatTheVowAnswers) {
    constexpr auto words = "I laughed when she was hurt. She may have felt alone. It was my fault and nobody else's. My friend checks on me.";
    for (auto& world : every_database()) {
        const auto without = world->sends_acknowledgement(words, {{"looked", ""}}).form("say");
        EXPECT_THAT(without.body, HasSubstr("What will you do about it"));
        EXPECT_THAT(world->sends_acknowledgement(words, {{"looked", ""}, {"asked", without.field("asked")}}).body, HasSubstr("By when"));
        const auto with_vow = world->sends_acknowledgement(words, {{"vow_action", "Take a course."}, {"vow_day", (world->clock.today() + 30).iso()}, {"looked", ""}});
        EXPECT_FALSE(receipt_in(with_vow).empty());
    }
}

}  // namespace
}  // namespace himthough
