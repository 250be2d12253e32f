// Who looks at a vow: from the link to "kept, confirmed with another receipt".
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/counts.h"
#include "store/deletions.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* vow_words = "I will say stop, out loud.";

/// Somebody with a vow that everybody can read, who may ask somebody to look.
struct Asking {
    explicit Asking(World& one) : world(one) {
        said = world.acknowledges("I laughed along.", {{"vow_action", vow_words}, {"vow_day", (world.clock.today() + 30).iso()}});
        world.reviewer_accepts(said);
        world.cuts_edition();
    }
    Answer sends(const std::string& path, Fields more = {}) {
        Fields fields{{"open", world.opens(said.receipt).field("open")}, {"id", world.public_id(said)}};
        fields.insert(fields.end(), more.begin(), more.end());
        return world.post(path, fields);
    }
    /// The path of a new link.
    std::string invites() {
        const auto page = sends("/p/witness/invite");
        const auto at = page.body.find("/w/");
        return at == std::string::npos ? "" : page.body.substr(at, 3 + 22);
    }
    void reports(const std::string& report) { EXPECT_EQ(sends("/p/check-in", {{"report", report}, {"looked", "1"}}).status, 200); }
    std::string page() { return world.get("/himthough/c/" + world.public_id(said)).body; }
    std::string mine() { return world.opens(said.receipt).body; }
    std::int64_t counted(Event event) {
        return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world.movement().id, event); });
    }
    World& world;
    Said said;
};

/// One person with one form of one link.
struct Looking {
    Looking(World& one, std::string link) : world(one), path(std::move(link)), token(world.get(path).field("token")) {}
    Answer answers(const std::string& answer) { return world.post(path, {{"token", token}, {"answer", answer}}); }
    void agrees() {
        answers("look");
        receipt = receipt_in(answers("agree"));
        ASSERT_FALSE(receipt.empty());
    }
    Answer says(const std::string& word, const std::string& id) {
        return world.post("/p/witness/say", {{"open", world.opens(receipt).field("open")}, {"id", id}, {"word", word}});
    }
    Answer steps_back(const std::string& id) { return world.post("/p/witness/end", {{"open", world.opens(receipt).field("open")}, {"id", id}}); }
    World& world;
    std::string path, token, receipt;
};

TEST(Witnesses, SeeNothingOfItBeforeTheyWantTo) {   // SAFETY 3
    for (auto& world : every_database()) {
        Asking bo(*world);
        const auto link = bo.invites();
        const auto first = world->get(link);
        EXPECT_EQ(first.status, 200);
        EXPECT_THAT(first.body, AllOf(Not(HasSubstr("out loud")), Not(HasSubstr("laughed")), Not(HasSubstr("himthough/c/")), HasSubstr("<title>Notes</title>")));
        EXPECT_THAT(first.header("Cache-Control"), HasSubstr("no-store"));
        EXPECT_THAT(world->post(link, {{"token", first.field("token")}, {"answer", "look"}}).body, HasSubstr(vow_words));
    }
}

TEST(Witnesses, UseALinkUpByAnAnswerAndNeverByOpeningIt) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        const auto link = bo.invites();
        for (int times = 0; times < 3; ++times) EXPECT_EQ(world->get(link).status, 200) << "previews fetch it, and so does its maker";
        Looking caro(*world, link), other(*world, link);
        EXPECT_EQ(caro.answers("look").status, 200);
        EXPECT_EQ(world->get(link).status, 404);
        EXPECT_EQ(other.answers("look").status, 404);
        EXPECT_EQ(other.answers("agree").status, 404);
        EXPECT_EQ(caro.answers("look").status, 200) << "the same form, sent again";
    }
}

