#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/contributions.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST(Desk, IsEnteredThroughALinkACodeAndAPassword) {
    for (auto& world : every_database()) {
        Reviewing amal{*world, "Amal", "", ""};
        const auto path = "/desk/start/" + make_first_link(world->services().store, world->services().keys, world->clock).value();
        const auto second = amal.types_name_and_password(path);
        ASSERT_EQ(second.status, 200);
        EXPECT_THAT(second.body, AllOf(HasSubstr("<svg"), HasSubstr("h7v1h-7z"), Not(HasSubstr("data:")), Not(HasSubstr(reviewers_password))));
        amal.secret = amal.secret_in(second);
        EXPECT_EQ(amal.secret.size(), 20U);

        const auto wrong = world->post(path, {{"form_token", second.field("form_token")}, {"open", second.field("open")}, {"code", "12"}});
        EXPECT_EQ(wrong.status, 422);
        EXPECT_EQ(amal.secret_in(wrong), amal.secret);
        const auto done = world->post(path, {{"form_token", wrong.field("form_token")}, {"open", wrong.field("open")}, {"code", amal.code()}});
        EXPECT_EQ(done.status, 200);
        EXPECT_EQ(Reviewing::codes_in(done).size(), 10U);
        EXPECT_EQ(world->get(path).status, 404) << "the link is used up";
        world->clock.pass(30s);
        amal.signs_in();
        EXPECT_EQ(amal.get("/desk").status, 200);
    }
}

TEST(Desk, ShowsNothingToAnybodyWhoIsNotSignedIn) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        for (const auto& path : {std::string("/desk"), "/desk/item/" + world->public_id(said), std::string("/desk/sessions")}) {
            const auto answer = world->get(path, {{"cookie", "__Host-desk=AAAA"}});
            EXPECT_EQ(answer.status, 303) << path;
            EXPECT_EQ(answer.header("location"), "/desk/sign-in");
        }
        EXPECT_EQ(world->post("/desk/item/" + world->public_id(said), {{"decision", "accept"}}).status, 303);
    }
}

TEST(Desk, GivesItsCookieToThisHostOnlyAndNeverToAScript) {
    for (auto& world : every_database()) {
        Reviewing amal{*world, "Amal", "", ""};
        amal.joins();
        const auto set = amal.sends_sign_in(reviewers_password).header("set-cookie");
        EXPECT_THAT(set, testing::StartsWith("__Host-desk="));
        EXPECT_THAT(set, AllOf(HasSubstr("; Path=/"), HasSubstr("; Secure"), HasSubstr("; HttpOnly"), HasSubstr("; SameSite=Strict")));
        EXPECT_THAT(set, AllOf(Not(HasSubstr("Domain")), Not(HasSubstr("Expires")), Not(HasSubstr("Max-Age"))));
    }
}

TEST(Desk, AnswersAWrongNameAndAWrongPasswordWithTheSamePage) {
    for (auto& world : every_database()) {
        Reviewing amal{*world, "Amal", "", ""}, nobody{*world, "Noor", std::string(20, 'x'), ""};
        amal.joins();
        const auto wrong = amal.sends_sign_in("not the password"), unknown = nobody.sends_sign_in(reviewers_password);
        EXPECT_EQ(wrong.status, 422);
        EXPECT_EQ(unknown.status, 422);
        EXPECT_EQ(wrong.header("set-cookie"), "");
        EXPECT_EQ(wrong.body.size(), unknown.body.size());
        EXPECT_THAT(wrong.body, Not(HasSubstr("not the password")));
    }
}

TEST(Desk, KeepsWordsClosedAndMarksWhatTheGuardNoticed) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach. <b>I told nobody.</b>", {{"note", "sport"}});
        auto amal = somebody_at_the_desk(*world);
        const auto queue = amal.get("/desk");
        EXPECT_THAT(queue.body, AllOf(HasSubstr("/desk/item/" + world->public_id(said)), HasSubstr("sport"), Not(HasSubstr("coach"))));
        EXPECT_THAT(queue.body, HasSubstr("<title>Notes</title>"));
        EXPECT_EQ(queue.header("cache-control"), "no-store");

        EXPECT_THAT(amal.get("/desk/item/" + world->public_id(said)).body, AllOf(HasSubstr("sport"), Not(HasSubstr("coach")))) << "nobody has opened it";
        const auto item = amal.reads(world->public_id(said));
        EXPECT_THAT(item.body, AllOf(HasSubstr("It was my coach."), HasSubstr("&lt;b&gt;I told nobody."), Not(HasSubstr("<b>I"))));
    }
}

TEST(Desk, NeverShowsAReceipt) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        ASSERT_FALSE(said.receipt.empty());
        auto amal = somebody_at_the_desk(*world);
        for (const auto& path : {std::string("/desk"), "/desk/item/" + world->public_id(said)}) {
            EXPECT_THAT(amal.get(path).body, Not(HasSubstr(said.receipt)));
            EXPECT_THAT(amal.get(path).body, Not(HasSubstr("receipt")));
        }
    }
}

