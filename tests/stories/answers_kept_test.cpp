// Answers to survivors: what whoever is answered does with them, and what is kept.
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/answers.h"
#include "store/contributions.h"
#include "store/counts.h"
#include "store/deletions.h"
#include "tests/stories/answers_scene_test.h"
#include "tests/stories/reviewing_test.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Answers, AreHiddenAtOnceAndComeBackWithAnEditionOnly) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto answer = amal.hears_and_it_stands();
        amal.hears_and_it_stands("sorry");
        amal.hides(answer);
        EXPECT_THAT(amal.page(), AllOf(Not(HasSubstr(believed)), HasSubstr("I am sorry")));
        EXPECT_THAT(amal.mine(), HasSubstr("Only you can see it here."));
        world->cuts_edition();
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed))) << "for good";
        amal.hides(answer, "no");
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed)));
        world->cuts_edition_now();
        EXPECT_THAT(amal.page(), HasSubstr(believed));
    }
}

TEST(Answers, AreHiddenByWhomTheyAnswerAndByNobodyElse) {
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world);
        const auto answer = amal.hears_and_it_stands(), waiting = amal.hears("sorry");
        EXPECT_EQ(noor.sends("/p/answers/hide", {{"id", world->public_id(answer)}, {"hidden", "yes"}}).status, 404);
        EXPECT_EQ(noor.sends("/p/answers", {{"id", world->public_id(amal.said)}, {"answers", "nobody"}}).status, 404);
        const auto writers = world->opens(answer.receipt).field("open");
        EXPECT_EQ(world->post("/p/answers/hide", {{"open", writers}, {"id", world->public_id(answer)}, {"hidden", "no"}}).status, 404);
        EXPECT_EQ(amal.sends("/p/answers/hide", {{"id", world->public_id(waiting)}, {"hidden", "yes"}}).status, 404) << "what waits is not there yet";
        EXPECT_EQ(amal.sends("/p/answers/hide", {{"id", world->public_id(answer)}, {"hidden", "perhaps"}}).status, 422);
        EXPECT_EQ(amal.sends("/p/answers", {{"id", world->public_id(amal.said)}, {"answers", "perhaps"}}).status, 422);
        EXPECT_EQ(world->post("/p/answers", {{"receipt", "x"}, {"id", world->public_id(amal.said)}, {"answers", "nobody"}}).status, 422);
        EXPECT_THAT(amal.page(), HasSubstr(believed));
    }
}

TEST(Answers, EndAtOnceAndComeBackWithTheNextEdition) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto first = amal.hears_and_it_stands(), second = amal.hears_and_it_stands("sorry"), waiting = amal.hears("read");
        amal.hides(second);
        amal.lets("nobody");
        EXPECT_THAT(amal.page(), AllOf(HasSubstr("my neighbour"), Not(HasSubstr(believed)), Not(HasSubstr("/answer"))));
        world->reviewer_accepts(waiting);
        world->cuts_edition();
        EXPECT_THAT(amal.page(), AllOf(Not(HasSubstr(believed)), Not(HasSubstr("every word"))));
        EXPECT_EQ(amal.gets({{"sentence", "believe"}}).status, 404);
        amal.lets("anyone");
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed)));
        world->cuts_edition_now();
        EXPECT_THAT(amal.page(), AllOf(HasSubstr(believed), HasSubstr("every word"), Not(HasSubstr("I am sorry"))));
    }
}

TEST(Answers, OfOthersGoWhenOnlySurvivorsMayAnswer) {
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world, "nobody");
        amal.hears_and_it_stands();
        EXPECT_EQ(amal.gets({{"sentence", "sorry"}, {"receipt", noor.said.receipt}}).status, 200);
        world->reviewer_accepts({noor.said.receipt, world->newest()});
        world->cuts_edition_now();
        amal.lets("survivors");
        EXPECT_THAT(amal.page(), AllOf(Not(HasSubstr(believed)), HasSubstr("I am sorry")));
        world->cuts_edition();
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed)));
        EXPECT_EQ(amal.sends("/p/readers", {{"id", world->public_id(amal.said)}, {"audience", "everyone"}, {"answers", "nobody"}}).status, 200);
        EXPECT_THAT(amal.page(), Not(HasSubstr("I am sorry"))) << "by the other form too";
    }
}

TEST(Answers, GoOffWithAnEditAndComeBackWithTheWords) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        amal.hears_and_it_stands();
        EXPECT_EQ(amal.sends("/p/edit", {{"id", world->public_id(amal.said)}, {"words", "It was a neighbour."}, {"looked", "1"}}).status, 200);
        world->cuts_edition();
        EXPECT_EQ(world->get(amal.path()).status, 404);
        world->reviewer_accepts(amal.said);
        EXPECT_EQ(world->get(amal.path()).status, 404);
        world->cuts_edition();
        EXPECT_THAT(amal.page(), AllOf(HasSubstr("a neighbour"), HasSubstr(believed)));
    }
}

TEST(Answers, GoWithTheirWriterOrWithWhatTheyAnswer) {   // SAFETY 5
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world);
        const auto first = amal.hears_and_it_stands(), second = amal.hears_and_it_stands("sorry");
        EXPECT_EQ(world->withdraws(first).status, 200);
        EXPECT_THAT(amal.page(), AllOf(Not(HasSubstr(believed)), HasSubstr("I am sorry")));
        EXPECT_EQ(world->withdraws(amal.said).status, 200);
        EXPECT_THAT(world->opens(second.receipt).body, AllOf(Not(HasSubstr("I am sorry")), HasSubstr("Nothing of yours is kept here now.")));
        EXPECT_EQ(number_of_rows(*world), 1);
        world->sweeps();
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("I am sorry")));
    }
}

