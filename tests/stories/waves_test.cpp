// Many texts that are nearly the same are one thing at the desk, and nothing of them is accepted that nobody read.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/decide_wave.h"
#include "store/contributions.h"
#include "store/record.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr int many = 12;

std::string nearly_the_same_as_all(int number) {
    return "Everybody come and see the new shop at the corner, it is open today and cheap, said number " + std::to_string(number) + " of us.";
}

std::int64_t number(World& world, const sql::Text& text) {
    return world.services().store.read([&](store::Transaction& tx) { return tx.number(text); });
}
std::int64_t waiting(World& world) { return number(world, "SELECT count(*) FROM contribution WHERE state = 3"); }
std::int64_t declined(World& world) { return number(world, "SELECT count(*) FROM contribution WHERE state = 7"); }
std::int64_t accepted(World& world) { return number(world, "SELECT count(*) FROM contribution WHERE state = 4"); }
std::int64_t in_waves(World& world) { return number(world, "SELECT count(*) FROM contribution WHERE state = 3 AND wave IS NOT NULL"); }

void edits(World& world, const Said& said, const std::string& words) {
    const auto open = world.opens(said.receipt).field("open");
    ASSERT_EQ(world.post("/p/edit", {{"open", open}, {"id", world.public_id(said)}, {"words", words}, {"note", ""}}).status, 200);
}

/// A flood, with something honest before it, and two at the desk.
struct Flood {
    explicit Flood(World& w) : world(w) {
        for (int count = 0; count < many; ++count) said.push_back(world.says_me_too(nearly_the_same_as_all(count)));
        world.gathers_waves();
    }
    World& world;
    Said honest = world.says_me_too("It was long ago, and my sister was the first whom I told about it.");
    std::vector<Said> said;
    Reviewing amal = somebody_at_the_desk(world, "Amal"), noor = somebody_at_the_desk(world, "Noor");

    static Answer reads(Reviewing& who) {
        who.post("/desk/wave/1/read", {{"form_token", who.get("/desk/sessions").field("form_token")}});
        return who.get("/desk/wave/1");
    }
    static Answer sends(Reviewing& who, const Answer& page, Fields chosen) {
        Fields fields = {{"form_token", who.get("/desk/sessions").field("form_token")}, {"newest", page.field("newest")}};
        fields.insert(fields.end(), chosen.begin(), chosen.end());
        return who.post("/desk/wave/1", fields);
    }
    static Answer declines(Reviewing& who, const Answer& page) { return sends(who, page, {{"decision", "decline"}, {"reason", "advertisement"}}); }
    static Answer undoes(Reviewing& who) { return who.post("/desk/wave/undo/1", {{"form_token", who.get("/desk/sessions").field("form_token")}}); }
    /// The values of the buttons that accept what is the same as a text of the sample.
    static std::vector<std::string> same_as(const Answer& page) {
        std::vector<std::string> values;
        for (auto at = page.body.find("value=\"same "); at != std::string::npos; at = page.body.find("value=\"same ", at + 1))
            values.push_back(page.body.substr(at + 7, page.body.find('"', at + 7) - at - 7));
        return values;
    }
};

TEST(Waves, AFloodIsOneLineAndTheHonestTextStandsBesideIt) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        EXPECT_EQ(in_waves(*world), many);
        const auto queue = flood.amal.get("/desk").body;
        EXPECT_THAT(queue, AllOf(HasSubstr("Texts that are nearly the same: 12"), HasSubstr("/desk/wave/1"), HasSubstr(world->public_id(flood.honest))));
        for (const auto& one : flood.said) EXPECT_THAT(queue, Not(HasSubstr(world->public_id(one))));
        EXPECT_THAT(queue, Not(HasSubstr("new shop"))) << "nobody's words in the queue";
        EXPECT_EQ(number(*world, "SELECT count(*) FROM contribution WHERE likeness IS NOT NULL AND state <> 3"), 0);
        world->says_me_too(nearly_the_same_as_all(100));
        world->gathers_waves();
        EXPECT_EQ(in_waves(*world), many + 1) << "the next one joins";
        EXPECT_THAT(flood.amal.get("/desk?what=deed").body, Not(HasSubstr("/desk/wave/1")));
        EXPECT_THAT(flood.amal.get("/desk?language=es").body, Not(HasSubstr("/desk/wave/1")));
        EXPECT_THAT(flood.amal.get("/desk?what=story&language=en").body, HasSubstr("/desk/wave/1"));
    }
}

