#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "movement/item.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

struct TwoAtTheDesk {
    explicit TwoAtTheDesk(World& w) : world(w) {}
    World& world;
    Said said = world.says_me_too("It was long ago.");
    std::string id = world.public_id(said);
    Reviewing amal = somebody_at_the_desk(world, "Amal"), noor = somebody_at_the_desk(world, "Noor");

    bool waits_for(Reviewing& who) { return who.get("/desk").body.find("/desk/item/" + id + "/read") != std::string::npos; }
    std::int64_t stories() {
        return world.services().store.read([](store::Transaction& tx) { return tx.number(sql::Text("SELECT coalesce(sum(count), 0) FROM cell WHERE event = 1")); });
    }
    bool on_the_wall() { return world.get("/himthough/wall").body.find("It was long ago.") != std::string::npos; }
};

TEST(Queue, WhatOneReadsNobodyElseDecides) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        EXPECT_TRUE(desk.waits_for(desk.noor));
        const auto page = desk.amal.reads(desk.id);
        EXPECT_THAT(page.body, HasSubstr("It was long ago."));
        EXPECT_FALSE(desk.waits_for(desk.noor));
        EXPECT_THAT(desk.noor.get("/desk/item/" + desk.id).body, AllOf(HasSubstr("Somebody else is reading this one"), Not(HasSubstr("long ago"))));
        const auto taking = desk.noor.presses(desk.id, "read");
        EXPECT_EQ(taking.status, 409);
        EXPECT_THAT(taking.body, AllOf(HasSubstr("Somebody else is reading this one"), Not(HasSubstr("long ago"))));
        const auto late = desk.noor.post("/desk/item/" + desk.id, {{"form_token", taking.field("form_token")}, {"revision", "1"}, {"decision", "accept"}});
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, Not(HasSubstr("long ago")));
        const auto empty = desk.noor.post("/desk/item/" + desk.id, {{"form_token", taking.field("form_token")}});
        EXPECT_EQ(empty.status, 409);
        EXPECT_THAT(empty.body, Not(HasSubstr("long ago"))) << "a form that says nothing opens nothing";
        EXPECT_EQ(desk.amal.decides(desk.id, {{"decision", "accept"}}).status, 303);
    }
}

TEST(Queue, AClaimLapsesAndASlowReviewerLearnsWhoDecided) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto amals = desk.amal.reads(desk.id);
        world->clock.pass(20min);
        EXPECT_TRUE(desk.waits_for(desk.noor));
        EXPECT_EQ(desk.noor.decides(desk.id, {{"decision", "decline"}, {"reason", "attacks"}}).status, 303);
        const auto late = desk.amal.post("/desk/item/" + desk.id, {{"form_token", amals.field("form_token")}, {"revision", "1"}, {"decision", "accept"}});
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, HasSubstr("Somebody else has decided this one."));
        world->cuts_edition_now();
        EXPECT_FALSE(desk.on_the_wall());
    }
}

TEST(Queue, IsPutBackHandedOnAndFreedBySigningOut) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        desk.amal.reads(desk.id);
        EXPECT_EQ(desk.amal.presses(desk.id, "put-back").status, 303);
        EXPECT_TRUE(desk.waits_for(desk.amal));
        EXPECT_TRUE(desk.waits_for(desk.noor));
        desk.amal.reads(desk.id);
        EXPECT_EQ(desk.amal.presses(desk.id, "hand-on").status, 303);
        EXPECT_FALSE(desk.waits_for(desk.amal)) << "nobody asks why, and it does not come back";
        EXPECT_TRUE(desk.waits_for(desk.noor));
        desk.noor.reads(desk.id);
        desk.noor.presses(desk.id, "hand-on");
        EXPECT_TRUE(desk.waits_for(desk.amal)) << "handed on by all who are here is handed on by nobody";
        desk.amal.reads(desk.id);
        desk.amal.post("/desk/sign-out", {{"form_token", desk.amal.get("/desk").field("form_token")}});
        EXPECT_TRUE(desk.waits_for(desk.noor));
    }
}