TEST(Answers, CountOnceWhenTheyAreAccepted) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto counted = [&] { return world->services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world->movement().id, event_of(Voice::ally)); }); };
        const auto answer = amal.hears();
        EXPECT_EQ(counted(), 0);
        world->reviewer_accepts(answer);
        world->cuts_edition_now();
        EXPECT_EQ(counted(), 1);
        amal.hides(answer);
        amal.hides(answer, "no");
        world->cuts_edition_now();
        EXPECT_EQ(counted(), 1);
    }
}

TEST(Answers, StandByDayAndTellNothingOfTheirWriters) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto early = amal.hears("believe");
        world->clock.pass(std::chrono::hours(24));
        const auto late = amal.hears("sorry");
        for (const auto& one : {late, early}) world->reviewer_accepts(one);
        world->cuts_edition_now();
        const auto page = amal.page();
        EXPECT_LT(page.find(believed), page.find("I am sorry"));
        EXPECT_EQ(page.find(world->clock.today().iso()), std::string::npos) << "no day of an answer";
    }
}

TEST(Answers, AreReadAtTheDeskBesideWhatTheyAnswer) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto answer = amal.hears();
        auto reviewer = somebody_at_the_desk(*world, "Rosa");
        EXPECT_THAT(reviewer.get("/desk").body, AllOf(HasSubstr("Answer to a survivor"), Not(HasSubstr("my neighbour"))));
        const auto item = reviewer.reads(world->public_id(answer)).body;
        EXPECT_THAT(item, AllOf(HasSubstr("The words that this answers"), HasSubstr("my neighbour"), HasSubstr(believed), Not(HasSubstr("decision-change"))));
        EXPECT_EQ(reviewer.decides(world->public_id(answer), {{"decision", "change"}, {"reason", "attacks"}}).status, 403);
        EXPECT_EQ(reviewer.decides(world->public_id(answer), {{"decision", "accept"}}).status, 303);
        world->cuts_edition_now();
        EXPECT_THAT(amal.page(), HasSubstr(believed));
    }
}

TEST(Answers, AreTakenAlongByTheirWriterAndOnlyCountedForWhomTheyAnswer) {   // SAFETY 37
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto answer = amal.hears_and_it_stands();
        amal.hears("sorry");
        const auto held = [&](const Said& who) {
            const auto file = world->post("/p/export", {{"open", world->opens(who.receipt).field("open")}}).body;
            return boost::json::parse(file).at("contributions").at(0).as_object();
        };
        const auto writers = held(answer), survivors = held(amal.said);
        EXPECT_EQ(writers.at("words").as_string(), believed);
        EXPECT_EQ(writers.at("answers_to").as_string(), world->public_id(amal.said).c_str());
        EXPECT_EQ(survivors.at("answered").to_number<int>(), 1);
        EXPECT_THAT(boost::json::serialize(survivors), Not(HasSubstr(believed)));
        const auto seen = world->opens(answer.receipt).body;
        EXPECT_THAT(seen, HasSubstr("Whoever it answers decides whether it stands there."));
        amal.hides(answer);
        EXPECT_EQ(held(answer), writers) << "whether it is hidden is not for its writer";
        EXPECT_THAT(world->opens(answer.receipt).body, HasSubstr("Whoever it answers decides whether it stands there."));
        EXPECT_EQ(world->post("/p/edit", {{"open", world->opens(answer.receipt).field("open")}, {"id", world->public_id(answer)}, {"words", "Another."}, {"looked", "1"}}).status, 403);
    }
}

TEST(Answers, ThatWereHiddenEndedOrErasedStaySoAfterARestore) {   // SAFETY 6
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world), dara(*world);
        const auto hidden = amal.hears_and_it_stands(), ended = noor.hears_and_it_stands(), erased = dara.hears_and_it_stands(), stays = dara.hears_and_it_stands("sorry");
        const auto backup = world->backs_up();
        amal.hides(hidden);
        noor.lets("nobody");
        world->withdraws(erased);
        const auto restored = world->restores(backup);
        restored->read([&](store::Transaction& tx) {
            EXPECT_TRUE(store::shown_answers(tx, amal.said.id).empty());
            EXPECT_TRUE(store::find_contribution(tx, hidden.id)->hidden);
            EXPECT_TRUE(store::shown_answers(tx, noor.said.id).empty());
            EXPECT_EQ(store::find_contribution(tx, noor.said.id)->answers, Answers::nobody);
            EXPECT_EQ(store::find_contribution(tx, ended.id)->state, State::accepted) << "there, and not shown";
            EXPECT_FALSE(store::find_contribution(tx, erased.id));
            EXPECT_EQ(store::shown_answers(tx, dara.said.id).size(), 1U);
            EXPECT_EQ(store::find_contribution(tx, stays.id)->state, State::released);
        });
    }
}

TEST(Answers, GoWithTheirSurvivorsAlsoInARestoredBackup) {   // SAFETY 6
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto answer = amal.hears_and_it_stands();
        const auto backup = world->backs_up();
        world->withdraws(amal.said);
        const auto restored = world->restores(backup);
        restored->read([&](store::Transaction& tx) { EXPECT_FALSE(store::find_contribution(tx, answer.id)); });
    }
}

}  // namespace
}  // namespace himthough