TEST(Witnesses, GetOneAnswerForEveryLinkThatOpensNothing) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        const auto used = bo.invites(), replaced = used;
        const auto link = bo.invites();
        EXPECT_EQ(Looking(*world, link).answers("not_for_me").status, 200);
        const auto foreign = world->get("/w/AAAAAAAAAAAAAAAAAAAAAA");
        for (const auto& path : {used, replaced, link, std::string("/w/x")}) {
            const auto answer = world->get(path);
            EXPECT_EQ(answer.status, 404);
            EXPECT_EQ(answer.body, foreign.body);
            EXPECT_EQ(world->post(path, {{"token", "x"}, {"answer", "look"}}).status, 404);
        }
        const auto old = bo.invites();
        world->clock.pass(std::chrono::hours(24 * 31));
        EXPECT_EQ(world->get(old).body, foreign.body);
        EXPECT_THAT(bo.mine(), HasSubstr("Nobody looks at this promise now."));
    }
}

TEST(Witnesses, MayBeHarmedThemselvesAndNobodyLearnsThat) {
    for (auto& world : every_database()) {
        Asking bo(*world), eli(*world), fay(*world), gil(*world);
        Looking caro(*world, bo.invites()), dara(*world, eli.invites());
        const auto help = caro.answers("happened_to_me");
        EXPECT_EQ(help.status, 200);
        EXPECT_THAT(help.body, AllOf(HasSubstr("tel:"), HasSubstr("/leave"), Not(HasSubstr("out loud"))));
        EXPECT_EQ(caro.answers("happened_to_me").body, help.body) << "sent again, the help is still there";
        EXPECT_EQ(dara.answers("not_for_me").status, 200);
        const auto part = [&](Asking& who) {
            const auto page = who.mine();
            const auto begin = page.find("</h3>", page.find("<h3 id=\"witness"));
            const auto end = page.find("<input", begin);
            return page.substr(begin, end - begin);
        };
        fay.invites();
        Looking(*world, gil.invites()).answers("look");
        EXPECT_THAT(part(fay), HasSubstr("nobody looks yet"));
        for (auto* other : {&bo, &eli, &gil}) EXPECT_EQ(part(*other), part(fay)) << "what was answered, and whether, is for nobody else";
        world->clock.pass(std::chrono::hours(24 * 31));
        EXPECT_THAT(part(fay), HasSubstr("Nobody looks at this promise now."));
        for (auto* other : {&bo, &eli, &gil}) EXPECT_EQ(part(*other), part(fay));
    }
}

TEST(Witnesses, ConfirmAndItIsKeptWitnessedWithTheNextEdition) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        EXPECT_THAT(bo.mine(), HasSubstr("Somebody looks at this promise."));
        bo.reports("done");
        const auto told = world->public_id({bo.said.receipt, world->newest()});
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Kept, by their own word."));
        EXPECT_THAT(world->opens(caro.receipt).body, AllOf(HasSubstr(vow_words), HasSubstr("I confirm this")));
        EXPECT_EQ(caro.says("confirms", told).status, 200);
        EXPECT_THAT(bo.page(), HasSubstr("Kept, by their own word.")) << "nobody can watch when somebody confirms";
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Kept. Confirmed with another receipt."));
        EXPECT_EQ(bo.counted(Event::kept), 1);
        EXPECT_EQ(bo.counted(Event::kept_witnessed), 1);
        caro.says("silent", told);
        caro.says("confirms", told);
        world->cuts_edition();
        EXPECT_EQ(bo.counted(Event::kept_witnessed), 1) << "counted once, ever";
    }
}

TEST(Witnesses, QuestionAndThatIsSaidToo) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        bo.reports("at_it");
        const auto told = world->public_id({bo.said.receipt, world->newest()});
        EXPECT_EQ(caro.says("questions", told).status, 200);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Somebody with another receipt questions it."));
        EXPECT_EQ(caro.says("shouts", told).status, 422);
    }
}

TEST(Witnesses, AreAskedTwiceAndStillOne) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        const auto again = receipt_in(caro.answers("agree"));
        EXPECT_EQ(again, caro.receipt) << "the same form gives the same nine words";
        const auto refused = bo.sends("/p/witness/invite");
        EXPECT_EQ(refused.status, 409);
        EXPECT_THAT(refused.body, HasSubstr("Somebody looks at this promise already."));
    }
}

