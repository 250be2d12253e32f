// What becomes of a round that a member of a circle shows to the reviewers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/circle_scene_test.h"
#include "tests/stories/reviewing_test.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// The path of the first round on the desk's list.
std::string shown_in(const std::string& list) {
    const auto at = list.find("/desk/circles/");
    return at == std::string::npos ? "" : list.substr(at, list.find('"', at) - at);
}

TEST(CirclesAtTheDesk, ShowReviewersOnlyWhatAMemberShowed) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        for (const std::size_t who : {0U, 1U, 2U}) circle.writes(who, "In round one I say " + std::to_string(who) + ".");
        circle.days_pass(7);
        for (const std::size_t who : {0U, 1U, 2U}) circle.writes(who, "In round two I say more.");
        EXPECT_THAT(circle.posts(1, "show", {{"round", "1"}}).body, HasSubstr("They have not decided yet."));
        EXPECT_EQ(circle.posts(1, "show", {{"round", "1"}}).status, 200);
        EXPECT_THAT(circle.posts(1, "show", {{"round", "3"}}).body, HasSubstr("This cannot be done in your circle now."));
        EXPECT_EQ(world->all_bytes().find("In round one"), std::string::npos) << "for the desk it is sealed too";

        auto reviewer = somebody_at_the_desk(*world);
        EXPECT_THAT(reviewer.get("/desk").body, HasSubstr("ask you to look at a round"));
        const auto list = reviewer.get("/desk/circles").body;
        EXPECT_THAT(list, AllOf(HasSubstr("Round 1"), Not(HasSubstr("Round 2")), Not(HasSubstr("I say"))));
        const auto path = shown_in(list);
        const auto page = reviewer.get(path);
        EXPECT_THAT(page.body, AllOf(HasSubstr("In round one I say 0."), HasSubstr("In round one I say 2."), Not(HasSubstr("In round two"))));
        EXPECT_EQ(world->get(path).status, 303) << "reviewers only";
        EXPECT_EQ(reviewer.post(path, {{"form_token", page.field("form_token")}}).status, 422);
        EXPECT_EQ(reviewer.post(path, {{"form_token", page.field("form_token")}, {"decision", "nothing"}}).status, 303);
        EXPECT_EQ(reviewer.get(path).status, 404) << "erased with the decision";
        EXPECT_THAT(reviewer.get("/desk/circles").body, HasSubstr("No round waits."));
        EXPECT_THAT(circle.page(1).body, AllOf(HasSubstr("In round two I say more."), Not(HasSubstr("have not decided yet"))));
    }
}

TEST(CirclesAtTheDesk, AreClosedByAReviewerWhoWasShownARound) {
    for (auto& world : every_database()) {
        Circle circle(*world);
        circle.all_sit_down().begins();
        for (const std::size_t who : {0U, 1U, 2U}) circle.writes(who, "I was there.");
        circle.posts(1, "show", {{"round", "1"}});
        auto reviewer = somebody_at_the_desk(*world);
        const auto path = shown_in(reviewer.get("/desk/circles").body);
        EXPECT_EQ(reviewer.post(path, {{"form_token", reviewer.get(path).field("form_token")}, {"decision", "close"}}).status, 303);
        EXPECT_THAT(world->opens(circle.words[0]).body, HasSubstr("the circle has closed"));
        EXPECT_EQ(world->services().deletions.all().back().kind, store::Deletion::Kind::circle) << "a restored backup closes it again";
    }
}

TEST(CirclesAtTheDesk, LoseAShownRoundWithTheMemberWhoShowedIt) {
    for (auto& world : every_database()) {
        Circle circle(*world, 4);
        circle.all_sit_down().begins();
        for (const std::size_t who : {0U, 1U, 2U, 3U}) circle.writes(who, "I was there, in seat " + std::to_string(who) + ".");
        circle.posts(1, "show", {{"round", "1"}});
        auto reviewer = somebody_at_the_desk(*world);
        const auto path = shown_in(reviewer.get("/desk/circles").body);
        circle.posts(3, "leave");
        EXPECT_THAT(reviewer.get(path).body, AllOf(HasSubstr("in seat 0."), Not(HasSubstr("in seat 3.")))) << "what somebody wrote goes when they leave";
        circle.posts(1, "leave");
        EXPECT_THAT(reviewer.get("/desk/circles").body, HasSubstr("No round waits."));
    }
}

}  // namespace
}  // namespace himthough
