// A circle from its opening to its end, through the pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/show_round.h"
#include "store/circles.h"
#include "store/deletions.h"
#include "store/sql/sqlite.h"
#include "tests/stories/circle_scene_test.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Circles, AreOpenedWithALinkForEachOtherSeat) {
    for (auto& world : every_database()) {
        Circle circle(*world, 5);
        EXPECT_EQ(circle.opened.status, 200);
        EXPECT_EQ(circle.links.size(), 4U);
        EXPECT_EQ(circle.opened.header("cache-control"), "no-store");
        EXPECT_THAT(circle.page(0).body, AllOf(HasSubstr("The circle is gathering"), HasSubstr("1/5")));
        const auto again = circle.sends(5, "weekly");
        EXPECT_EQ(receipt_in(again), circle.words[0]) << "the same form finds the circle it made";
        EXPECT_EQ(links_in(again), circle.links);
    }
}

TEST(Circles, HaveThreeToEightSeats) {
    for (auto& world : every_database()) {
        for (const char* seats : {"2", "9", "", "x"}) {
            const auto refused = world->post("/himthough/circle", {{"token", world->get("/himthough/circle").field("token")}, {"seats", seats}, {"rhythm", "weekly"}});
            EXPECT_EQ(refused.status, 422);
            EXPECT_THAT(refused.body, HasSubstr("A circle has three to eight seats."));
        }
        Circle circle(*world, 8);
        EXPECT_EQ(circle.links.size(), 7U);
        const auto ninth = circle.posts(0, "seat", {{"place", "9"}});
        EXPECT_EQ(ninth.status, 422);
        EXPECT_THAT(ninth.body, HasSubstr("A circle has three to eight seats."));
    }
}

TEST(Circles, GiveASeatOnceByItsLink) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        const auto& link = circle.links[0];
        const auto offer = world->get(link);
        EXPECT_THAT(offer.body, AllOf(HasSubstr("<title>Notes</title>"), HasSubstr("Every week"), HasSubstr("noindex")));
        EXPECT_EQ(world->get(link).status, 200) << "looking uses nothing up";
        const auto taken = world->post(link, {{"token", offer.field("token")}});
        EXPECT_EQ(taken.status, 200);
        EXPECT_NE(receipt_in(taken), "");
        EXPECT_EQ(receipt_in(world->post(link, {{"token", offer.field("token")}})), receipt_in(taken)) << "the same form once more";

        const auto used = world->get(link), foreign = world->get("/seat/made-up");
        EXPECT_EQ(used.status, 404);
        EXPECT_EQ(used.body, foreign.body);
        const auto other_token = world->get(circle.links[1]).field("token");
        const auto used_post = world->post(link, {{"token", other_token}}), foreign_post = world->post("/seat/made-up", {{"token", other_token}});
        EXPECT_EQ(used_post.status, 404);
        EXPECT_EQ(used_post.body, foreign.body);
        EXPECT_EQ(foreign_post.body, foreign.body);
        EXPECT_EQ(world->post("/seat/made-up", {{"token", "old"}}).body, foreign.body);
        EXPECT_EQ(world->post(circle.links[1], {{"token", "old"}}).status, 422) << "a form that lay open for too long is shown again";
    }
}

TEST(Circles, GiveTheOpenerAFreshLinkForAnEmptySeat) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        const auto fresh = links_in(circle.posts(0, "seat", {{"place", "2"}}));
        ASSERT_EQ(fresh.size(), 1U);
        EXPECT_EQ(world->get(circle.links[0]).status, 404) << "the older one is out of use";
        circle.words.push_back(receipt_in(circle.takes(fresh[0])));
        EXPECT_EQ(circle.posts(0, "seat", {{"place", "2"}}).status, 409) << "somebody sits there";
        EXPECT_THAT(circle.posts(1, "seat", {{"place", "3"}}).body, HasSubstr("This cannot be done in your circle now.")) << "for the opener only";
        EXPECT_EQ(world->get(circle.links[1]).status, 200);
    }
}

