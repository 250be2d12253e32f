// Answers to survivors: who may write one, in which words, and when it is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/answers_scene_test.h"
#include "tests/stories/no_room_test.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto closed = "Nobody can answer here now";

TEST(Answers, AreOfferedOnlyWhereSomebodyWantsThem) {
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world, "nobody");
        EXPECT_THAT(amal.page(), HasSubstr(amal.path() + "/answer\""));
        EXPECT_THAT(noor.page(), AllOf(HasSubstr("my neighbour"), Not(HasSubstr("/answer"))));
        const auto form = world->get(amal.path() + "/answer");
        EXPECT_EQ(form.status, 200);
        EXPECT_THAT(form.body, AllOf(HasSubstr("my neighbour"), HasSubstr(believed), HasSubstr("It was not your fault.")));
        EXPECT_THAT(form.header("Cache-Control"), HasSubstr("no-store"));
        EXPECT_THAT(world->get(amal.path() + "/answer", {{"accept-language", "fr"}}).body, HasSubstr("Je vous crois."));
    }
}

TEST(Answers, WaitForAReviewerAndForAnEdition) {   // SAFETY 1
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto answer = amal.hears();
        EXPECT_FALSE(answer.receipt.empty());
        world->cuts_edition();
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed)));
        EXPECT_THAT(amal.mine(), Not(HasSubstr(believed))) << "what waits is not shown to whom it answers either";
        world->reviewer_accepts(answer);
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed)));
        EXPECT_THAT(amal.mine(), Not(HasSubstr(believed)));
        world->cuts_edition_now();
        EXPECT_THAT(amal.page(), HasSubstr(believed));
        EXPECT_THAT(amal.mine(), HasSubstr(believed));
    }
}

TEST(Answers, ThatAReviewerDeclinedAreNeverShown) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        world->reviewer_decides(amal.hears(), State::declined);
        world->cuts_edition();
        EXPECT_THAT(amal.page(), Not(HasSubstr(believed)));
    }
}

TEST(Answers, StandOnNoWallFeedOrPageOfTheirOwn) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto answer = amal.hears_and_it_stands();
        for (const auto* path : {"/himthough/wall", "/himthough/wall.atom", "/himthough/accountable", "/himthough/accountable.atom", "/himthough/calls",
                                 "/himthough/calls.atom", "/himthough/both", "/himthough", "/"})
            EXPECT_THAT(world->get(path).body, Not(HasSubstr(believed))) << path;
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(answer)).status, 404);
        EXPECT_EQ(world->get("/himthough/c/" + world->public_id(answer) + "/answer").status, 404) << "one level only";
        EXPECT_THAT(amal.page(), AllOf(HasSubstr(believed), Not(HasSubstr(world->public_id(answer))), Not(HasSubstr(answer.receipt))));
    }
}

TEST(Answers, NeverComeFromTheOtherDoor) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto bo = world->acknowledges("I looked away.");
        world->reviewer_accepts(bo);
        world->cuts_edition();
        const auto path = "/himthough/c/" + world->public_id(bo);
        EXPECT_THAT(world->get(path).body, AllOf(HasSubstr("looked away"), Not(HasSubstr("/answer"))));
        EXPECT_THAT(world->accountable_wall(), Not(HasSubstr("/answer")));
        EXPECT_THAT(world->opens(bo.receipt).body, Not(HasSubstr("/answer")));
        EXPECT_EQ(world->get(path + "/answer").status, 404);
        const auto refused = amal.gets({{"sentence", "believe"}, {"receipt", bo.receipt}});
        EXPECT_EQ(refused.status, 403);
        EXPECT_THAT(refused.body, HasSubstr("These nine words are for what somebody did."));
        EXPECT_EQ(number_of_rows(*world), 2);
    }
}

