// What becomes of a vow, from the form to the wall.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/contributions.h"
#include "store/counts.h"
#include "store/vows.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Somebody with one vow that everybody can read.
struct Vowing {
    explicit Vowing(World& one, Fields vow = {}) : world(one) {
        Fields fields{{"vow_action", "I will say stop, out loud."}, {"vow_day", (world.clock.today() + 30).iso()}};
        fields.insert(fields.end(), vow.begin(), vow.end());
        said = world.acknowledges("I laughed along.", fields);
        world.reviewer_accepts(said);
        world.cuts_edition();
    }
    Answer says(const std::string& report, const std::string& words = "", const std::string& day = "") {
        return world.post("/p/check-in", {{"open", world.opens(said.receipt).field("open")}, {"id", world.public_id(said)}, {"report", report}, {"words", words}, {"day", day}, {"looked", "1"}});
    }
    Said newest() { return {said.receipt, world.newest()}; }
    std::string page() { return world.get("/himthough/c/" + world.public_id(said)).body; }
    std::string wall() { return world.get("/himthough/accountable").body; }
    std::int64_t counted(Event event) {
        return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world.movement().id, event); });
    }
    World& world;
    const Day made{world.clock.today()};
    Said said;
};

TEST(Vows, StandOnTheWallWithWhereTheyStand) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        EXPECT_THAT(bo.wall(), AllOf(HasSubstr("I will say stop, out loud."), HasSubstr("A friend would see it."), HasSubstr("Promised.")));
        EXPECT_EQ(bo.counted(Event::vowed), 1);
    }
}

TEST(Vows, MoveByCheckInsAndOnlyWithAnEdition) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        EXPECT_THAT(bo.says("at_it").body, HasSubstr("Under way."));
        EXPECT_THAT(bo.wall(), HasSubstr("Promised.")) << "nobody can watch when somebody tells";
        world->cuts_edition();
        EXPECT_THAT(bo.wall(), HasSubstr("Under way."));
        EXPECT_THAT(bo.page(), HasSubstr("Still at it"));
    }
}

TEST(Vows, ShowWordsOfACheckInOnlyAfterAReviewerReadThem) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        EXPECT_EQ(bo.says("done", "I said it at the table.").status, 200);
        const auto told = bo.newest();
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Promised."), Not(HasSubstr("at the table"))));
        world->reviewer_accepts(told);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Kept, by their own word."), HasSubstr("I said it at the table.")));
        EXPECT_EQ(bo.counted(Event::kept), 1);
        EXPECT_EQ(bo.counted(Event::kept_witnessed), 0);
        EXPECT_EQ(bo.counted(Event::due), 1);
        EXPECT_EQ(bo.counted(event_of(Voice::accountable)), 1) << "a check-in is no second acknowledgement";
        EXPECT_EQ(bo.says("at_it").status, 403) << "an end is an end";
    }
}

TEST(Vows, SayHonestlyThatTheyWereNotKept) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("slipped");
        world->clock.pass(std::chrono::hours(24));
        bo.says("not_kept");
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Slipped, going on"), HasSubstr("Not kept.")));
        EXPECT_EQ(bo.counted(Event::not_kept), 1);
        EXPECT_EQ(bo.counted(Event::kept), 0);
    }
}

TEST(Vows, HearTheSameReportOnce) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("at_it");
        const auto first = world->newest();
        EXPECT_EQ(bo.says("at_it").status, 200);
        EXPECT_EQ(world->newest(), first);
    }
}

TEST(Vows, AreRefusedReportsThatDoNotFit) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        EXPECT_THAT(bo.says("").body, HasSubstr("Please choose what became of it."));
        EXPECT_EQ(bo.says("at_it", "", (world->clock.today() + 1).iso()).status, 422);
        EXPECT_EQ(bo.says("at_it", "", (bo.made + -1).iso()).status, 422);
        const auto named = bo.says("at_it", "Ask dan@example.org.");
        EXPECT_EQ(named.status, 422);
        EXPECT_THAT(named.body, HasSubstr("<mark>dan@example.org</mark>"));
    }
}

TEST(Vows, OnceTheyStandAnEditDoesNotChangeThem) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        world->post("/p/edit", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(bo.said)}, {"deed", "looked_away"}, {"words", "I laughed, and I went on."},
                                {"vow_action", "I will do less."}, {"vow_shows", "Nobody."}, {"vow_day", (world->clock.today() + 5).iso()}, {"looked", "1"}});
        world->reviewer_accepts(bo.said);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("and I went on"), HasSubstr("I will say stop, out loud."), Not(HasSubstr("I will do less."))));
        EXPECT_EQ(bo.counted(Event::vowed), 1);
    }
}

