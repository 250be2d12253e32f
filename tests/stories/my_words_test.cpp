// What somebody opened with their nine words, and changes there: nothing they typed is lost, whatever refuses it.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/contributions.h"
#include "store/record.h"
#include "tests/stories/no_room_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::chrono::minutes too_long{121};
constexpr auto opened_too_long = "This page was open for too long.";
constexpr auto opens_nothing = "These nine words open nothing.";

/// Somebody's opened words, and the forms there.
struct Mine {
    World& world;
    Said said;
    std::string open;
    Mine(World& one, Said what) : world(one), said(std::move(what)), open(world.opens(said.receipt).field("open")) {}
    Answer edits(const std::string& words, const std::string& note) {
        return world.post("/p/edit", {{"open", open}, {"id", world.public_id(said)}, {"words", words}, {"note", note}});
    }
    Answer lets_read(const std::string& audience, const std::string& answers) {
        return world.post("/p/readers", {{"open", open}, {"id", world.public_id(said)}, {"audience", audience}, {"answers", answers}});
    }
};

TEST(MyWords, AnEditThatTookTooLongIsKeptInThePageAndSentWithTheNineWords) {
    for (auto& world : every_database()) {
        Mine mine(*world, world->says_me_too("Short."));
        world->clock.pass(std::chrono::minutes(119));
        EXPECT_EQ(mine.edits("A little longer.", "").status, 200);
        mine.open = world->opens(mine.said.receipt).field("open");
        world->clock.pass(too_long);
        const auto late = mine.edits("It took me two evenings.", "long");
        EXPECT_EQ(late.status, 422);
        EXPECT_THAT(late.body, HasSubstr(opened_too_long));
        EXPECT_THAT(late.body, HasSubstr("action=\"/p/edit\""));
        EXPECT_THAT(late.body, Not(HasSubstr("name=\"open\"")));
        EXPECT_THAT(late.body, Not(HasSubstr("A little longer."))) << "nothing is opened by it";
        EXPECT_EQ(late.field("words"), "It took me two evenings.");
        EXPECT_EQ(late.field("note"), "long");

        Fields again = {{"id", late.field("id")}, {"words", late.field("words")}, {"note", late.field("note")}, {"receipt", "not the nine words"}};
        const auto mistyped = world->post("/p/edit", again);
        EXPECT_EQ(mistyped.status, 422);
        EXPECT_THAT(mistyped.body, HasSubstr(opens_nothing));
        EXPECT_THAT(mistyped.body, Not(HasSubstr("not the nine words")));
        EXPECT_EQ(mistyped.field("words"), "It took me two evenings.");
        again.back().second = mine.said.receipt;
        EXPECT_EQ(world->post("/p/edit", again).status, 200);
        EXPECT_THAT(world->opens(mine.said.receipt).body, HasSubstr("It took me two evenings."));
    }
}

TEST(MyWords, AnAcknowledgementEditedTooLongKeepsItsDeedAndItsVow) {
    for (auto& world : every_database()) {
        const Mine mine(*world, world->acknowledges("I looked away."));
        const auto day = (world->clock.today() + 30).iso();
        world->clock.pass(too_long);
        const auto late = world->post("/p/edit", {{"open", mine.open}, {"id", world->public_id(mine.said)}, {"deed", "said_it"}, {"words", "I said it."}, {"vow_action", "I will ask."}, {"vow_day", day}});
        EXPECT_EQ(late.status, 422);
        EXPECT_THAT(late.body, HasSubstr("value=\"said_it\" checked"));
        EXPECT_EQ(late.field("words"), "I said it.");
        EXPECT_EQ(late.field("vow_action"), "I will ask.");
        EXPECT_EQ(late.field("vow_day"), day);
        EXPECT_THAT(late.body, Not(HasSubstr("name=\"note\"")));
    }
}

TEST(MyWords, OtherReadersChosenTooLateStayChosen) {
    for (auto& world : every_database()) {
        Mine mine(*world, world->says_me_too("For fewer."));
        world->clock.pass(too_long);
        const auto late = mine.lets_read("survivors", "anyone");
        EXPECT_EQ(late.status, 422);
        EXPECT_THAT(late.body, HasSubstr("action=\"/p/readers\""));
        EXPECT_THAT(late.body, HasSubstr("value=\"survivors\" checked"));
        EXPECT_THAT(late.body, HasSubstr("value=\"anyone\" checked"));
        const auto done = world->post("/p/readers", {{"id", late.field("id")}, {"audience", "survivors"}, {"answers", "anyone"}, {"receipt", mine.said.receipt}});
        EXPECT_EQ(done.status, 200);
        EXPECT_THAT(done.body, HasSubstr("value=\"survivors\" checked"));
    }
}

TEST(MyWords, WhatWasOpenTooLongIsToldSoAndNeverThatTheNineWordsOpenNothing) {
    for (auto& world : every_database()) {
        const Mine mine(*world, world->says_me_too("Still here."));
        world->clock.pass(too_long);
        for (const auto path : {"/p/export", "/p/delete", "/p/among"}) {
            const auto late = world->post(path, {{"open", mine.open}, {"id", ""}});
            EXPECT_EQ(late.status, 422) << path;
            EXPECT_THAT(late.body, HasSubstr(opened_too_long)) << path;
            EXPECT_THAT(late.body, Not(HasSubstr(opens_nothing))) << path;
        }
        EXPECT_THAT(world->opens(mine.said.receipt).body, HasSubstr("Still here."));
    }
}