TEST(Waves, NineAreNone) {
    for (auto& world : every_database()) {
        for (int count = 0; count < 9; ++count) world->says_me_too(nearly_the_same_as_all(count));
        world->gathers_waves();
        EXPECT_EQ(in_waves(*world), 0);
        world->says_me_too("Everybody come and see THE NEW SHOP at the corner; it is open, today, and cheap! Said number 10 of us.");
        world->gathers_waves();
        EXPECT_EQ(in_waves(*world), 10) << "what waited before joins with the tenth";
    }
}

TEST(Waves, ASampleIsReadFirstAndLoadingThePageAgainDrawsNoOther) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        EXPECT_THAT(flood.amal.get("/desk/wave/1").body, AllOf(HasSubstr("Read a sample"), Not(HasSubstr("new shop")), Not(HasSubstr("name=\"newest\""))));
        const auto unread = flood.amal.post("/desk/wave/1", {{"form_token", flood.amal.get("/desk/sessions").field("form_token")}, {"newest", "999"},
                                                             {"decision", "decline"}, {"reason", "attacks"}});
        EXPECT_EQ(unread.status, 409);
        EXPECT_EQ(declined(*world), 0);
        const auto page = flood.reads(flood.amal);
        EXPECT_EQ(flood.same_as(page).size(), 5U);
        EXPECT_THAT(page.body, HasSubstr("new shop"));
        EXPECT_EQ(flood.same_as(flood.reads(flood.amal)), flood.same_as(page));
        EXPECT_EQ(number(*world, "SELECT sum(items) FROM reading"), 1) << "a sample is one item";
        world->clock.pass(20min);
        EXPECT_THAT(flood.amal.get("/desk/wave/1").body, Not(HasSubstr("new shop"))) << "it closes like any other";
        EXPECT_EQ(flood.same_as(flood.reads(flood.amal)), flood.same_as(page)) << "and opens as the same one";
        const auto others = flood.same_as(flood.reads(flood.noor));
        for (const auto& one : flood.same_as(page)) EXPECT_THAT(others, Not(testing::Contains(one))) << "what one reads nobody else does";
    }
}

TEST(Waves, AreDeclinedTogetherEachWithItsOwnLineOnTheRecord) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        const auto page = flood.reads(flood.amal);
        const auto late = world->says_me_too(nearly_the_same_as_all(77));
        world->gathers_waves();
        const auto reasonless = flood.sends(flood.amal, page, {{"decision", "decline"}, {"to_writer", "Not here, please."}});
        EXPECT_EQ(reasonless.status, 422);
        EXPECT_THAT(reasonless.body, AllOf(HasSubstr("Not here, please."), HasSubstr("value=\"decline\" checked")));
        const auto address = flood.sends(flood.amal, page, {{"decision", "decline"}, {"reason", "advertisement"}, {"to_writer", "Write to desk@example.org"}});
        EXPECT_EQ(address.status, 422);
        EXPECT_EQ(declined(*world), 0);
        EXPECT_EQ(flood.sends(flood.amal, page, {{"decision", "decline"}, {"reason", "advertisement"}, {"to_writer", "Not here, please."}}).status, 303);
        EXPECT_EQ(declined(*world), many);
        EXPECT_EQ(waiting(*world), 2) << "the honest one, and what came in after the page was made";
        EXPECT_EQ(in_waves(*world), 1);
        for (const auto& one : flood.said) {
            const auto lines = world->services().store.read([&](store::Transaction& tx) { return store::entries_about(tx, one.id); });
            ASSERT_EQ(lines.size(), 1U);
            EXPECT_EQ(lines.front().did, Did::declined);
            EXPECT_EQ(lines.front().reason, Reason::advertisement);
        }
        EXPECT_THAT(world->opens(flood.said[3].receipt).body, HasSubstr("Not here, please."));
        EXPECT_THAT(flood.noor.get("/desk").body, AllOf(HasSubstr("Like these, declined before: 12"), HasSubstr("nearly the same: 1<")));
        const auto lasting = world->services().store.read([&](store::Transaction& tx) { return store::verify_record(tx, record_key(world->services().keys)); });
        EXPECT_FALSE(lasting.broken);
        EXPECT_EQ(world->services().store.read([&](store::Transaction& tx) { return store::find_contribution(tx, late.id)->state; }), State::waiting);
    }
}