TEST(Circles, CheckTheNineWordsAndShowTheLinksOnceMoreWhenTheyWereWrong) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        const auto wrong = world->post("/p/check", {{"token", circle.token}, {"first", "zoom"}, {"second", "zoom"}});
        EXPECT_EQ(wrong.status, 422);
        EXPECT_EQ(links_in(wrong), circle.links);
    }
}

TEST(Circles, BeginWithThree) {
    for (auto& world : every_database()) {
        Circle circle(*world, 4);
        EXPECT_EQ(circle.posts(0, "begin").status, 403);
        circle.all_sit_down();
        EXPECT_THAT(circle.posts(1, "begin").body, HasSubstr("This cannot be done in your circle now.")) << "the opener's to do";
        EXPECT_THAT(circle.posts(0, "begin", {{"choice", "old-jokes"}}).body, AllOf(HasSubstr("Round 1"), HasSubstr("What did people laugh about")));
        EXPECT_EQ(circle.posts(0, "begin", {{"choice", "my-own-no"}}).status, 200);
        EXPECT_THAT(circle.page(2).body, AllOf(HasSubstr("What did people laugh about"), HasSubstr("0/4"))) << "begun once";
    }
}

TEST(Circles, ShowWhatWasWrittenWhenAllHaveWritten) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        EXPECT_EQ(circle.writes(0, "I came to listen first.").status, 200);
        EXPECT_EQ(circle.writes(1, "I laughed along for years.").status, 200);
        EXPECT_THAT(circle.page(0).body, AllOf(HasSubstr("I came to listen first."), Not(HasSubstr("laughed along for years")), HasSubstr("2/3")));
        EXPECT_EQ(world->all_bytes().find("laughed along for years"), std::string::npos) << "nowhere readable, not even now";
        EXPECT_EQ(circle.writes(2, "I said nothing that day.").status, 200);
        for (const std::size_t who : {0U, 1U, 2U})
            EXPECT_THAT(circle.page(who).body, AllOf(HasSubstr("I came to listen first."), HasSubstr("I laughed along for years."), HasSubstr("I said nothing that day."))) << who;
        for (const char* kept : {"listen first", "laughed along for years", "nothing that day"}) EXPECT_EQ(world->all_bytes().find(kept), std::string::npos) << "open to members only";
    }
}

TEST(Circles, GoThroughTwoRoundsAndCloseARoundByItsDay) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        circle.writes(0, "I came to listen first.");
        circle.days_pass(6);
        EXPECT_THAT(circle.page(1).body, Not(HasSubstr("listen first")));
        circle.days_pass(1);
        EXPECT_THAT(circle.page(1).body, AllOf(HasSubstr("Round 2"), HasSubstr("listen first"), HasSubstr("When did you notice this week"))) << "the list goes on";
        for (const std::size_t who : {0U, 1U, 2U}) circle.writes(who, "I noticed it at work.");
        EXPECT_THAT(circle.page(2).body, HasSubstr("All have written."));
        circle.days_pass(7);
        EXPECT_THAT(circle.page(0).body, AllOf(HasSubstr("Round 3"), HasSubstr("0/3")));
    }
}

TEST(Circles, KeepOneNoteOfEachInARound) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        circle.writes(0, "I came to listen first.");
        EXPECT_EQ(circle.writes(0, "I came to listen first.").status, 200);
        EXPECT_EQ(circle.writes(0, "I came, and I stayed.").status, 200);
        EXPECT_THAT(circle.page(0).body, AllOf(HasSubstr("I came, and I stayed."), Not(HasSubstr("listen first")), HasSubstr("1/3")));
        circle.writes(1, "I laughed along.");
        const auto last = circle.page(2);
        const Fields note{{"open", last.field("open")}, {"round", last.form("note").field("round")}, {"words", "I said nothing."}};
        EXPECT_EQ(world->post("/p/circle/note", note).status, 200);
        EXPECT_EQ(world->post("/p/circle/note", note).status, 200) << "sent twice by the last, who closed the round with it";
        auto other = note;
        other.back().second = "I say more now.";
        const auto late = world->post("/p/circle/note", other);
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, AllOf(HasSubstr("That round is over."), HasSubstr("I say more now."))) << "what was typed comes back";
        EXPECT_THAT(circle.page(0).body, Not(HasSubstr("I say more now.")));
    }
}