TEST(MyWords, AnEditOfWhatWasDeletedMeanwhileComesBackToo) {
    for (auto& world : every_database()) {
        Mine mine(*world, world->says_me_too("Going."));
        EXPECT_EQ(world->withdraws(mine.said).status, 200);
        const auto answer = mine.edits("Rewritten in another window.", "");
        EXPECT_EQ(answer.status, 422);
        EXPECT_THAT(answer.body, HasSubstr(opens_nothing));
        EXPECT_EQ(answer.field("words"), "Rewritten in another window.");
    }
}

TEST(MyWords, RefusedReadersLeaveTheWordsInTheOtherForm) {
    for (auto& world : every_database()) {
        Mine mine(*world, world->says_me_too("These words stay.", {{"note", "a note"}}));
        const auto refused = mine.lets_read("survivors", "");
        EXPECT_EQ(refused.status, 422);
        EXPECT_EQ(refused.field("words"), "These words stay.");
        EXPECT_EQ(refused.field("note"), "a note");
        EXPECT_THAT(refused.body, HasSubstr("value=\"survivors\" checked"));
        const auto unfolded = [&](const std::string& path) {
            const auto begin = refused.body.rfind("<details", refused.body.find("action=\"" + path + "\""));
            return refused.body.substr(begin, refused.body.find('>', begin) - begin).ends_with(" open");
        };
        EXPECT_TRUE(unfolded("/p/readers"));
        EXPECT_FALSE(unfolded("/p/edit"));
    }
}

TEST(MyWords, AnEditThatTheDiskRefusesComesBack) {
    for (auto& world : every_database()) {
        Mine mine(*world, world->says_me_too("Kept as it was."));
        {
            const NoRoom full;
            const auto answer = mine.edits("Written on a bad day.", "rain");
            EXPECT_EQ(answer.status, 503);
            EXPECT_NE(answer.header("Retry-After"), "");
            EXPECT_EQ(answer.field("words"), "Written on a bad day.");
            EXPECT_EQ(answer.field("note"), "rain");
            EXPECT_EQ(mine.lets_read("survivors", "anyone").status, 503);
        }
        EXPECT_EQ(mine.edits("Written on a bad day.", "rain").status, 200);
        EXPECT_THAT(world->opens(mine.said.receipt).body, HasSubstr("Written on a bad day."));
    }
}

TEST(MyWords, TooManyChangesAreRefusedWithEverythingTypedAndDeletingNeverIs) {
    for (auto& world : every_database()) {
        Mine mine(*world, world->says_me_too("Zero."));
        world->site().posting = {2, 6};
        EXPECT_EQ(mine.edits("One.", "").status, 200);
        EXPECT_EQ(mine.lets_read("everyone", "anyone").status, 200);
        const auto answer = mine.edits("Two.", "a note");
        EXPECT_EQ(answer.status, 429);
        EXPECT_NE(answer.header("Retry-After"), "");
        EXPECT_EQ(answer.field("words"), "Two.");
        EXPECT_EQ(answer.field("note"), "a note");
        EXPECT_EQ(mine.lets_read("only_me", "nobody").status, 429);
        EXPECT_EQ(world->opens(mine.said.receipt).status, 200);
        EXPECT_EQ(world->post("/p/export", {{"open", mine.open}}).status, 200);
        EXPECT_EQ(world->withdraws(mine.said).status, 200);
        const auto alone = mine.edits("Three.", "");
        EXPECT_EQ(alone.status, 429);
        EXPECT_EQ(alone.field("words"), "Three.") << "also where the page of opened words cannot be shown";
        EXPECT_NE(alone.field("open"), "");
    }
}

TEST(MyWords, TheExportTellsWhyItWasNotAccepted) {
    for (auto& world : every_database()) {
        const Mine mine(*world, world->says_me_too("Not like this."));
        const auto row = world->services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
            store::add_entry(tx, record_key(world->services().keys), {.reviewer = 1, .day = world->clock.today(), .did = Did::declined,
                                                                         .about = mine.said.id, .reason = Reason::names_somebody});
            return Done{};
        });
        ASSERT_TRUE(row);
        world->reviewer_decides(mine.said, State::declined);
        const auto held = boost::json::parse(world->post("/p/export", {{"open", mine.open}}).body).as_object();
        const auto& one = held.at("contributions").as_array().at(0).as_object();
        EXPECT_EQ(one.at("reason").as_string(), "names_somebody");
        EXPECT_FALSE(one.contains("stood"));
    }
}

TEST(MyWords, WithTheLastOneEverythingIsGoneAndNothingLeadsBack) {
    for (auto& world : every_database()) {
        const auto first = world->says_me_too("The first.");
        Said second{first.receipt};
        const auto added = world->services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
            second.id = store::add_contribution(tx, *store::find_contribution(tx, first.id));
            return Done{};
        });
        ASSERT_TRUE(added);
        const auto one = world->withdraws(first);
        EXPECT_THAT(one.body, HasSubstr("These words are deleted."));
        EXPECT_THAT(one.body, HasSubstr("Back to my words"));
        const auto last = world->withdraws(second);
        EXPECT_EQ(last.status, 200);
        EXPECT_THAT(last.body, HasSubstr("Everything of yours is deleted."));
        EXPECT_THAT(last.body, Not(HasSubstr("Back to my words")));
        EXPECT_EQ(world->opens(first.receipt).status, 422);
    }
}

}  // namespace
}  // namespace himthough