TEST(Waves, ComeBackAsOneWithinTenMinutes) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        flood.declines(flood.amal, flood.reads(flood.amal));
        EXPECT_THAT(flood.amal.get("/desk").body, AllOf(HasSubstr("You declined many"), Not(HasSubstr("You declined one."))));
        EXPECT_EQ(flood.undoes(flood.noor).status, 422) << "one's own only";
        EXPECT_EQ(flood.undoes(flood.amal).status, 303);
        EXPECT_EQ(declined(*world), 0);
        EXPECT_EQ(in_waves(*world), many) << "they wait together again";
        EXPECT_EQ(number(*world, "SELECT declined FROM wave"), 0);
        EXPECT_EQ(flood.undoes(flood.amal).status, 422) << "once";
        flood.declines(flood.amal, flood.reads(flood.amal));
        world->clock.pass(10min);
        EXPECT_EQ(flood.undoes(flood.amal).status, 422);
        EXPECT_EQ(declined(*world), many);
    }
}

TEST(Waves, WhoeverIsSlowerLearnsThatItWasDecided) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        const auto amals = flood.reads(flood.amal), noors = flood.reads(flood.noor);
        EXPECT_EQ(flood.declines(flood.noor, noors).status, 303);
        EXPECT_EQ(waiting(*world), 1 + 5) << "what Amal reads just now is left";
        EXPECT_EQ(flood.declines(flood.amal, amals).status, 303);
        const auto late = flood.declines(flood.amal, amals);
        EXPECT_EQ(late.status, 409);
        EXPECT_THAT(late.body, HasSubstr("Somebody has decided about these already"));
        EXPECT_EQ(waiting(*world), 1);
    }
}

TEST(Waves, WhatWasTypedIsNotLostWhenTheSampleClosedMeanwhile) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        const auto page = Flood::reads(flood.amal);
        world->clock.pass(21min);
        const auto late = Flood::sends(flood.amal, page, {{"decision", "decline"}, {"reason", "advertisement"}, {"to_writer", "Not here, please."}});
        EXPECT_EQ(late.status, 409);
        EXPECT_EQ(declined(*world), 0);
        EXPECT_THAT(late.body, AllOf(HasSubstr("Nothing you typed is lost."), Not(HasSubstr("new shop"))));
        const auto again = flood.amal.post("/desk/wave/1/read", {{"form_token", late.field("form_token")}, {"decision", late.field("decision")}, {"reason", late.field("reason")},
                                                                 {"to_writer", late.field("to_writer")}});
        EXPECT_EQ(again.status, 200);
        EXPECT_THAT(again.body, AllOf(HasSubstr("new shop"), HasSubstr("value=\"decline\" checked"), HasSubstr(">Not here, please.</textarea>")));
        EXPECT_EQ(Flood::sends(flood.amal, again, {{"decision", "decline"}, {"reason", "advertisement"}, {"to_writer", "Not here, please."}}).status, 303);
        EXPECT_EQ(declined(*world), many);
    }
}