TEST(Witnesses, StepBackAndTheOtherLearnsOnlyThat) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        bo.reports("at_it");
        const auto told = world->public_id({bo.said.receipt, world->newest()});
        EXPECT_EQ(caro.steps_back(world->public_id(bo.said)).status, 200);
        EXPECT_THAT(bo.mine(), HasSubstr("Nobody looks at this promise now."));
        EXPECT_THAT(world->opens(caro.receipt).body, Not(HasSubstr("out loud"))) << "on the next request";
        EXPECT_NE(caro.says("confirms", told).status, 200);
        EXPECT_FALSE(bo.invites().empty()) << "somebody else may be asked";
    }
}

TEST(Witnesses, DoNotSpeakForOneAnother) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        bo.reports("done");
        const auto told = world->public_id({bo.said.receipt, world->newest()});
        caro.says("questions", told);
        bo.sends("/p/witness/end");
        Looking dara(*world, bo.invites());
        dara.agrees();
        EXPECT_EQ(dara.says("confirms", told).status, 403) << "whoever vowed cannot change who is heard";
        EXPECT_THAT(world->opens(dara.receipt).body, Not(HasSubstr("I confirm this")));
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("Somebody with another receipt questions it."), Not(HasSubstr("Confirmed with another receipt."))));
    }
}

TEST(Witnesses, ConfirmWordsAndNoOthers) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        bo.sends("/p/check-in", {{"report", "done"}, {"words", "I said it at the blue table."}, {"looked", "1"}});
        const Said told{bo.said.receipt, world->newest()};
        world->reviewer_accepts(told);
        caro.says("confirms", world->public_id(told));
        world->cuts_edition();
        EXPECT_THAT(bo.page(), HasSubstr("Confirmed with another receipt."));
        EXPECT_EQ(world->post("/p/edit", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", world->public_id(told)}, {"words", "I said it to everybody, twice."}, {"looked", "1"}}).status, 200);
        world->reviewer_accepts(told);
        world->cuts_edition();
        EXPECT_THAT(bo.page(), AllOf(HasSubstr("to everybody, twice"), Not(HasSubstr("Confirmed with another receipt."))));
    }
}

TEST(Witnesses, LinksLeaveNothingBehind) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        for (int times = 0; times < 20; ++times) bo.invites();
        const auto rows = world->services().store.read([&](store::Transaction& tx) { return tx.number("SELECT count(*) FROM witness"); });
        EXPECT_EQ(rows, 1);
    }
}

TEST(Witnesses, WhoSteppedBackStayGoneAfterARestore) {   // SAFETY 6
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        const auto backup = world->backs_up();
        caro.steps_back(world->public_id(bo.said));
        const auto restored = world->restores(backup);
        restored->read([&](store::Transaction& tx) { EXPECT_EQ(tx.number("SELECT count(*) FROM witness WHERE state = 3"), 0); });
    }
}

TEST(Witnesses, WhoDeleteEverythingAreGone) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        EXPECT_EQ(world->post("/p/delete", {{"open", world->opens(caro.receipt).field("open")}, {"id", ""}}).status, 200);
        EXPECT_THAT(bo.mine(), HasSubstr("Nobody looks at this promise now."));
        EXPECT_EQ(caro.answers("agree").status, 404) << "a form that is sent once more brings nobody back";
        EXPECT_EQ(world->opens(caro.receipt).status, 422);
    }
}

TEST(Witnesses, MayBeLetGo) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        const auto link = bo.invites();
        EXPECT_EQ(bo.sends("/p/witness/end").status, 200);
        EXPECT_EQ(world->get(link).status, 404);
        Looking caro(*world, bo.invites());
        caro.agrees();
        EXPECT_EQ(bo.sends("/p/witness/end").status, 200);
        EXPECT_THAT(world->opens(caro.receipt).body, Not(HasSubstr("out loud")));
    }
}