TEST(Vows, MayBeSeveral) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto makes = [&](const std::string& action) {
            return world->post("/p/vow", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(bo.said)}, {"vow_action", action}, {"vow_shows", "My team sees it."},
                                          {"vow_repeats", "weekly"}, {"vow_day", (world->clock.today() + 28).iso()}, {"looked", "1"}});
        };
        EXPECT_EQ(makes("I will leave no joke alone.").status, 200);
        const auto further = bo.newest();
        EXPECT_EQ(makes("I will leave no joke alone.").status, 200);
        EXPECT_EQ(world->newest(), further.id) << "sent twice, made once";
        world->cuts_edition();
        EXPECT_THAT(bo.page(), Not(HasSubstr("no joke alone")));
        world->reviewer_accepts(further);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("no joke alone"), HasSubstr("Every week")));
        EXPECT_EQ(bo.counted(Event::vowed), 2);
        EXPECT_THAT(world->get("/himthough/c/" + world->public_id(further)).status, 404) << "it stands with its acknowledgement";
        EXPECT_EQ(makes("").status, 422);
    }
}

TEST(Vows, ComeBackAsTheyWereTypedEachInItsOwnForm) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto day = (bo.made + -1).iso();
        const auto told = bo.says("at_it", "I sat down again.", day).body;
        EXPECT_THAT(told, AllOf(HasSubstr("I sat down again."), HasSubstr("value=\"" + day + "\"")));
        const auto open = world->opens(bo.said.receipt).field("open");
        const auto further = world->post("/p/vow", {{"open", open}, {"id", world->public_id(bo.said)}, {"vow_action", "I will read about it."}, {"vow_shows", ""},
                                                     {"vow_repeats", "monthly"}, {"vow_day", (bo.made + 60).iso()}, {"looked", "1"}});
        EXPECT_EQ(further.status, 422);
        const auto form = further.form("vow-" + world->public_id(bo.said));
        EXPECT_EQ(form.field("vow_action"), "I will read about it.");
        EXPECT_EQ(form.field("vow_day"), (bo.made + 60).iso());
        EXPECT_THAT(form.body, HasSubstr("<option value=\"monthly\" selected>"));
    }
}

TEST(Vows, OfTheListHaveTheirOwnRhythmInAFurtherForm) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto opened = world->opens(bo.said.receipt);
        EXPECT_THAT(opened.form("vow-" + world->public_id(bo.said)).body, Not(HasSubstr("value=\"once\" selected"))) << "nothing of the first vow stands in the form of the next";
    }
}

TEST(Vows, WhoseEndWasToldBringBackWhatIsToldTooLate) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("not_kept");
        const auto late = bo.says("done", "I did it after all.");
        EXPECT_EQ(late.status, 403);
        EXPECT_THAT(late.body, HasSubstr("I did it after all."));
    }
}

TEST(Vows, AreHeardOfOnlyOnceTheyStand) {
    for (auto& world : every_database()) {
        const auto said = world->acknowledges("I looked away.", {{"vow_action", "I will ask."}, {"vow_day", (world->clock.today() + 30).iso()}});
        const auto early = world->post("/p/check-in", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"report", "done"}, {"looked", "1"}});
        EXPECT_EQ(early.status, 403) << "it could be edited into another vow afterwards";
        EXPECT_THAT(early.body, HasSubstr("A reviewer has to read this promise first"));
    }
}

TEST(Vows, LoseNoWordsOfASecondReport) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("at_it");
        const auto second = bo.says("at_it", "I sat with them at lunch.");
        EXPECT_EQ(second.status, 409);
        EXPECT_THAT(second.body, AllOf(HasSubstr("You have said that for this time already."), HasSubstr("I sat with them at lunch.")));
        world->clock.pass(std::chrono::hours(24));
        EXPECT_EQ(bo.says("at_it", "I sat with them at lunch.").status, 200);
        const auto first = world->newest();
        EXPECT_EQ(bo.says("at_it", "I sat with them at lunch.").status, 200) << "the same once more";
        EXPECT_EQ(world->newest(), first);
    }
}

TEST(Vows, ThatEndedAreNotReopenedByAnEdit) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("done", "I said it at lunch.");
        const auto told = bo.newest();
        world->reviewer_decides(told, State::to_change);
        world->clock.pass(std::chrono::hours(24));
        bo.says("not_kept");
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Not kept."));
        const auto edited = world->post("/p/edit", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(told)}, {"words", "I said it at lunch, once."}, {"looked", "1"}});
        EXPECT_EQ(edited.status, 403);
        EXPECT_THAT(edited.body, HasSubstr("at lunch, once"));
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Not kept."), Not(HasSubstr("Kept, by"))));
    }
}