TEST(Queue, AsksForARestAndAsksAgainOnlyAfterOne) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        std::vector<std::string> ids;
        for (int count = 0; count <= ReadingCaps().items; ++count) ids.push_back(world->public_id(world->says_me_too("Once more.")));
        for (int count = 0; count < ReadingCaps().items; ++count) EXPECT_EQ(desk.amal.presses(ids[static_cast<std::size_t>(count)], "read").status, 303) << count;
        EXPECT_EQ(desk.amal.presses(ids[0], "read").status, 303) << "what is open counts once";
        const auto refused = desk.amal.presses(ids.back(), "read");
        EXPECT_EQ(refused.status, 429);
        EXPECT_THAT(refused.body, AllOf(HasSubstr("Time for a rest"), HasSubstr("a guess"), Not(HasSubstr("/read\""))));
        EXPECT_EQ(desk.amal.decides(ids[0], {{"decision", "accept"}}).status, 303) << "what is open can still be decided";
        EXPECT_TRUE(desk.waits_for(desk.noor));
        world->clock.pass(15min);
        EXPECT_EQ(desk.amal.presses(ids.back(), "read").status, 303);
    }
}

TEST(Queue, AsksForARestAsTheOperatorSays) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        world->services().desk.caps = {1, 20min, 5min};
        const auto later = world->public_id(world->says_me_too("Once more."));
        EXPECT_THAT(desk.amal.get("/desk/care").body, HasSubstr("20 minutes, the desk asks for 5 minutes"));
        desk.amal.reads(desk.id);
        const auto refused = desk.amal.presses(later, "read");
        EXPECT_EQ(refused.status, 429);
        EXPECT_THAT(refused.body, HasSubstr("Nothing more is opened for 5 minutes."));
        world->clock.pass(5min);
        EXPECT_EQ(desk.amal.presses(later, "read").status, 303);
    }
}

TEST(Queue, PutsSomethingLighterFirstAfterThreeHardOnes) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        std::vector<std::string> hard;
        for (int count = 0; count < 4; ++count) hard.push_back(world->public_id(world->says_me_too("My boss Dan stayed.")));
        const auto light = world->public_id(world->acknowledges("I laughed along."));
        const auto first = [&] {
            const auto page = amal.get("/desk").body;
            return page.find(light) < page.find(hard[3]) ? "light" : "hard";
        };
        EXPECT_STREQ(first(), "hard");
        for (std::size_t count = 0; count < 3; ++count) amal.decides(hard[count], {{"decision", "decline"}, {"reason", "names_somebody"}});
        EXPECT_STREQ(first(), "light");
        EXPECT_THAT(amal.get("/desk").body, HasSubstr("Something lighter, after some hard ones."));
        amal.decides(light, {{"decision", "accept"}});
        EXPECT_THAT(amal.get("/desk").body, Not(HasSubstr("Something lighter")));
    }
}

TEST(Queue, LeavesAsideWhatSomebodyDoesNotReadAndTellsNobody) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto noted = world->public_id(world->acknowledges("I laughed along."));
        const auto care = desk.amal.get("/desk/care");
        EXPECT_EQ(desk.amal.post("/desk/care", {{"form_token", care.field("form_token")}, {"aside-story", "1"}}).status, 200);
        EXPECT_THAT(desk.amal.get("/desk/care").body, HasSubstr("name=\"aside-story\" id=\"aside-story\" value=\"1\" checked"));
        EXPECT_FALSE(desk.waits_for(desk.amal));
        EXPECT_THAT(desk.amal.get("/desk").body, HasSubstr(noted));
        EXPECT_TRUE(desk.waits_for(desk.noor));
        EXPECT_THAT(desk.noor.get("/desk/care").body, Not(HasSubstr("checked")));
        EXPECT_THAT(desk.amal.get("/desk?what=story").body, Not(HasSubstr(desk.id)));
    }
}

