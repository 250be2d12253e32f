// Several short texts of one kind are read on one page; each is a decision of its own.
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

struct Short {
    explicit Short(World& w) : world(w) {}
    World& world;
    std::vector<Said> said = {world.acknowledges("I laughed along."), world.acknowledges("I looked at my phone."), world.acknowledges("I left early.")};
    Said long_one = world.acknowledges("I said nothing. " + std::string(400, 'n'));
    Said asked_about = world.acknowledges("My boss Dan was there and I laughed.");
    Said story = world.says_me_too("It was long ago.");
    Reviewing amal = somebody_at_the_desk(world, "Amal"), noor = somebody_at_the_desk(world, "Noor");

    static std::string token(Reviewing& who) { return who.get("/desk/sessions").field("form_token"); }
    static Answer opens(Reviewing& who, const std::string& what = "deed") {
        who.post("/desk/several", {{"form_token", token(who)}, {"what", what}});
        return who.get("/desk/several?what=" + what);
    }
    Answer decides(Reviewing& who, const std::vector<std::string>& choices, Fields more = {}) {
        Fields fields = {{"form_token", token(who)}, {"what", "deed"}};
        for (std::size_t at = 0; at < choices.size(); ++at) {
            const auto number = std::to_string(at + 1);
            fields.insert(fields.end(), {{"id-" + number, world.public_id(said[at])}, {"revision-" + number, "1"}, {"decision-" + number, choices[at]}});
        }
        fields.insert(fields.end(), more.begin(), more.end());
        return who.post("/desk/several/decide", fields);
    }
    State state(const Said& one) {
        return world.services().store.read([&](store::Transaction& tx) { return store::find_contribution(tx, one.id)->state; });
    }
};

TEST(SeveralAtOnce, AreOpenedTogetherAndDecidedEachForItself) {
    for (auto& world : every_database()) {
        Short desk(*world);
        EXPECT_THAT(desk.amal.get("/desk?what=deed").body, HasSubstr("Read several short ones together"));
        EXPECT_THAT(desk.amal.get("/desk/several?what=deed").body, AllOf(HasSubstr("You have none open together"), Not(HasSubstr("laughed along"))));
        const auto page = desk.opens(desk.amal).body;
        EXPECT_THAT(page, AllOf(HasSubstr("I laughed along."), HasSubstr("I looked at my phone."), HasSubstr("I left early.")));
        EXPECT_THAT(page, AllOf(Not(HasSubstr("nnnn")), Not(HasSubstr("Dan")), Not(HasSubstr("long ago"))));
        EXPECT_EQ(world->services().store.read([](store::Transaction& tx) { return tx.number("SELECT sum(items) FROM reading"); }), 3);
        EXPECT_THAT(desk.opens(desk.noor).body, Not(HasSubstr("laughed along"))) << "they are Amal's";

        const auto without = desk.decides(desk.amal, {"accept", "decline", "leave"});
        EXPECT_EQ(without.status, 422);
        EXPECT_THAT(without.body, AllOf(HasSubstr("id=\"accept-1\" value=\"accept\" checked"), HasSubstr("id=\"decline-2\" value=\"decline\" checked")));
        EXPECT_EQ(desk.state(desk.said[0]), State::waiting) << "nothing is done by halves";
        EXPECT_EQ(desk.decides(desk.amal, {"accept", "decline", "leave"}, {{"reason", "attacks"}}).status, 303);
        EXPECT_EQ(desk.state(desk.said[0]), State::accepted);
        EXPECT_EQ(desk.state(desk.said[1]), State::declined);
        EXPECT_EQ(desk.state(desk.said[2]), State::waiting);
        EXPECT_THAT(desk.noor.get("/desk").body, HasSubstr("/desk/item/" + world->public_id(desk.said[2]) + "/read")) << "what is left is free";
        EXPECT_THAT(desk.amal.get("/desk").body, AllOf(HasSubstr("You accepted one."), HasSubstr("You declined one.")));
    }
}

TEST(SeveralAtOnce, ShowWhatTheSingleOneShows) {
    for (auto& world : every_database()) {
        Short desk(*world);
        const auto vowed = world->acknowledges("I looked away.", {{"vow_action", "I will ask what happened."}, {"vow_shows", "A friend asks me."}, {"vow_repeats", "weekly"},
                                                                  {"vow_day", (world->clock.today() + 35).iso()}});
        EXPECT_THAT(Short::opens(desk.amal).body, AllOf(HasSubstr("Every week, to the last time By <time datetime=\"2017-11-19\""), HasSubstr("Words so far. No promise of an action yet."), Not(HasSubstr("Somebody else reads"))));
        world->reviewer_accepts(vowed);
        world->cuts_edition_now();
        world->post("/p/check-in", {{"open", world->opens(vowed.receipt).field("open")}, {"id", world->public_id(vowed)}, {"report", "at_it"}, {"words", "I asked twice."},
                                    {"day", world->clock.today().iso()}, {"looked", "1"}});
        const auto check_ins = Short::opens(desk.amal, "check_in").body;
        EXPECT_THAT(check_ins, AllOf(HasSubstr("I asked twice."), HasSubstr("<strong>Still at it</strong>"), HasSubstr("The vow that this tells of"), HasSubstr("I will ask what happened."),
                                     HasSubstr("I looked away.")));
        world->acknowledges("I did not stop.", {{"deed", "did_not_stop"}});
        EXPECT_THAT(Short::opens(desk.amal, "grave_deed").body, HasSubstr("Somebody else reads this one too before anything happens."));
    }
}

TEST(SeveralAtOnce, WhatChangedMeanwhileIsSaidAndTheOthersAreDone) {
    for (auto& world : every_database()) {
        Short desk(*world);
        desk.opens(desk.amal);
        world->withdraws(desk.said[1]);
        const auto answer = desk.decides(desk.amal, {"accept", "accept", "accept"});
        EXPECT_EQ(answer.status, 409);
        EXPECT_THAT(answer.body, HasSubstr("Some had changed, or somebody was quicker. The others are decided."));
        EXPECT_EQ(desk.state(desk.said[0]), State::accepted);
        EXPECT_EQ(desk.state(desk.said[2]), State::accepted);
        EXPECT_EQ(desk.decides(desk.noor, {"decline"}, {{"reason", "attacks"}}).status, 409);
        EXPECT_EQ(desk.state(desk.said[0]), State::accepted) << "decided is decided";
    }
}

}  // namespace
}  // namespace himthough
