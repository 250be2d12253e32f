// "We will if enough of us will": from the form to the wall, and off it again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/counts.h"
#include "store/vows.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Somebody who begins a pledge, and those who follow.
struct Group {
    World& world;
    Fields sent{};
    Answer answer{};
    Said said{};
    std::string link{};

    explicit Group(World& one, const std::string& needs = "3", Fields more = {}) : world(one) {
        begins(needs, std::move(more));
        said = {receipt_in(answer), world.newest()};
        link = link_in(answer);
    }
    void begins(const std::string& needs, Fields more) {
        const auto form = world.get("/himthough/pledge");
        sent = {{"token", form.field("token")}, {"words", "A five-a-side team"}, {"vow_action", "We stop the jokes in the changing room."}, {"vow_shows", "Whoever is new would hear it."},
                {"vow_day", (world.clock.today() + 60).iso()}, {"needs", needs}, {"language", "en"}, {"looked", "1"}};
        for (auto& [name, value] : more)
            for (auto& field : sent)
                if (field.first == name) field.second = value;
        answer = world.post("/himthough/pledge", sent);
    }
    static std::string link_in(const Answer& page) {
        const auto at = page.body.find("/together/");
        return at == std::string::npos ? "" : page.body.substr(at, page.body.find('<', at) - at);
    }
    Answer asked() { return world.get(link); }
    Answer joins_with(const std::string& token) { return world.post(link, {{"token", token}}); }
    /// The nine words of one more who joins.
    std::string joins() {
        const auto joined = joins_with(asked().field("token"));
        EXPECT_EQ(joined.status, 200);
        return receipt_in(joined);
    }
    Group& accepted() {
        world.reviewer_accepts(said);
        return *this;
    }
    bool is_public() {
        bool anywhere = false;
        for (const char* path : {"/himthough/accountable", "/himthough/accountable/1", "/himthough/accountable/vowed", "/himthough/both", "/himthough/accountable.atom"})
            anywhere = anywhere || world.get(path).body.find("changing room") != std::string::npos;
        const bool page = world.get("/himthough/c/" + world.public_id(said)).status == 200;
        EXPECT_EQ(anywhere, page);
        return page;
    }
    Answer says(const std::string& report) {
        return world.post("/p/check-in", {{"open", world.opens(said.receipt).field("open")}, {"id", world.public_id(said)}, {"report", report}, {"looked", "1"}});
    }
    void leaves(const std::string& receipt) { world.post("/p/delete", {{"open", world.opens(receipt).field("open")}, {"id", ""}}); }
    std::int64_t counted(Event event) {
        return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world.movement().id, event); });
    }
};

TEST(Pledge, StandsOnTheWallOnceEnoughHaveJoined) {
    for (auto& world : every_database()) {
        Group team(*world);
        ASSERT_NE(team.link, "");
        team.accepted();
        world->cuts_edition();
        team.joins();
        world->cuts_edition();
        EXPECT_FALSE(team.is_public()) << "two of three";
        EXPECT_EQ(team.counted(Event::vowed), 0);
        team.joins();
        EXPECT_FALSE(team.is_public()) << "with an edition only";
        world->cuts_edition();
        EXPECT_TRUE(team.is_public());
        EXPECT_THAT(world->accountable_wall(), AllOf(HasSubstr("We vow together"), HasSubstr("At least 3 people joined."), HasSubstr("A five-a-side team"), HasSubstr("Promised.")));
        EXPECT_EQ(team.counted(Event::vowed), 1);
        EXPECT_EQ(team.counted(event_of(Voice::accountable)), 0) << "nobody acknowledged anything by it";
        team.joins();
        world->cuts_edition();
        EXPECT_THAT(world->accountable_wall(), HasSubstr("At least 3 people joined.")) << "never how many";
    }
}

TEST(Pledge, IsHiddenAgainWhenTooFewAreLeft) {
    for (auto& world : every_database()) {
        Group team(*world);
        team.accepted().joins();
        const auto other = team.joins();
        world->cuts_edition();
        ASSERT_TRUE(team.is_public());
        team.leaves(other);
        EXPECT_TRUE(team.is_public()) << "nobody can watch when somebody leaves";
        world->cuts_edition();
        EXPECT_FALSE(team.is_public());
        team.joins();
        world->cuts_edition();
        EXPECT_TRUE(team.is_public());
        EXPECT_EQ(team.counted(Event::vowed), 1) << "counted once, ever";
    }
}