TEST(Queue, ShowsOneKindOrOneLanguageWhenAsked) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        const auto story = world->public_id(world->says_me_too("It was long ago.")), french = world->public_id(world->says_me_too("C'était mon oncle.", {{"language", "fr"}}));
        const auto deed = world->public_id(world->acknowledges("I laughed along."));
        const auto shows = [&](const std::string& query) {
            const auto page = amal.get("/desk" + query).body;
            std::string found;
            for (const auto& [id, letter] : {std::pair(story, 's'), {french, 'f'}, {deed, 'd'}})
                if (page.find(id) != std::string::npos) found += letter;
            return found;
        };
        EXPECT_EQ(shows(""), "sfd");
        EXPECT_EQ(shows("?what=story"), "sf");
        EXPECT_EQ(shows("?what=story&language=fr"), "f");
        EXPECT_EQ(shows("?what=accountable"), "d");
        EXPECT_EQ(shows("?what=nonsense"), "sfd");
        EXPECT_EQ(shows("?language=en'"), "sfd");
    }
}

TEST(Queue, TakesADecisionBackWithinTenMinutesAndBeforeAnEdition) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto before = desk.stories();
        desk.amal.decides(desk.id, {{"decision", "accept"}});
        EXPECT_EQ(desk.stories(), before + 1);
        EXPECT_THAT(desk.amal.get("/desk").body, HasSubstr("You accepted one."));
        EXPECT_THAT(desk.noor.get("/desk").body, Not(HasSubstr("You accepted one.")));
        EXPECT_EQ(desk.noor.presses(desk.id, "undo").status, 422) << "one's own only";
        EXPECT_EQ(desk.amal.presses(desk.id, "undo").status, 303);
        EXPECT_EQ(desk.stories(), before) << "nothing was counted";
        EXPECT_TRUE(desk.waits_for(desk.noor));
        EXPECT_EQ(desk.amal.presses(desk.id, "undo").status, 422) << "once";

        desk.amal.decides(desk.id, {{"decision", "accept"}});
        EXPECT_EQ(desk.stories(), before + 1);
        world->cuts_edition_now();
        EXPECT_EQ(desk.amal.presses(desk.id, "undo").status, 422) << "an edition has carried it";
        EXPECT_TRUE(desk.on_the_wall());

        const auto other = world->public_id(world->says_me_too("Once more."));
        desk.amal.decides(other, {{"decision", "decline"}, {"reason", "attacks"}});
        world->clock.pass(10min);
        EXPECT_EQ(desk.amal.presses(other, "undo").status, 422) << "ten minutes have passed";
        EXPECT_THAT(desk.amal.get("/desk").body, Not(HasSubstr("You declined one.")));
    }
}

TEST(Queue, AVowWhoseAcceptanceIsTakenBackStandsNoMore) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        const auto said = world->acknowledges("I laughed along.", {{"vow_action", "I will say stop, out loud."}, {"vow_shows", "A friend would see it."}, {"vow_day", (world->clock.today() + 30).iso()}});
        const auto vowed = [&] { return world->services().store.read([](store::Transaction& tx) { return tx.number(sql::Text("SELECT coalesce(sum(count), 0) FROM cell WHERE event = 11")); }); };
        amal.decides(world->public_id(said), {{"decision", "accept"}});
        EXPECT_EQ(vowed(), 1);
        EXPECT_EQ(amal.presses(world->public_id(said), "undo").status, 303);
        EXPECT_EQ(vowed(), 0);
        amal.decides(world->public_id(said), {{"decision", "accept"}});
        EXPECT_EQ(vowed(), 1);
    }
}

TEST(TwoReaders, TheSecondDoesNotSeeTheFirstAndTheMoreCarefulCounts) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto first = desk.amal.decides(desk.id, {{"decision", "decline"}, {"reason", "attacks"}, {"second", "1"}});
        EXPECT_EQ(first.header("location"), "/desk?decided=2");
        EXPECT_FALSE(desk.waits_for(desk.amal));
        EXPECT_EQ(desk.amal.presses(desk.id, "read").status, 409);
        const auto again = desk.amal.post("/desk/item/" + desk.id, {{"form_token", desk.amal.get("/desk").field("form_token")}, {"revision", "1"}, {"decision", "accept"}});
        EXPECT_EQ(again.status, 409) << "the second word is somebody else's";
        const auto queue = desk.noor.get("/desk").body;
        EXPECT_THAT(queue, AllOf(HasSubstr("A second pair of eyes is wanted."), HasSubstr("Waiting for a second pair of eyes: 1. Of these you can read now: 1.")));
        EXPECT_THAT(desk.noor.get("/desk?what=call").body, HasSubstr("Waiting for a second pair of eyes: 1. Of these you can read now: 1.")) << "whatever is looked for";
        EXPECT_THAT(desk.amal.get("/desk").body, HasSubstr("Waiting for a second pair of eyes: 1. Of these you can read now: 0."));
        const auto page = desk.noor.reads(desk.id).body;
        EXPECT_THAT(page, AllOf(HasSubstr("It was long ago."), Not(HasSubstr("value=\"decline\" checked"))));
        EXPECT_EQ(desk.noor.decides(desk.id, {{"decision", "accept"}}).status, 303);
        world->cuts_edition_now();
        EXPECT_FALSE(desk.on_the_wall());
        EXPECT_THAT(world->opens(desk.said.receipt).body, HasSubstr("attacks"));
    }
}