TEST(Waves, PutApartTheyWaitOneByOneAndGatherNoMore) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        EXPECT_EQ(flood.sends(flood.amal, flood.reads(flood.amal), {{"decision", "apart"}}).status, 303);
        EXPECT_EQ(in_waves(*world), 0);
        EXPECT_EQ(waiting(*world), many + 1);
        for (int count = 20; count < 20 + many; ++count) world->says_me_too(nearly_the_same_as_all(count));
        world->gathers_waves();
        EXPECT_EQ(in_waves(*world), 0);
        EXPECT_THAT(flood.noor.get("/desk").body, HasSubstr("/desk/item/" + world->public_id(flood.said.front()) + "/read")) << "nobody keeps them closed";
    }
}

TEST(Waves, OnlyWhatIsWordForWordWhatWasReadIsAccepted) {
    for (auto& world : every_database()) {
        std::vector<Said> twins;
        for (int count = 0; count < many; ++count) {
            twins.push_back(world->says_me_too("We all stood at the gate that day and none of us said a word."));
            world->says_me_too("We all stood at the gate that day and none of us said a word, " + std::to_string(count) + ".");
        }
        const auto noted = world->says_me_too("We all stood at the gate that day and none of us said a word.", {{"note", "a school"}});
        world->gathers_waves();
        EXPECT_EQ(in_waves(*world), 2 * many + 1);
        auto amal = somebody_at_the_desk(*world, "Amal");
        const auto page = Flood::reads(amal);
        const auto same = Flood::same_as(page);
        ASSERT_FALSE(same.empty());
        const auto forged = "same " + world->public_id(noted) + " 7";
        EXPECT_EQ(Flood::sends(amal, page, {{"decision", forged}}).status, 409) << "not what was read";
        EXPECT_EQ(Flood::sends(amal, page, {{"decision", "same"}}).status, 422);
        EXPECT_EQ(accepted(*world), 0);
        EXPECT_EQ(Flood::sends(amal, page, {{"decision", same.front()}}).status, 303);
        const auto id = world->services().ids.read(IdKind::contribution, std::string_view(same.front()).substr(5, same.front().rfind(' ') - 5));
        const auto model = world->services().store.read([&](store::Transaction& tx) { return *store::find_contribution(tx, *id); });
        EXPECT_EQ(model.state, State::accepted);
        const bool is_twin = std::ranges::any_of(twins, [&](const Said& one) { return one.id == *id; });
        EXPECT_EQ(accepted(*world), is_twin ? many : 1) << "all that say the very same, and nothing else";
        EXPECT_EQ(Flood::undoes(amal).status, 303);
        EXPECT_EQ(accepted(*world), 0);
    }
}

TEST(Waves, AnEditLeavesTheWaveAndADeletedTextIsInNone) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        const auto& one = flood.said.front();
        world->post("/p/edit", {{"open", world->opens(one.receipt).field("open")}, {"id", world->public_id(one)}, {"words", "I wanted to say something else: it was my neighbour, in the spring."}, {"note", ""}, {"looked", "1"}});
        EXPECT_EQ(in_waves(*world), many - 1);
        EXPECT_THAT(flood.amal.get("/desk").body, HasSubstr(world->public_id(one)));
        const auto page = flood.reads(flood.amal);
        for (const auto& other : flood.said) world->withdraws(other);
        EXPECT_EQ(in_waves(*world), 0);
        EXPECT_EQ(flood.declines(flood.amal, page).status, 409);
        EXPECT_THAT(flood.amal.get("/desk").body, Not(HasSubstr("/desk/wave/1")));
    }
}

TEST(Waves, ALongOneIsFinishedByTheServer) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        const auto kept = world->services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
            const auto first = *store::find_contribution(tx, flood.said.front().id);
            for (int count = 0; count < 450; ++count) store::add_contribution(tx, first);
            return Done{};
        });
        ASSERT_TRUE(kept);
        world->gathers_waves();
        ASSERT_EQ(in_waves(*world), many + 450);
        EXPECT_EQ(flood.declines(flood.amal, flood.reads(flood.amal)).status, 303);
        EXPECT_EQ(declined(*world), 200) << "nobody who writes waits for all of it";
        EXPECT_EQ(flood.declines(flood.noor, flood.reads(flood.noor)).status, 409) << "it is under way";
        world->gathers_waves();
        EXPECT_EQ(declined(*world), many + 450 - 5) << "all but what Noor reads";
        EXPECT_EQ(flood.undoes(flood.amal).status, 303);
        world->gathers_waves();
        EXPECT_EQ(declined(*world), 0);
    }
}