TEST(Pledge, IsReadByNobodyBeforeAReviewerHasReadIt) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        EXPECT_THAT(team.asked().body, AllOf(HasSubstr("not ready yet"), Not(HasSubstr("changing room")), Not(HasSubstr("five-a-side")), Not(HasSubstr("himthough/"))));
        auto amal = somebody_at_the_desk(*world);
        EXPECT_THAT(amal.get("/desk").body, HasSubstr("A pledge of several: it stands once 2 have joined"));
        const auto id = world->public_id(team.said);
        EXPECT_THAT(amal.reads(id).body, AllOf(HasSubstr("A five-a-side team"), HasSubstr("changing room"), HasSubstr("Whoever is new would hear it.")));
        EXPECT_EQ(amal.decides(id, {{"decision", "accept"}}).status, 303);
        const auto asked = team.asked();
        EXPECT_THAT(asked.body, AllOf(HasSubstr("changing room"), HasSubstr("It stands once 2 people have joined."), HasSubstr("<title>Notes</title>")));
        EXPECT_EQ(asked.header("cache-control"), "no-store");
        EXPECT_EQ(team.asked().status, 200) << "reading uses nothing up";
    }
}

TEST(Pledge, NeverTellsHowManyHaveJoined) {
    for (auto& world : every_database()) {
        Group team(*world, "50");
        team.accepted();
        const auto without_token = [](Answer page) {
            const auto token = page.field("token");
            for (auto at = page.body.find(token); !token.empty() && at != std::string::npos; at = page.body.find(token)) page.body.erase(at, token.size());
            return page.body;
        };
        const auto before = without_token(team.asked());
        for (int one = 0; one < 4; ++one) team.joins();
        EXPECT_EQ(without_token(team.asked()), before);
    }
}

TEST(Pledge, FormsSentTwiceFindThemselves) {
    for (auto& world : every_database()) {
        Group team(*world);
        const auto again = world->post("/himthough/pledge", team.sent);
        EXPECT_EQ(receipt_in(again), team.said.receipt);
        EXPECT_EQ(Group::link_in(again), team.link);
        EXPECT_EQ(world->newest(), team.said.id);
        team.accepted();
        const auto token = team.asked().field("token");
        const auto first = team.joins_with(token), second = team.joins_with(token);
        EXPECT_EQ(receipt_in(first), receipt_in(second));
        world->cuts_edition();
        EXPECT_FALSE(team.is_public()) << "one person joined, not two";
        EXPECT_EQ(team.joins_with(team.sent.front().second).status, 422) << "that form began the pledge, it joins nobody";
        EXPECT_EQ(team.joins_with("").status, 422);
    }
}

TEST(Pledge, AFormOfOnePledgeJoinsNoOther) {
    for (auto& world : every_database()) {
        Group team(*world, "2"), office(*world, "2");
        team.accepted();
        office.accepted();
        const auto token = team.asked().field("token");
        EXPECT_EQ(team.joins_with(token).status, 200);
        EXPECT_EQ(office.joins_with(token).status, 422);
        world->cuts_edition();
        EXPECT_TRUE(team.is_public());
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(office.said)).status, 404);
    }
}

TEST(Pledge, LinksThatOpenNothingAllAnswerAlike) {
    for (auto& world : every_database()) {
        Group team(*world, "2"), gone(*world, "2");
        team.accepted();
        const auto old = team.link;
        const auto made = world->post("/p/link", {{"open", world->opens(team.said.receipt).field("open")}, {"id", world->public_id(team.said)}});
        team.link = Group::link_in(made);
        ASSERT_NE(team.link, old);
        EXPECT_EQ(team.asked().status, 200);
        world->withdraws(gone.said);
        const auto unknown = world->get("/together/AAAAAAAAAAAAAAAAAAAAAA");
        EXPECT_EQ(unknown.status, 404);
        for (const auto& path : {old, gone.link, std::string("/together/x")}) {
            EXPECT_EQ(world->get(path).status, 404);
            EXPECT_EQ(world->get(path).body, unknown.body);
            EXPECT_EQ(world->post(path, {{"token", team.asked().field("token")}}).body, unknown.body);
        }
        const auto again = world->post("/himthough/pledge", team.sent);
        EXPECT_EQ(again.status, 200);
        EXPECT_EQ(Group::link_in(again), "") << "the form's own link is no good any more";
        const auto other = world->says_me_too("It was long ago.");
        EXPECT_EQ(world->post("/p/link", {{"open", world->opens(other.receipt).field("open")}, {"id", world->public_id(team.said)}}).status, 422) << "somebody else's";
        EXPECT_EQ(world->all_bytes().find(team.link.substr(10)), std::string::npos) << "kept as a hash only";
    }
}

TEST(Pledge, TellsWhoJoinedWhatTheyJoinedAndLetsThemLeave) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        const auto receipt = team.accepted().joins();
        const auto opened = world->opens(receipt);
        EXPECT_THAT(opened.body, AllOf(HasSubstr("What you joined"), HasSubstr("changing room"), HasSubstr("To leave, delete everything here.")));
        EXPECT_THAT(world->post("/p/export", {{"open", opened.field("open")}}).body, HasSubstr("\"joined\":\"" + world->public_id(team.said) + "\""));
        team.leaves(receipt);
        EXPECT_EQ(world->opens(receipt).status, 422);
        world->cuts_edition();
        EXPECT_FALSE(team.is_public());
    }
}