TEST(TwoReaders, AreNotAskedForWhereNobodyElseIs) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        const auto id = world->public_id(world->says_me_too("It was long ago."));
        const auto refused = amal.decides(id, {{"decision", "accept"}, {"second", "1"}});
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, AllOf(HasSubstr("Nobody else reads here yet."), HasSubstr("value=\"accept\" checked"), HasSubstr("id=\"second\" value=\"1\" checked")));
    }
}

TEST(TwoReaders, AreNeededForWhatSomebodyHandedOnWhereThreeReview) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        auto kit = somebody_at_the_desk(*world, "Kit");
        desk.amal.reads(desk.id);
        desk.amal.presses(desk.id, "hand-on");
        EXPECT_EQ(desk.noor.decides(desk.id, {{"decision", "accept"}}).header("location"), "/desk?decided=2");
        EXPECT_EQ(kit.decides(desk.id, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
        world->cuts_edition_now();
        EXPECT_TRUE(desk.on_the_wall());
    }
}

TEST(TwoReaders, AreFoundForWhatOneHandedOnAndTheOtherReadFirst) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        desk.id = world->public_id(world->acknowledges("I did not stop when I was asked to.", {{"deed", "did_not_stop"}}));
        desk.amal.reads(desk.id);
        desk.amal.presses(desk.id, "hand-on");
        EXPECT_EQ(desk.noor.decides(desk.id, {{"decision", "accept"}}).header("location"), "/desk?decided=2");
        EXPECT_FALSE(desk.waits_for(desk.noor));
        EXPECT_TRUE(desk.waits_for(desk.amal)) << "nobody else is there to be the second";
        EXPECT_EQ(desk.amal.decides(desk.id, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
    }
}

TEST(TwoReaders, TheFirstWordStaysWhenTheSecondIsTakenBack) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        desk.amal.decides(desk.id, {{"decision", "decline"}, {"reason", "attacks"}, {"second", "1"}});
        desk.noor.decides(desk.id, {{"decision", "accept"}});
        EXPECT_EQ(desk.noor.presses(desk.id, "undo").status, 303);
        EXPECT_EQ(desk.noor.decides(desk.id, {{"decision", "accept"}}).status, 303);
        world->cuts_edition_now();
        EXPECT_FALSE(desk.on_the_wall()) << "the more careful one counts, also the second time";
    }
}