TEST(Waves, WhatSomebodyLeavesAsideIsLeftAsideTogetherToo) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        flood.amal.post("/desk/care", {{"form_token", flood.amal.get("/desk/care").field("form_token")}, {"aside-story", "1"}});
        EXPECT_THAT(flood.amal.get("/desk").body, Not(HasSubstr("/desk/wave/1")));
        EXPECT_THAT(flood.noor.get("/desk").body, HasSubstr("/desk/wave/1"));
    }
}

TEST(Waves, WhatIsHardNeedsTwoAndTheFirstOfThemCanTakeItsWordsBack) {
    for (auto& world : every_database()) {
        for (int count = 0; count < many; ++count) world->acknowledges(nearly_the_same_as_all(count), {{"deed", "did_not_stop"}});
        world->gathers_waves();
        auto amal = somebody_at_the_desk(*world, "Amal"), noor = somebody_at_the_desk(*world, "Noor");
        const auto first_words = [&] { return number(*world, "SELECT count(*) FROM opinion"); };
        const auto two_read = "Somebody else reads this one too";
        const auto first_reads = Flood::reads(amal);
        EXPECT_THAT(first_reads.body, HasSubstr(two_read));
        EXPECT_EQ(Flood::declines(amal, first_reads).status, 303);
        EXPECT_EQ(declined(*world), 0);
        EXPECT_EQ(first_words(), many);
        EXPECT_THAT(noor.get("/desk").body, Not(HasSubstr("A second pair of eyes is wanted."))) << "they wait as one";
        EXPECT_EQ(Flood::undoes(amal).status, 303);
        EXPECT_EQ(first_words(), 0);
        EXPECT_EQ(Flood::declines(amal, Flood::reads(amal)).status, 303);
        const auto second_reads = Flood::reads(noor);
        EXPECT_THAT(second_reads.body, Not(HasSubstr(two_read))) << "they are the second";
        EXPECT_EQ(Flood::declines(noor, second_reads).status, 303);
        EXPECT_EQ(declined(*world), many);
        EXPECT_THAT(amal.get("/desk").body, HasSubstr("/desk/wave/undo/2")) << "each has a way back of their own";
        EXPECT_THAT(noor.get("/desk").body, HasSubstr("/desk/wave/undo/3"));
    }
}

TEST(Waves, ATextThatWasAcceptedOnceIsNotDraggedIntoOne) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world, "Amal");
        const auto mine = world->says_me_too(nearly_the_same_as_all(0));
        ASSERT_EQ(amal.decides(world->public_id(mine), {{"decision", "accept"}}).status, 303);
        world->cuts_edition_now();
        for (int count = 1; count < many; ++count) world->says_me_too(nearly_the_same_as_all(count));
        world->gathers_waves();
        ASSERT_EQ(in_waves(*world), many - 1);
        edits(*world, mine, nearly_the_same_as_all(50));
        world->gathers_waves();
        EXPECT_EQ(in_waves(*world), many - 1);
        EXPECT_THAT(amal.get("/desk").body, HasSubstr(world->public_id(mine)));
    }
}

TEST(Waves, WhatJoinsAfterThePageWasMadeWaitsAlsoWhenItIsOlder) {
    for (auto& world : every_database()) {
        Flood flood(*world);
        const auto page = Flood::reads(flood.amal);
        const auto outside = flood.said[0];
        edits(*world, outside, nearly_the_same_as_all(70));
        world->gathers_waves();
        ASSERT_EQ(in_waves(*world), many);
        EXPECT_EQ(Flood::declines(flood.amal, page).status, 303);
        EXPECT_EQ(declined(*world), many - 1);
        EXPECT_EQ(in_waves(*world), 1);
    }
}

}  // namespace
}  // namespace himthough