TEST(Pledge, GoesAtOnceWithTheOneWhoBeganIt) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        const auto receipt = team.accepted().joins();
        world->cuts_edition();
        ASSERT_TRUE(team.is_public());
        world->withdraws(team.said);
        EXPECT_FALSE(team.is_public());
        EXPECT_THAT(world->opens(receipt).body, Not(HasSubstr("changing room")));
        world->sweeps();
        EXPECT_EQ(world->all_bytes().find("changing room"), std::string::npos);
    }
}

TEST(Pledge, IsToldOfByTheOneWhoBeganItOnceItStands) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        team.accepted();
        EXPECT_EQ(team.says("done").status, 403) << "it does not stand yet";
        EXPECT_THAT(world->opens(team.said.receipt).body, AllOf(HasSubstr("too few have joined"), Not(HasSubstr("action=\"/p/check-in\"")), Not(HasSubstr("action=\"/p/edit\""))));
        team.joins();
        world->cuts_edition();
        EXPECT_EQ(team.says("done").status, 200);
        world->cuts_edition();
        EXPECT_THAT(world->get("/himthough/c/" + world->public_id(team.said)).body, HasSubstr("Kept, by their own word."));
        EXPECT_EQ(team.counted(Event::kept), 1);
        EXPECT_EQ(team.counted(Event::due), 1);
    }
}

TEST(Pledge, OffersNoFurtherVow) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        EXPECT_THAT(world->opens(team.said.receipt).body, Not(HasSubstr("action=\"/p/vow\"")));
    }
}

TEST(Pledge, StaysAsTheOthersReadIt) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        const auto edits = [&](const std::string& who) {
            return world->post("/p/edit", {{"open", world->opens(team.said.receipt).field("open")}, {"id", world->public_id(team.said)}, {"words", who}, {"vow_action", "We go on as we did."},
                                           {"vow_shows", "Nobody."}, {"vow_day", (world->clock.today() + 60).iso()}, {"looked", "1"}});
        };
        EXPECT_EQ(edits("People in one office").status, 200) << "nobody has read it yet";
        team.accepted();
        EXPECT_THAT(team.asked().body, HasSubstr("People in one office"));
        EXPECT_THAT(edits("Another team").body, HasSubstr("Others may have joined it as it is"));
        EXPECT_THAT(team.asked().body, AllOf(HasSubstr("People in one office"), Not(HasSubstr("Another team"))));
    }
}

TEST(Pledge, CannotBeJoinedOnceItsDayHasCome) {
    for (auto& world : every_database()) {
        Group team(*world, "2");
        const auto token = team.accepted().asked().field("token");
        world->clock.pass(std::chrono::hours(24 * 60));
        EXPECT_THAT(team.asked().body, AllOf(HasSubstr("Its day has come."), Not(HasSubstr("changing room"))));
        EXPECT_NE(team.joins_with(token).status, 200);
    }
}

TEST(Pledge, IsRefusedWithAllThatWasTyped) {
    for (auto& world : every_database()) {
        const auto refused = [&](const std::string& needs, Fields more, const std::string& says) {
            Group team(*world, needs, std::move(more));
            EXPECT_EQ(team.answer.status, 422) << needs;
            EXPECT_THAT(team.answer.body, AllOf(HasSubstr(says), HasSubstr("five-a-side")));
        };
        for (const char* needs : {"1", "501", "-2", "many", "2.5", "99999999999"}) refused(needs, {}, "Please choose a number from 2 to 500.");
        refused("", {}, "Please say how many of you must join.");
        refused("3", {{"vow_action", "We keep away from dan@example.org."}}, "<mark>dan@example.org</mark>");
        refused("3", {{"vow_action", ""}}, "five-a-side");
        Group nobody(*world, "3", {{"words", ""}});
        EXPECT_EQ(nobody.answer.status, 422);
        Group named(*world, "3", {{"looked", ""}, {"vow_action", "We keep my coach Dan off the team."}});
        EXPECT_THAT(named.answer.body, AllOf(HasSubstr("<mark>"), HasSubstr("Dan"))) << "asked about before it is kept";
        EXPECT_EQ(world->newest(), 0);
    }
}

TEST(Pledge, ANumberOfExactlyTheLimitsIsTaken) {
    for (auto& world : every_database())
        for (const char* needs : {"2", "500"}) EXPECT_EQ(Group(*world, needs).answer.status, 200) << needs;
}

}  // namespace
}  // namespace himthough