TEST(Vows, NeedNoReviewerForAReportWhoseWordsWereTakenOut) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("at_it", "I sat with them at lunch.");
        const auto told = bo.newest();
        world->post("/p/edit", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(told)}, {"words", ""}, {"looked", "1"}});
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Still at it"), Not(HasSubstr("at lunch"))));
    }
}

TEST(Vows, TakeSoManyReportsAndThenTheirEnd) {
    for (auto& world : every_database()) {
        Vowing bo(*world, {{"vow_day", (world->clock.today() + 1000).iso()}});
        for (std::size_t day = 0; day < most_check_ins; ++day) {
            ASSERT_EQ(bo.says("at_it").status, 200);
            world->clock.pass(std::chrono::hours(24));
        }
        EXPECT_EQ(bo.says("at_it").status, 403);
        EXPECT_EQ(bo.says("done").status, 200);
    }
}

TEST(Vows, SentOnceMoreWithAnotherRhythmAreToldTheyAreKeptAsFirstSent) {
    for (auto& world : every_database()) {
        const auto token = world->get("/himthough/did-that").field("token");
        const auto sends = [&](const std::string& repeats) {
            return world->post("/himthough/did-that", {{"token", token}, {"deed", "laughed_along"}, {"words", "I laughed along."}, {"vow_action", "I will say stop."}, {"vow_shows", "A friend."},
                                                       {"vow_kind", "stop"}, {"vow_repeats", repeats}, {"vow_day", (world->clock.today() + 30).iso()}, {"language", "en"}, {"looked", "1"}});
        };
        const auto first = sends("once");
        EXPECT_EQ(sends("once").body, first.body);
        EXPECT_NE(sends("weekly").body, first.body);
    }
}

TEST(Vows, ChosenFromTheListBringTheirWords) {
    for (auto& world : every_database()) {
        Vowing bo(*world, {{"vow_action", ""}, {"vow_shows", ""}, {"vow_choice", "drink-less-out"}});
        EXPECT_THAT(bo.wall(), AllOf(HasSubstr("I do not drink when I go out with people from work."), HasSubstr("Every week")));
    }
}

TEST(Vows, ComeDueOnceWhateverTheClockDoes) {   // SAFETY 32
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto marks = [&] {
            return *world->services().store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> { return store::count_next_due(tx, world->movement().id, world->clock.today()); });
        };
        EXPECT_EQ(marks(), 0);
        world->clock.pass(std::chrono::hours(24 * 31));
        EXPECT_EQ(marks(), 1);
        EXPECT_EQ(marks(), 0);
        EXPECT_EQ(bo.counted(Event::due), 1);
    }
}

TEST(Vows, ComeDueOnceWhenTheyStandOrEndAtAnotherTime) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto late = world->acknowledges("I looked away.", {{"vow_action", "I will ask how it went."}, {"vow_day", (world->clock.today() + 5).iso()}});
        const auto look = [&] {
            return *world->services().store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> { return store::count_next_due(tx, world->movement().id, world->clock.today()); });
        };
        bo.says("done");
        world->cuts_edition();
        EXPECT_EQ(bo.counted(Event::due), 1) << "it ended before its day";
        world->clock.pass(std::chrono::hours(24 * 40));
        EXPECT_EQ(look(), 0) << "one was counted when it ended, the other does not stand yet";
        world->reviewer_accepts(late);
        EXPECT_EQ(bo.counted(Event::due), 2) << "its day had come before it stood";
        world->clock.jump(std::chrono::hours(-24 * 60));
        EXPECT_EQ(look(), 0);
        world->clock.jump(std::chrono::hours(24 * 60));
        EXPECT_EQ(look(), 0);
        EXPECT_EQ(bo.counted(Event::due), 2);
    }
}

TEST(Vows, ComeDueOnTheirOwnDayAfterAClockThatWasAhead) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto look = [&] {
            return *world->services().store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> { return store::count_next_due(tx, world->movement().id, world->clock.today()); });
        };
        world->clock.jump(std::chrono::hours(24 * 3000));
        EXPECT_EQ(look(), 1);
        world->clock.jump(std::chrono::hours(-24 * 3000));
        EXPECT_EQ(look(), 0);
        Vowing later(*world);
        EXPECT_EQ(later.counted(Event::due), 1) << "its day is to come";
        world->clock.pass(std::chrono::hours(24 * 31));
        EXPECT_EQ(look(), 1) << "the one of them that was not counted ahead";
        EXPECT_EQ(look(), 0);
        EXPECT_EQ(later.counted(Event::due), 2);
    }
}