TEST(Circles, TakeNoContactDetailsAndNothingTooLong) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        const auto refused = circle.writes(0, "Write to dan@example.org.");
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("<mark>dan@example.org</mark>"));
        EXPECT_EQ(circle.writes(0, std::string(1501, 'a')).status, 422);
        EXPECT_EQ(circle.writes(0, "").status, 422);
        EXPECT_EQ(circle.posts(0, "question", {{"round", "2"}, {"question", "Who is dan@example.org?"}}).status, 422);
        EXPECT_EQ(circle.writes(0, std::string(1500, 'a')).status, 200);
    }
}

TEST(Circles, GiveBackWhatWasTypedWhenTheNineWordsAreNeededAgain) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        const auto page = circle.page(1);
        world->clock.pass(std::chrono::hours(3));
        const auto asked = world->post("/p/circle/note", {{"open", page.field("open")}, {"round", "1"}, {"words", "I took my time."}});
        EXPECT_EQ(asked.status, 422);
        EXPECT_THAT(asked.body, HasSubstr("I took my time."));
        EXPECT_EQ(world->post("/p/circle/note", {{"receipt", circle.words[1]}, {"round", asked.field("round")}, {"words", "I took my time."}}).status, 200);
        EXPECT_THAT(circle.page(1).body, HasSubstr("I took my time."));
    }
}

TEST(Circles, AskAQuestionOfTheirOwn) {
    for (auto& world : every_database()) {
        Circle circle(*world, 4);
        for (const std::size_t who : {0U, 1U}) circle.words.push_back(receipt_in(circle.takes(circle.links[who])));
        circle.begins();
        EXPECT_EQ(circle.posts(1, "question", {{"round", "2"}, {"question", "Whom did I not ask?"}}).status, 200);
        EXPECT_EQ(circle.posts(1, "question", {{"round", "2"}, {"question", "Whom did I not ask?"}}).status, 200);
        EXPECT_EQ(circle.posts(2, "question", {{"round", "2"}, {"choice", "old-jokes"}}).status, 409) << "the first choice counts";
        EXPECT_EQ(circle.posts(2, "question", {{"round", "2"}}).status, 422);
        EXPECT_EQ(circle.posts(2, "question", {{"round", "9"}, {"choice", "old-jokes"}}).status, 409);
        EXPECT_EQ(world->all_bytes().find("Whom did I not ask"), std::string::npos);
        circle.words.push_back(receipt_in(circle.takes(circle.links[2])));
        circle.days_pass(7);
        EXPECT_THAT(circle.page(0).body, HasSubstr("Whom did I not ask?"));
        EXPECT_THAT(circle.page(3).body, AllOf(Not(HasSubstr("Whom did I not ask?")), HasSubstr("from before you came")));
    }
}

TEST(Circles, LetWhoeverComesLaterReadOnlyWhatFollows) {
    for (auto& world : every_database()) {
        Circle circle(*world, 4);
        for (const std::size_t who : {0U, 1U}) circle.words.push_back(receipt_in(circle.takes(circle.links[who])));
        circle.begins();
        circle.writes(0, "I came to listen first.");
        circle.words.push_back(receipt_in(circle.takes(circle.links[2])));
        EXPECT_THAT(circle.page(3).body, HasSubstr("You take part from the next one on."));
        EXPECT_EQ(circle.posts(3, "note", {{"round", "1"}, {"words", "I am new."}}).status, 403);
        circle.writes(1, "I laughed along.");
        circle.writes(2, "I said nothing.");
        EXPECT_THAT(circle.page(0).body, HasSubstr("All have written."));
        EXPECT_THAT(circle.page(3).body, Not(HasSubstr("listen first")));
        circle.days_pass(7);
        EXPECT_EQ(circle.writes(3, "I am new.").status, 200);
        EXPECT_THAT(circle.page(3).body, AllOf(HasSubstr("I am new."), Not(HasSubstr("listen first")), HasSubstr("1/4")));
    }
}