TEST(Witnesses, AreNobodyToOtherVows) {
    for (auto& world : every_database()) {
        Asking bo(*world), eli(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        eli.reports("at_it");
        const auto others = world->public_id({eli.said.receipt, world->newest()});
        EXPECT_EQ(caro.says("confirms", others).status, 404);
        EXPECT_EQ(caro.steps_back(world->public_id(eli.said)).status, 404);
        const auto invite = world->post("/p/witness/invite", {{"open", world->opens(caro.receipt).field("open")}, {"id", world->public_id(bo.said)}});
        EXPECT_EQ(invite.status, 404) << "who looks cannot ask others to";
    }
}

TEST(Witnesses, LookOnlyAtWhatAReviewerHasRead) {
    for (auto& world : every_database()) {
        const auto waiting = world->acknowledges("I looked away.", {{"vow_action", "I will ask."}, {"vow_day", (world->clock.today() + 30).iso()}});
        const auto refused = world->post("/p/witness/invite", {{"open", world->opens(waiting.receipt).field("open")}, {"id", world->public_id(waiting)}});
        EXPECT_EQ(refused.status, 403);
        EXPECT_THAT(refused.body, HasSubstr("A reviewer has to read this promise first."));
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        EXPECT_EQ(bo.sends("/p/check-in", {{"report", "at_it"}, {"words", "I said it at the blue table."}, {"looked", "1"}}).status, 200);
        const Said told{bo.said.receipt, world->newest()};
        EXPECT_THAT(world->opens(caro.receipt).body, Not(HasSubstr("blue table")));
        EXPECT_EQ(caro.says("confirms", world->public_id(told)).status, 404);
        world->reviewer_accepts(told);
        EXPECT_THAT(world->opens(caro.receipt).body, HasSubstr("blue table"));
    }
}

TEST(Witnesses, TakeAlongWhatTheySaidAndNobodyElsesWords) {   // SAFETY 37
    for (auto& world : every_database()) {
        Asking bo(*world);
        Looking caro(*world, bo.invites());
        caro.agrees();
        bo.reports("at_it");
        caro.says("confirms", world->public_id({bo.said.receipt, world->newest()}));
        const auto file = world->post("/p/export", {{"open", world->opens(caro.receipt).field("open")}}).body;
        EXPECT_THAT(file, AllOf(HasSubstr("\"word\":\"confirms\""), Not(HasSubstr("out loud"))));
    }
}

TEST(Calendars, HoldTheDaysOfWhoeverAskedUntilTheyEndIt) {   // SAFETY 3
    for (auto& world : every_database()) {
        Asking bo(*world);
        EXPECT_THAT(bo.mine(), AllOf(HasSubstr("will see the name of this server"), Not(HasSubstr("/r/"))));
        const auto opened = bo.sends("/p/calendar", {{"feed", "open"}}).body;
        const auto path = opened.substr(opened.find("/r/"), 3 + 22);
        const auto feed = world->get(path);
        EXPECT_EQ(feed.status, 200);
        EXPECT_THAT(feed.header("Content-Type"), HasSubstr("text/calendar"));
        EXPECT_THAT(feed.body, AllOf(HasSubstr("SUMMARY:Reminder"), Not(HasSubstr("himthough")), Not(HasSubstr("stop")), Not(HasSubstr("http"))));
        EXPECT_EQ(feed.body, world->get(path).body) << "nothing of it changes by being fetched";
        EXPECT_THAT(bo.mine(), Not(HasSubstr(path))) << "told once";
        EXPECT_EQ(bo.sends("/p/calendar", {{"feed", "close"}}).status, 200);
        EXPECT_EQ(world->get(path).status, 404);
    }
}

TEST(Calendars, HaveOneAddressAtATimeAndGoWithTheirOwner) {
    for (auto& world : every_database()) {
        Asking bo(*world);
        const auto opens_one = [&] {
            const auto body = bo.sends("/p/calendar", {{"feed", "open"}}).body;
            return body.substr(body.find("/r/"), 3 + 22);
        };
        const auto first = opens_one(), second = opens_one();
        EXPECT_EQ(world->get(first).status, 404);
        EXPECT_EQ(world->get(second).status, 200);
        bo.reports("done");
        EXPECT_THAT(world->get(second).body, Not(HasSubstr("BEGIN:VEVENT"))) << "what is kept needs no reminder";
        world->post("/p/delete", {{"open", world->opens(bo.said.receipt).field("open")}, {"id", ""}});
        EXPECT_EQ(world->get(second).status, 404);
    }
}

}  // namespace
}  // namespace himthough