TEST(Vows, ShowTheNewestCheckInsAndCountThemAll) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("at_it", "The very first time.");
        const auto first = world->newest();
        ASSERT_TRUE(world->services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
            auto one = store::find_contribution(tx, first).value();
            for (int count = 0; count < 60; ++count) {
                one.words = "Once more.";
                one.id = store::add_contribution(tx, one);
                store::set_state(tx, one, State::accepted, world->clock.today());
            }
            return Done{};
        }));
        world->reviewer_accepts({bo.said.receipt, first});
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Earlier check-ins are counted"), HasSubstr("Once more."), Not(HasSubstr("The very first time.")), HasSubstr("61")));
    }
}

TEST(Vows, BecomeOverdueWithTheDayAndNotWhenAStrangerTakesSomethingBack) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        const auto other = world->acknowledges("I looked away.");
        world->reviewer_accepts(other);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), Not(HasSubstr("nothing was said since")));
        world->clock.pass(std::chrono::hours(24 * 50));
        world->looks_at_the_day();
        const auto page = bo.page();
        EXPECT_THAT(page, HasSubstr("nothing was said since"));
        world->withdraws(other);
        EXPECT_EQ(bo.page(), page);
    }
}

TEST(Vows, WaitForTheAcknowledgementTheyHangOn) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("at_it");
        world->post("/p/edit", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(bo.said)}, {"deed", "laughed_along"}, {"words", "I laughed, and I went on."}, {"looked", "1"}});
        world->cuts_edition();
        EXPECT_THAT(world->opens(bo.said.receipt).body, HasSubstr("It appears with the next update.")) << "nobody could read it yet";
        world->reviewer_accepts(bo.said);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Under way."));
    }
}

TEST(Vows, RemindByAFileThatTellsNothing) {
    for (auto& world : every_database()) {
        Vowing bo(*world, {{"vow_repeats", "weekly"}});
        const auto file = world->post("/p/reminders", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(bo.said)}});
        EXPECT_EQ(file.status, 200);
        EXPECT_THAT(file.body, AllOf(HasSubstr("SUMMARY:Reminder"), Not(HasSubstr("stop")), Not(HasSubstr("himthough")), Not(HasSubstr("http"))));
        std::size_t events = 0;
        for (auto at = file.body.find("DTSTART"); at != std::string::npos; at = file.body.find("DTSTART", at + 1)) ++events;
        EXPECT_EQ(events, 5U) << "thirty days, week by week";
        const auto other = world->acknowledges("I looked away.");
        EXPECT_EQ(world->post("/p/reminders", {{"open", world->opens(other.receipt).field("open")}, {"id", world->public_id(bo.said)}}).status, 404) << "somebody else's";
    }
}

TEST(Vows, FilterTheWall) {
    for (auto& world : every_database()) {
        const auto bare = world->acknowledges("I looked away.");
        world->reviewer_accepts(bare);
        world->cuts_edition();   // it has place 1
        Vowing bo(*world);
        const auto at = [&](const std::string& which) { return world->get("/himthough/accountable" + which).body; };
        EXPECT_THAT(at(""), AllOf(HasSubstr("I looked away."), HasSubstr("I laughed along.")));
        EXPECT_THAT(at("/vowed"), AllOf(Not(HasSubstr("I looked away.")), HasSubstr("I laughed along.")));
        EXPECT_THAT(at("/kept"), Not(HasSubstr("I laughed along.")));
        bo.says("done");
        world->cuts_edition();
        EXPECT_THAT(at("/kept"), HasSubstr("I laughed along."));
        EXPECT_EQ(world->get("/himthough/accountable/kept/0").status, 404);
        EXPECT_THAT(at("/kept/2"), HasSubstr("I laughed along."));
        for (const char* nowhere : {"/kept/1", "/kept/3", "/kept/123456789012", "/vowed/1", "/vowed/99999999"})
            EXPECT_EQ(world->get("/himthough/accountable" + std::string(nowhere)).status, 404) << "pages without end would push the others out of memory";
    }
}

TEST(Vows, ForgetACheckInThatIsTakenBackAtOnce) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("done");
        const auto told = bo.newest();
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Kept, by their own word."));
        world->withdraws(told);
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Promised."), HasSubstr("I laughed along.")));
        bo.says("done");
        world->cuts_edition();
        EXPECT_EQ(bo.counted(Event::kept), 1) << "counted once, ever";
    }
}

TEST(Vows, GoWithTheAcknowledgementTheyHangOn) {
    for (auto& world : every_database()) {
        Vowing bo(*world);
        bo.says("at_it", "I spoke at the blue table.");
        world->withdraws(bo.said);
        world->sweeps();
        for (const char* gone : {"say stop, out loud", "blue table"}) EXPECT_EQ(world->all_bytes().find(gone), std::string::npos) << gone;
    }
}

}  // namespace
}  // namespace himthough