TEST(Circles, ForgetWhatSomebodyWroteWhenTheyLeave) {
    for (auto& world : every_database()) {
        Circle circle(*world, 4);
        circle.all_sit_down().begins();
        for (const std::size_t who : {0U, 1U, 2U, 3U}) circle.writes(who, "I speak from seat " + std::to_string(who) + ".");
        EXPECT_THAT(circle.posts(3, "leave").body, HasSubstr("deleted"));
        EXPECT_THAT(circle.page(0).body, AllOf(HasSubstr("I speak from seat 1."), Not(HasSubstr("I speak from seat 3.")), HasSubstr("3/4")));
        EXPECT_THAT(circle.page(3).body, HasSubstr("These nine words open nothing"));
        const auto fresh = links_in(circle.posts(0, "seat", {{"place", "4"}}));
        ASSERT_EQ(fresh.size(), 1U);
        EXPECT_THAT(world->get(fresh[0]).body, HasSubstr("Take the seat")) << "the place is free again";
    }
}

TEST(Circles, CloseUnderThreeAndNothingIsLeft) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        for (const std::size_t who : {0U, 1U, 2U}) circle.writes(who, "I was there.");
        world->post("/p/delete", {{"receipt", circle.words[2]}, {"id", ""}});   // everything by receipt leaves too
        const auto left = world->opens(circle.words[0]);
        EXPECT_EQ(left.status, 200);
        EXPECT_THAT(left.body, AllOf(HasSubstr("the circle has closed"), Not(HasSubstr("Go to your circle"))));
        EXPECT_THAT(circle.page(0).body, HasSubstr("These nine words open nothing"));
        world->services().store.read([&](store::Transaction& tx) {
            EXPECT_FALSE(store::find_circle(tx, 1));
            EXPECT_TRUE(store::seats_of(tx, 1).empty());
            return 0;
        });
    }
}

TEST(Circles, LeaveNoByteOfTheirNotesBehind) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        circle.writes(0, "I came to listen first.");
        const auto sealed = world->services().store.read([&](store::Transaction& tx) {
            return *tx.one("SELECT sealed FROM note_copy LIMIT 1", {}, [](const sql::Row& row) { return std::string(row.bytes(0)); });
        });
        EXPECT_NE(world->all_bytes().find(sealed), std::string::npos);
        circle.posts(1, "leave");
        world->sweeps();
        EXPECT_EQ(world->all_bytes().find(sealed), std::string::npos);
    }
}

TEST(Circles, CloseWithTheOpenerBeforeTheyBegin) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down();
        circle.posts(0, "leave");
        EXPECT_THAT(world->opens(circle.words[1]).body, HasSubstr("the circle has closed"));
        EXPECT_THAT(circle.sends(3, "weekly").body, HasSubstr("took it back")) << "the form does not bring it back";
    }
}

TEST(Circles, NeitherRepeatNorReopenARoundWhenTheClockIsSetBack) {   // SAFETY 32
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        circle.writes(0, "I came to listen first.");
        circle.days_pass(7);
        EXPECT_THAT(circle.page(1).body, HasSubstr("Round 2"));
        circle.clock_jumps(-6);
        EXPECT_THAT(circle.page(1).body, AllOf(HasSubstr("Round 2"), HasSubstr("listen first")));
        EXPECT_EQ(circle.posts(1, "note", {{"round", "1"}, {"words", "Too late."}}).status, 409);
        EXPECT_EQ(circle.writes(1, "I go on.").status, 200);
        circle.clock_jumps(400);
        EXPECT_THAT(circle.page(1).body, HasSubstr("Round 3"));
        circle.clock_jumps(-400);
        EXPECT_THAT(circle.page(1).body, AllOf(HasSubstr("Round 3"), HasSubstr("I go on.")));
        circle.days_pass(7);
        EXPECT_THAT(circle.page(1).body, HasSubstr("Round 4")) << "a clock that ran ahead costs one round";
    }
}