TEST(TwoReaders, ThatOneIsAloneNowMayThinkAgainAndWhoLeftHasNoWord) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto other = world->public_id(world->says_me_too("It was on a train."));
        desk.noor.decides(desk.id, {{"decision", "decline"}, {"reason", "attacks"}, {"second", "1"}});
        desk.amal.decides(other, {{"decision", "decline"}, {"reason", "attacks"}, {"second", "1"}});
        ASSERT_TRUE(let_go(desk.amal.at_terminal(), reviewer_called(world->services().store, "Noor").value().id));
        EXPECT_EQ(desk.amal.decides(desk.id, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
        EXPECT_EQ(desk.amal.decides(other, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
        world->cuts_edition_now();
        EXPECT_TRUE(desk.on_the_wall());
        EXPECT_THAT(world->get("/himthough/wall").body, HasSubstr("It was on a train."));
    }
}

TEST(TwoReaders, ReadWhatIsHardWithoutAnybodysWish) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto said = world->acknowledges("I did not stop when I was asked to.", {{"deed", "did_not_stop"}});
        const auto id = world->public_id(said);
        EXPECT_THAT(desk.amal.reads(id).body, AllOf(HasSubstr("Somebody else reads this one too"), Not(HasSubstr("name=\"second\""))));
        EXPECT_EQ(desk.amal.decides(id, {{"decision", "accept"}}).header("location"), "/desk?decided=2");
        EXPECT_EQ(desk.amal.decides(id, {{"decision", "accept"}}).status, 409);
        EXPECT_THAT(desk.noor.reads(id).body, Not(HasSubstr("Somebody else reads this one too")));
        EXPECT_EQ(desk.noor.decides(id, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
        world->cuts_edition_now();
        EXPECT_EQ(world->get("/himthough/c/" + id).status, 200);

        EXPECT_THAT(desk.amal.reads(desk.id).body, HasSubstr("name=\"second\"")) << "nothing is asked about in it";
        desk.amal.presses(desk.id, "put-back");
        const auto named = world->public_id(world->says_me_too("My boss Dan stayed."));
        EXPECT_EQ(desk.noor.decides(named, {{"decision", "decline"}, {"reason", "names_somebody"}}).header("location"), "/desk?decided=2");
    }
}

TEST(TwoReaders, DecideHardOnesAloneWhereOneReviewsOrTheOperatorSaysSo) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        const auto grave = [&] { return world->public_id(world->acknowledges("I did not stop when I was asked to.", {{"deed", "did_not_stop"}})); };
        const auto first = grave(), second = grave();
        EXPECT_EQ(amal.decides(first, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
        somebody_at_the_desk(*world, "Noor");
        world->services().desk.two_on_hard = false;
        EXPECT_EQ(amal.decides(second, {{"decision", "accept"}}).header("location"), "/desk?decided=1");
    }
}

TEST(TwoReaders, AnEditMakesItANewText) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        desk.amal.decides(desk.id, {{"decision", "accept"}, {"second", "1"}});
        world->post("/p/edit", {{"open", world->opens(desk.said.receipt).field("open")}, {"id", desk.id}, {"words", "It was not so long ago."}, {"note", ""}, {"looked", "1"}});
        EXPECT_TRUE(desk.waits_for(desk.amal)) << "what was said of another text is nobody's word on this one";
    }
}

TEST(Decisions, PutAContentNoteInFront) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto empty = desk.amal.decides(desk.id, {{"decision", "accept_noted"}, {"note", ""}});
        EXPECT_EQ(empty.status, 422);
        EXPECT_THAT(empty.body, HasSubstr("Please write the content note."));
        EXPECT_EQ(desk.amal.decides(desk.id, {{"decision", "accept_noted"}, {"note", "a childhood"}}).status, 303);
        world->cuts_edition_now();
        EXPECT_THAT(world->get("/himthough/c/" + desk.id).body, AllOf(HasSubstr("a childhood"), HasSubstr("It was long ago.")));
    }
}

TEST(Decisions, SayAFewWordsToTheWriterButNoAddress) {
    for (auto& world : every_database()) {
        TwoAtTheDesk desk(*world);
        const auto refused = desk.amal.decides(desk.id, {{"decision", "change"}, {"reason", "attacks"}, {"to_writer", "Write to desk@example.org about it."}});
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, AllOf(HasSubstr("Write to desk@example.org about it."), HasSubstr("value=\"change\" checked"), HasSubstr("value=\"attacks\" checked")));
        EXPECT_EQ(desk.amal.decides(desk.id, {{"decision", "change"}, {"reason", "attacks"}, {"to_writer", "The second line is enough."}}).status, 303);
        EXPECT_THAT(world->opens(desk.said.receipt).body, AllOf(HasSubstr("The second line is enough."), Not(HasSubstr("Amal"))));
        world->post("/p/edit", {{"open", world->opens(desk.said.receipt).field("open")}, {"id", desk.id}, {"words", "It was not so long ago."}, {"note", ""}, {"looked", "1"}});
        EXPECT_THAT(world->opens(desk.said.receipt).body, Not(HasSubstr("The second line is enough.")));
    }
}

}  // namespace
}  // namespace himthough
