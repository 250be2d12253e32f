#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/sqlite.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Somebody whose words Amal declined.
struct Declined {
    explicit Declined(World& w) : world(w) { amal.decides(id, {{"decision", "decline"}, {"reason", "attacks"}}); }
    World& world;
    Reviewing amal = somebody_at_the_desk(world, "Amal"), noor = somebody_at_the_desk(world, "Noor");
    Said said = world.says_me_too("It was long ago.");
    std::string id = world.public_id(said);

    Answer asks(std::string words = "") {
        return world.post("/p/appeal", {{"open", world.opens(said.receipt).field("open")}, {"id", id}, {"appeal", std::move(words)}});
    }
    Answer decides(Reviewing& who, const std::string& decision) { return decides(who, decision, who.get("/desk/appeals/" + id).field("revision")); }
    Answer decides(Reviewing& who, const std::string& decision, const std::string& revision) {
        return who.post("/desk/appeals/" + id, {{"form_token", who.get("/desk/sessions").field("form_token")}, {"revision", revision}, {"decision", decision}});
    }
    std::string mine() { return world.opens(said.receipt).body; }
    bool on_the_wall() {
        world.cuts_edition();
        return world.get("/himthough/wall").body.find("It was long ago.") != std::string::npos;
    }
};

TEST(Appeals, AreAboutTheTextThatWasRead) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        desk.asks();
        const auto read = desk.noor.get("/desk/appeals/" + desk.id).field("revision");
        const auto open = world->opens(desk.said.receipt).field("open");
        ASSERT_EQ(world->post("/p/readers", {{"open", open}, {"id", desk.id}, {"audience", "survivors"}, {"answers", "nobody"}}).status, 200);
        EXPECT_EQ(desk.decides(desk.noor, "overturn", read).status, 409);
        EXPECT_EQ(desk.decides(desk.noor, "overturn").status, 303);
    }
}

TEST(Appeals, AreNotMadeAgainWithOtherReadersOfTheSameText) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        EXPECT_EQ(desk.asks().status, 200);
        const auto goes_to = [&](const std::string& audience) {
            return world->post("/p/readers", {{"open", world->opens(desk.said.receipt).field("open")}, {"id", desk.id}, {"audience", audience}, {"answers", "nobody"}}).status;
        };
        EXPECT_EQ(goes_to("survivors"), 200);
        EXPECT_EQ(desk.asks().status, 409);
        EXPECT_EQ(desk.decides(desk.noor, "uphold").status, 303);
        EXPECT_EQ(goes_to("everyone"), 200);
        EXPECT_EQ(desk.asks().status, 409);
    }
}

TEST(Appeals, AreDecidedBySomebodyElse) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        EXPECT_THAT(desk.mine(), HasSubstr("Ask somebody else to look"));
        EXPECT_EQ(desk.asks("Nobody is attacked in it.").status, 200);
        EXPECT_THAT(desk.mine(), AllOf(HasSubstr("Somebody else will look."), Not(HasSubstr("Ask somebody else to look"))));

        EXPECT_THAT(desk.amal.get("/desk/appeals").body, AllOf(HasSubstr("You decided about this text."), Not(HasSubstr("/desk/appeals/" + desk.id))));
        EXPECT_THAT(desk.amal.get("/desk/appeals/" + desk.id).body, Not(HasSubstr("Nobody is attacked")));
        EXPECT_EQ(desk.decides(desk.amal, "overturn").status, 403);

        EXPECT_THAT(desk.noor.get("/desk/appeals").body, HasSubstr("/desk/appeals/" + desk.id));
        EXPECT_THAT(desk.noor.get("/desk/appeals/" + desk.id).body, AllOf(HasSubstr("Nobody is attacked in it."), HasSubstr("It was long ago.")));
        EXPECT_EQ(desk.decides(desk.noor, "nonsense").status, 422);
        EXPECT_EQ(desk.decides(desk.noor, "overturn").status, 303);
        EXPECT_EQ(desk.decides(desk.noor, "uphold").status, 409) << "decided once";
        EXPECT_TRUE(desk.on_the_wall());
    }
}

TEST(Appeals, AreMadeOnceForATextAndItsWordsAreForgottenWithTheDecision) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        EXPECT_EQ(desk.asks("Nobody is attacked in it.").status, 200);
        EXPECT_THAT(world->post("/p/export", {{"open", world->opens(desk.said.receipt).field("open")}}).body, AllOf(HasSubstr("\"waits\""), HasSubstr("Nobody is attacked in it.")));
        EXPECT_EQ(desk.asks("Again.").status, 409);
        EXPECT_EQ(desk.decides(desk.noor, "uphold").status, 303);
        EXPECT_THAT(desk.mine(), HasSubstr("it stays as it was decided"));
        EXPECT_EQ(desk.asks("Again.").status, 409);
        EXPECT_EQ(world->services().store.read([](store::Transaction& tx) { return tx.number(sql::Text("SELECT count(*) FROM appeal WHERE words IS NOT NULL")); }), 0);

        world->post("/p/edit", {{"open", world->opens(desk.said.receipt).field("open")}, {"id", desk.id}, {"words", "It was not so long ago."}, {"note", ""}, {"looked", "1"}});
        EXPECT_EQ(desk.asks().status, 403) << "it waits";
        desk.noor.decides(desk.id, {{"decision", "decline"}, {"reason", "attacks"}});
        EXPECT_EQ(desk.asks().status, 200) << "another text";
        EXPECT_EQ(desk.decides(desk.noor, "overturn").status, 403) << "now it was Noor who declined";
        EXPECT_EQ(desk.decides(desk.amal, "overturn").status, 303);
    }
}