TEST(Circles, AreNothingToNineWordsWithoutASeat) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was long ago.");
        for (const char* path : {"/p/circle", "/p/circle/leave", "/p/circle/show", "/p/circle/seat", "/p/circle/begin", "/p/circle/note", "/p/circle/question"})
            EXPECT_THAT(world->post(path, {{"receipt", said.receipt}, {"round", "1"}, {"place", "2"}, {"words", "Some words."}, {"question", "Why?"}}).body,
                        HasSubstr("These nine words open nothing")) << path;
        EXPECT_THAT(world->opens(said.receipt).body, AllOf(HasSubstr("It was long ago."), Not(HasSubstr("circle"))));
    }
}

TEST(Circles, GiveEachMemberACopyOfTheirOwnNotes) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        for (const std::size_t who : {0U, 1U, 2U}) circle.writes(who, "I speak from seat " + std::to_string(who) + ".");
        circle.days_pass(7);
        circle.writes(1, "I go on.");
        const auto file = world->post("/p/export", {{"receipt", circle.words[1]}});
        EXPECT_EQ(file.status, 200);
        EXPECT_THAT(file.body, AllOf(HasSubstr("I speak from seat 1."), HasSubstr("I go on."), Not(HasSubstr("I speak from seat 0."))));
    }
}

TEST(Circles, GiveAMemberTheirOwnQuestionsToTakeAlongAndNobodyElses) {   // SAFETY 37
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        circle.posts(1, "question", {{"question", "What would the tallest tree say?"}, {"round", "2"}});
        for (std::size_t seat = 0; seat < 3; ++seat) circle.writes(seat, "I listened.");
        const auto takes_along = [&](std::size_t seat) { return world->post("/p/export", {{"open", circle.page(seat).field("open")}}).body; };
        EXPECT_THAT(takes_along(1), HasSubstr("tallest tree")) << "of the round to come";
        circle.days_pass(7);
        for (std::size_t seat = 0; seat < 3; ++seat) circle.writes(seat, "I listened again.");
        EXPECT_THAT(takes_along(0), AllOf(HasSubstr("I listened again."), Not(HasSubstr("tallest tree"))));
        EXPECT_THAT(takes_along(1), HasSubstr("tallest tree"));
    }
}

TEST(Circles, CanShowAQuestionBeforeAnybodyHasAnsweredIt) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        for (std::size_t seat = 0; seat < 2; ++seat) circle.writes(seat, "I listened.");
        circle.posts(1, "question", {{"question", "What would the tallest tree say?"}, {"round", "2"}});
        EXPECT_THAT(circle.page(0).body, HasSubstr("action=\"/p/circle/show\""));
        EXPECT_EQ(circle.posts(0, "show", {{"round", "2"}}).status, 200);
        EXPECT_EQ(circle.posts(0, "show", {{"round", "1"}}).status, 403) << "there nobody asked in their own words, and it is not over";
        const auto shown = world->services().store.read([](store::Transaction& tx) { return store::shown_rounds(tx, 10); });
        ASSERT_EQ(shown.size(), 1U);
        const auto read = read_shown_round(world->services(), shown.front().id);
        ASSERT_TRUE(read && read->notes.size() == 1);
        EXPECT_TRUE(read->notes.front().question);
        EXPECT_NE(read->notes.front().words.find("tallest tree"), std::string::npos);
        circle.days_pass(7);
        for (std::size_t seat = 0; seat < 3; ++seat) circle.writes(seat, "I listened again.");
        EXPECT_EQ(circle.posts(0, "show", {{"round", "2"}}).status, 200) << "now with what was written to it";
        EXPECT_EQ(read_shown_round(world->services(), shown.front().id)->notes.size(), 4U);
    }
}

TEST(Circles, ThatClosedStayClosedAfterARestore) {   // SAFETY 6
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down();
        const auto backup = world->backs_up();
        circle.begins();
        circle.posts(2, "leave");
        const auto restored = world->restores(backup);
        restored->read([](store::Transaction& tx) { EXPECT_EQ(tx.number("SELECT count(*) FROM circle"), 0); });
    }
}

}  // namespace
}  // namespace himthough