TEST(Answers, ThatComeFirstAreChosen) {
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world);
        const auto refused = amal.gets({{"sentence", "own"}, {"words", "I hear you."}});
        EXPECT_EQ(refused.status, 403);
        EXPECT_THAT(refused.body, HasSubstr("A first answer is one of these sentences."));
        EXPECT_EQ(refused.field("words"), "I hear you.");

        const auto caro = amal.hears();
        const auto early = noor.gets({{"sentence", "own"}, {"words", "I hear you."}, {"receipt", caro.receipt}});
        EXPECT_EQ(early.status, 403) << "accepted and released, before own words";
        EXPECT_EQ(early.field("words"), "I hear you.");
        EXPECT_NE(early.field("open"), "") << "nine words that were right are not asked for again";
        world->reviewer_accepts(caro);
        world->cuts_edition_now();
        EXPECT_EQ(noor.gets({{"sentence", "own"}, {"words", "I hear you."}, {"open", early.field("open")}}).status, 200);
        const Said own{caro.receipt, world->newest()};
        world->reviewer_accepts(own);
        world->cuts_edition_now();
        EXPECT_THAT(noor.page(), HasSubstr("I hear you."));
        Answered dara(*world);
        EXPECT_EQ(dara.gets({{"words", std::string(601, 'a')}, {"receipt", caro.receipt}}).status, 422);
        amal.hides(caro);
        noor.hides(own);
        EXPECT_EQ(dara.gets({{"words", "I hear you too."}, {"receipt", caro.receipt}}).status, 403) << "none of theirs stands any more";
    }
}

TEST(Answers, WithContactDetailsAreStopped) {
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world);
        const auto caro = amal.hears_and_it_stands();
        const auto refused = noor.gets({{"words", "Write to caro@example.org"}, {"receipt", caro.receipt}});
        EXPECT_EQ(refused.status, 422);
        EXPECT_EQ(refused.field("words"), "Write to caro@example.org");
        EXPECT_EQ(number_of_rows(*world), 3);
    }
}

TEST(Answers, OfSurvivorsComeFromPeopleWhoSaidMeTooHere) {
    for (auto& world : every_database()) {
        Answered amal(*world, "survivors"), noor(*world, "nobody"), other(*world);
        constexpr auto not_needed = "You do not need them for a first answer.";
        EXPECT_THAT(world->get(amal.path() + "/answer").body, Not(HasSubstr(not_needed)));
        EXPECT_THAT(world->get(other.path() + "/answer").body, HasSubstr(not_needed));
        const auto without = amal.gets({{"sentence", "believe"}});
        EXPECT_EQ(without.status, 422);
        EXPECT_THAT(without.body, HasSubstr("Only people who said “me too” here may answer these words."));
        const auto ally = other.hears();
        EXPECT_EQ(amal.gets({{"sentence", "believe"}, {"receipt", ally.receipt}}).status, 403);
        EXPECT_EQ(amal.gets({{"sentence", "believe"}, {"receipt", noor.said.receipt}}).status, 200);
        world->reviewer_accepts({noor.said.receipt, world->newest()});
        world->cuts_edition_now();
        EXPECT_THAT(amal.page(), HasSubstr(believed));
        EXPECT_EQ(amal.gets({{"sentence", "believe"}, {"receipt", amal.said.receipt}}).status, 403) << "nobody answers themselves";
    }
}

TEST(Answers, WithUnknownNineWordsGetTheAnswerTheyGetElsewhere) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        const auto gone = amal.hears();
        world->withdraws(gone);
        const auto unknown = amal.gets({{"sentence", "believe"}, {"receipt", gone.receipt}});
        EXPECT_EQ(unknown.status, 422);
        EXPECT_THAT(unknown.body, HasSubstr("These nine words open nothing."));
        EXPECT_THAT(unknown.body, Not(HasSubstr(gone.receipt)));
        EXPECT_EQ(amal.gets({{"sentence", "believe"}, {"receipt", "only three words"}}).status, 422);
        EXPECT_EQ(number_of_rows(*world), 1);
    }
}

TEST(Answers, SentOnceMoreFindThemselves) {   // SAFETY 4
    for (auto& world : every_database()) {
        Answered amal(*world);
        const Fields fields{{"token", world->get(amal.path() + "/answer").field("token")}, {"sentence", "believe"}};
        const auto first = world->post(amal.path() + "/answer", fields);
        amal.lets("nobody");
        const auto again = world->post(amal.path() + "/answer", fields);
        EXPECT_EQ(again.status, 200) << "also when answers ended meanwhile";
        EXPECT_EQ(receipt_in(again), receipt_in(first));
        EXPECT_EQ(number_of_rows(*world), 2);
        amal.lets("anyone");

        Answered noor(*world);
        for (int times = 0; times < 2; ++times) EXPECT_EQ(noor.gets({{"sentence", "sorry"}, {"receipt", receipt_in(first)}}).status, 200);
        EXPECT_EQ(number_of_rows(*world), 4);
        EXPECT_EQ(noor.gets({{"sentence", "read"}, {"receipt", receipt_in(first)}}).status, 409) << "one answer to the same words";
        EXPECT_EQ(number_of_rows(*world), 4);
    }
}