TEST(Appeals, AreOneOfTheWritersOwnAndLoseNothingTyped) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        const auto other = world->says_me_too("Another one.");
        EXPECT_EQ(world->post("/p/appeal", {{"open", world->opens(other.receipt).field("open")}, {"id", desk.id}, {"appeal", ""}}).status, 404);
        EXPECT_EQ(world->post("/p/appeal", {{"open", world->opens(other.receipt).field("open")}, {"id", world->public_id(other)}, {"appeal", ""}}).status, 403);
        const auto refused = desk.asks("Write to somebody@example.org, please.");
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, HasSubstr("Write to somebody@example.org, please.</textarea>"));
        EXPECT_EQ(desk.asks(std::string(601, 'a')).status, 422);
        EXPECT_THAT(desk.noor.get("/desk/appeals").body, HasSubstr("Nobody has asked for that."));
    }
}

TEST(Appeals, WaitForASecondPersonWhereOneIsAlone) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was long ago.");
        auto amal = somebody_at_the_desk(*world, "Amal");
        amal.decides(world->public_id(said), {{"decision", "decline"}, {"reason", "attacks"}});
        EXPECT_EQ(world->post("/p/appeal", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"appeal", ""}}).status, 200);
        EXPECT_THAT(amal.get("/desk/appeals").body, HasSubstr("need a second person"));
    }
}

TEST(Appeals, EndWithAnEditAndWithTakingBack) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        desk.asks();
        world->post("/p/edit", {{"open", world->opens(desk.said.receipt).field("open")}, {"id", desk.id}, {"words", "It was not so long ago."}, {"note", ""}, {"looked", "1"}});
        const auto late = desk.decides(desk.noor, "overturn");
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, HasSubstr("Somebody else has decided this one."));
        EXPECT_THAT(desk.noor.get("/desk/appeals").body, HasSubstr("Nobody has asked for that."));
        world->post("/p/delete", {{"open", world->opens(desk.said.receipt).field("open")}, {"id", desk.id}});
        EXPECT_EQ(desk.decides(desk.noor, "overturn").status, 404);
    }
}

TEST(Appeals, AreDecidedByNeitherOfTheTwoWhoDeclinedWhereAThirdIsThere) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world, "Amal"), noor = somebody_at_the_desk(*world, "Noor");
        const auto said = world->says_me_too("It was long ago.");
        const auto id = world->public_id(said);
        amal.decides(id, {{"decision", "decline"}, {"reason", "attacks"}, {"second", "1"}});
        noor.decides(id, {{"decision", "decline"}, {"reason", "attacks"}});
        EXPECT_EQ(world->post("/p/appeal", {{"open", world->opens(said.receipt).field("open")}, {"id", id}, {"appeal", "Nobody is attacked."}}).status, 200);
        EXPECT_THAT(amal.get("/desk/appeals").body, HasSubstr("/desk/appeals/" + id)) << "nobody else is there";
        auto sole = somebody_at_the_desk(*world, "Sole");
        const auto decides = [&](Reviewing& who) {
            return who.post("/desk/appeals/" + id, {{"form_token", who.get("/desk/sessions").field("form_token")}, {"revision", who.get("/desk/appeals/" + id).field("revision")},
                                                 {"decision", "overturn"}}).status;
        };
        EXPECT_THAT(amal.get("/desk/appeals").body, AllOf(Not(HasSubstr("/desk/appeals/" + id)), HasSubstr("You decided about this text.")));
        EXPECT_EQ(decides(amal), 403);
        EXPECT_EQ(decides(noor), 403);
        EXPECT_EQ(decides(sole), 303);
    }
}

TEST(Appeals, DoNotComeBackInWordsWithABackup) {
    for (auto& world : every_database()) {
        Declined desk(*world);
        desk.asks("Nobody is attacked in it.");
        const auto backup = world->backs_up();
        EXPECT_EQ(desk.decides(desk.noor, "uphold").status, 303);
        const auto restored = world->restores(backup);
        restored->read([&](store::Transaction& tx) {
            EXPECT_EQ(tx.number("SELECT count(*) FROM appeal"), 1);
            EXPECT_EQ(tx.number("SELECT count(*) FROM appeal WHERE words IS NOT NULL"), 0);
        });
    }
}

TEST(Appeals, LeaveItSaidThatAReportTookTheWordsOff) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        const auto said = world->says_me_too("It was long ago.");
        world->reviewer_accepts(said);
        world->cuts_edition();
        const auto id = world->public_id(said), path = "/himthough/c/" + id + "/report";
        const auto form = world->get(path);
        world->post(path, {{"token", form.field("token")}, {"part", form.field("part")}, {"reason", "attacks"}, {"looked", "1"}});
        amal.signs_in();
        const auto page = amal.get("/desk/reports/" + id);
        amal.post("/desk/reports/" + id, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"decision", "take_off"}, {"reason", "attacks"}});
        EXPECT_EQ(world->post("/p/appeal", {{"open", world->opens(said.receipt).field("open")}, {"id", id}, {"appeal", ""}}).status, 200);
        EXPECT_THAT(world->opens(said.receipt).body, AllOf(HasSubstr("taken off the page after a report"), HasSubstr("Somebody else will look.")));
    }
}

}  // namespace
}  // namespace himthough