TEST(Desk, AcceptedWordsAreOnTheWallWithTheNextEditionAndNotBefore) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        auto amal = somebody_at_the_desk(*world);
        const auto done = amal.decides(world->public_id(said), {{"decision", "accept"}});
        EXPECT_EQ(done.status, 303);
        EXPECT_THAT(amal.get("/desk").body, Not(HasSubstr(world->public_id(said) + "/read")));
        EXPECT_THAT(world->wall(), Not(HasSubstr("It was my coach.")));
        world->cuts_edition();
        EXPECT_THAT(world->wall(), HasSubstr("It was my coach."));
    }
}

TEST(Desk, SaysWhatIsMissingAndKeepsWhatWasChosen) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        auto amal = somebody_at_the_desk(*world);
        const auto nothing = amal.decides(world->public_id(said), {});
        EXPECT_EQ(nothing.status, 422);
        const auto no_reason = amal.decides(world->public_id(said), {{"decision", "decline"}});
        EXPECT_EQ(no_reason.status, 422);
        EXPECT_THAT(no_reason.body, HasSubstr("value=\"decline\" checked"));
        const auto done = amal.decides(world->public_id(said), {{"decision", "decline"}, {"reason", "could_identify"}});
        EXPECT_EQ(done.status, 303);
        world->cuts_edition();
        EXPECT_THAT(world->wall(), Not(HasSubstr("coach")));
    }
}

TEST(Desk, DoesNotAcceptWhatItsWriterChangedMeanwhile) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        const auto id = world->public_id(said);
        auto amal = somebody_at_the_desk(*world);
        const auto page = amal.reads(id);
        const auto opened = world->opens(said.receipt);
        ASSERT_EQ(world->post("/p/edit", {{"open", opened.field("open")}, {"id", id}, {"words", "It was my coach, and more."}, {"note", ""}}).status, 200);

        const auto late = amal.post("/desk/item/" + id, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")}, {"decision", "accept"}});
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, AllOf(HasSubstr("and more."), Not(HasSubstr("value=\"accept\" checked"))));
        world->cuts_edition();
        EXPECT_THAT(world->wall(), Not(HasSubstr("my coach")));
    }
}

TEST(Desk, TellsTheSecondReviewerThatItIsDecided) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        const auto id = world->public_id(said);
        auto amal = somebody_at_the_desk(*world), noor = somebody_at_the_desk(*world, "Noor");
        const auto page = noor.reads(id);
        world->clock.pass(20min);
        ASSERT_EQ(amal.decides(id, {{"decision", "accept"}}).status, 303);
        const auto late = noor.post("/desk/item/" + id, {{"form_token", page.field("form_token")}, {"revision", page.field("revision")},
                                                         {"decision", "decline"}, {"reason", "attacks"}});
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, AllOf(HasSubstr("Somebody else has decided"), Not(HasSubstr("coach"))));
        EXPECT_EQ(noor.reads(id).status, 404);
    }
}

TEST(Desk, TakesFormsOfItsOwnSessionOnly) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("It was my coach.");
        const auto id = world->public_id(said);
        auto amal = somebody_at_the_desk(*world), noor = somebody_at_the_desk(*world, "Noor");
        const auto noors = noor.reads(id);
        for (const auto& token : {std::string(), std::string("made-up"), noors.field("form_token")}) {
            EXPECT_EQ(amal.post("/desk/item/" + id, {{"form_token", token}, {"revision", "1"}, {"decision", "accept"}}).status, 403);
            EXPECT_EQ(amal.post("/desk/sign-out", {{"form_token", token}}).status, 403);
        }
        const auto own = amal.reads(id);
        EXPECT_EQ(world->post("/desk/item/" + id, {{"form_token", own.field("form_token")}, {"revision", "1"}, {"decision", "accept"}},
                              {{"cookie", amal.cookie}, {"origin", "https://elsewhere.example"}}).status, 403);
    }
}

TEST(Desk, ListsAndEndsSessionsAndSignsOut) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        auto phone = amal;
        phone.signs_in();
        const auto list = phone.get("/desk/sessions");
        EXPECT_THAT(list.body, AllOf(HasSubstr("October 15, 2017"), HasSubstr("minute ago"), HasSubstr("This one.")));
        const auto first = list.body.rfind("name=\"end\" value=\"");
        const auto id = list.body.substr(first + 18, list.body.find('"', first + 18) - first - 18);
        EXPECT_EQ(phone.post("/desk/sessions", {{"form_token", list.field("form_token")}, {"end", id}}).status, 303);
        EXPECT_EQ(amal.get("/desk").status, 303);
        EXPECT_EQ(phone.get("/desk").status, 200);
        EXPECT_EQ(phone.post("/desk/sessions", {{"form_token", list.field("form_token")}, {"end", "x"}}).status, 400);

        const auto out = phone.post("/desk/sign-out", {{"form_token", list.field("form_token")}});
        EXPECT_EQ(out.status, 303);
        EXPECT_THAT(out.header("set-cookie"), AllOf(testing::StartsWith("__Host-desk=;"), HasSubstr("Max-Age=0")));
        EXPECT_EQ(phone.get("/desk").status, 303);
    }
}