TEST(Answers, ToWhatTakesNoneGetOneKindPageAndKeepWhatWasTyped) {
    for (auto& world : every_database()) {
        Answered amal(*world), none(*world, "nobody"), back(*world), shared(*world), changed(*world);
        const auto caro = amal.hears_and_it_stands();
        const auto waiting = world->says_me_too("Not read yet.", {{"answers", "anyone"}});
        const auto sealed = world->says_me_too("For me.", {{"answers", "anyone"}, {"audience", "only_me"}});
        world->withdraws(back.said);
        EXPECT_EQ(shared.sends("/p/readers", {{"id", world->public_id(shared.said)}, {"audience", "survivors"}, {"answers", "anyone"}}).status, 200);
        EXPECT_EQ(changed.sends("/p/edit", {{"id", world->public_id(changed.said)}, {"words", "It was somebody else."}, {"looked", "1"}}).status, 200);
        const auto token = world->get(amal.path() + "/answer").field("token");
        const auto first = world->get("/himthough/c/made-up/answer");
        EXPECT_THAT(first.body, HasSubstr(closed));
        for (const auto& path : {none.path(), back.path(), shared.path(), changed.path(), "/himthough/c/" + world->public_id(waiting),
                                 "/himthough/c/" + world->public_id(sealed), std::string("/himthough/c/made-up")}) {
            const auto form = world->get(path + "/answer");
            EXPECT_EQ(form.status, 404) << path;
            EXPECT_EQ(form.body, first.body) << path;
            const auto sent = world->post(path + "/answer", {{"token", token}, {"sentence", "own"}, {"words", "I hear you."}, {"receipt", caro.receipt}, {"looked", "1"}});
            EXPECT_EQ(sent.status, 404) << path;
            EXPECT_THAT(sent.body, AllOf(HasSubstr(closed), HasSubstr("I hear you.")));
            EXPECT_EQ(world->post(path + "/answer", {{"token", token}, {"sentence", "believe"}}).status, 404) << path;
        }
    }
}

TEST(Answers, ThatTheDiskRefusesComeBack) {   // SAFETY 24
    for (auto& world : every_database()) {
        Answered amal(*world), noor(*world);
        const auto caro = amal.hears_and_it_stands();
        const auto opened = noor.gets({{"words", ""}, {"receipt", caro.receipt}}).field("open");
        {
            const NoRoom full;
            const auto own = noor.gets({{"sentence", "own"}, {"words", "I hear you."}, {"open", opened}});
            EXPECT_EQ(own.status, 503);
            EXPECT_NE(own.header("Retry-After"), "");
            EXPECT_EQ(own.field("words"), "I hear you.");
            EXPECT_NE(own.field("open"), "");
            const auto chosen = noor.gets({{"sentence", "believe"}});
            EXPECT_EQ(chosen.status, 503);
            EXPECT_THAT(chosen.body, HasSubstr("value=\"believe\" checked"));
        }
    }
}

TEST(Answers, ThatAreUnreadableComeBackAsTheyWere) {
    for (auto& world : every_database()) {
        Answered amal(*world);
        EXPECT_EQ(amal.gets({}).status, 422);
        EXPECT_EQ(amal.gets({{"sentence", "made-up"}}).status, 422);
        const auto both = amal.gets({{"sentence", "believe"}, {"words", "And more."}});
        EXPECT_EQ(both.status, 422);
        EXPECT_EQ(both.field("words"), "And more.");
        EXPECT_THAT(both.body, HasSubstr("value=\"believe\" checked"));
        EXPECT_EQ(world->post(amal.path() + "/answer", {{"sentence", "believe"}}).status, 422) << "without a token";
        EXPECT_EQ(number_of_rows(*world), 1);
    }
}

}  // namespace
}  // namespace himthough