TEST(Desk, LeavingEndsTheSessionForGood) {
    for (auto& world : every_database()) {
        auto ana = somebody_at_the_desk(*world);
        ASSERT_EQ(ana.get("/desk").status, 200);
        EXPECT_EQ(ana.get("/leave").status, 303);
        // It is ended by a worker: soon, and not before the answer.
        int status = 200;
        for (int tries = 0; tries < 500 && status == 200; ++tries) {
            std::this_thread::sleep_for(10ms);
            status = ana.get("/desk").status;
        }
        EXPECT_EQ(status, 303) << "whoever kept the cookie gets in with it";
    }
}

TEST(Desk, ShowsTwentyAtATimeOldestFirst) {
    for (auto& world : every_database()) {
        auto& with = world->services();
        const auto said = world->says_me_too("The first of many.");
        for (int i = 0; i < 20; ++i)
            ASSERT_TRUE(with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
                auto one = store::find_contribution(tx, said.id).value();
                store::add_contribution(tx, one);
                return Done{};
            }));
        auto amal = somebody_at_the_desk(*world);
        const auto first = amal.get("/desk");
        EXPECT_THAT(first.body, HasSubstr("/desk/item/" + world->public_id(said)));
        const auto more = first.body.find("/desk?after=");
        ASSERT_NE(more, std::string::npos);
        const auto second = amal.get(first.body.substr(more, first.body.find('"', more) - more));
        EXPECT_THAT(second.body, AllOf(HasSubstr("/desk/item/" + with.ids.show(IdKind::contribution, said.id + 20)), Not(HasSubstr("/desk?after="))));
    }
}

/// Somebody who acknowledged with a vow, both on the wall.
Said acknowledged_with_a_vow(World& world) {
    const auto said = world.acknowledges("I laughed along.", {{"vow_action", "I will say stop, out loud."}, {"vow_day", (world.clock.today() + 30).iso()}});
    world.reviewer_accepts(said);
    world.cuts_edition();
    return said;
}

TEST(Desk, OpensACheckInBesideTheVowItTellsOf) {
    for (auto& world : every_database()) {
        const auto said = acknowledged_with_a_vow(*world);
        world->post("/p/check-in", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"report", "slipped"}, {"words", "I was too slow at the blue table."}, {"looked", "1"}});
        const auto id = world->public_id({said.receipt, world->newest()});
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk").body, AllOf(HasSubstr("A check-in on a vow: Slipped, going on"), Not(HasSubstr("blue table")))) << "the queue shows nobody's words";
        EXPECT_THAT(amal.get("/desk/item/" + id).body, Not(HasSubstr("I will say stop")));
        const auto item = amal.reads(id);
        EXPECT_THAT(item.body, AllOf(HasSubstr("Slipped, going on"), HasSubstr("datetime=\"" + world->clock.today().iso() + "\""), HasSubstr("blue table"),
                                     HasSubstr("I will say stop, out loud."), HasSubstr("A friend would see it."), HasSubstr("I laughed along.")));
        EXPECT_EQ(amal.decides(id, {{"decision", "accept"}}).status, 303);
        world->cuts_edition();
        EXPECT_THAT(world->get("/himthough/c/" + world->public_id(said)).body, HasSubstr("blue table"));
    }
}

TEST(Desk, OpensAFurtherVowBesideWhatItBelongsTo) {
    for (auto& world : every_database()) {
        const auto said = acknowledged_with_a_vow(*world);
        world->post("/p/vow", {{"open", world->opens(said.receipt).field("open")}, {"id", world->public_id(said)}, {"vow_action", "I will leave no joke alone."}, {"vow_shows", "My coach Dan hears it."},
                               {"vow_repeats", "weekly"}, {"vow_day", (world->clock.today() + 28).iso()}, {"looked", "1"}});
        const auto id = world->public_id({said.receipt, world->newest()});
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk").body, HasSubstr("A further vow"));
        EXPECT_THAT(amal.reads(id).body, AllOf(HasSubstr("I will leave no joke alone."), HasSubstr("Every week"), HasSubstr("<mark class=\"tier-ask\">"), HasSubstr("I laughed along.")));
        EXPECT_EQ(amal.decides(id, {{"decision", "redact"}, {"piece-1", "Dan"}, {"kind-1", "name"}}).status, 303);
        world->cuts_edition();
        EXPECT_THAT(world->get("/himthough/c/" + world->public_id(said)).body, AllOf(HasSubstr("My coach [name] hears it."), Not(HasSubstr("Dan"))));
        const auto mine = world->opens(said.receipt);
        EXPECT_THAT(mine.body, HasSubstr("<mark>[name]</mark>")) << "its writer sees where";
        const auto file = world->post("/p/export", {{"open", mine.field("open")}});
        EXPECT_THAT(file.body, AllOf(HasSubstr("\"in\":\"shows\""), Not(HasSubstr("Dan"))));
        world->sweeps();
        EXPECT_EQ(world->all_bytes().find("My coach Dan"), std::string::npos);
    }
}

}  // namespace
}  // namespace himthough
