#include "acts/desk_scene_test.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;

TEST(SignIn, NeedsNamePasswordAndCode) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    EXPECT_EQ(desk.tries(amal, "", desk.code(amal)).error().field, "password");
    EXPECT_EQ(desk.tries(amal, amal.password, "").error().field, "code");
    EXPECT_EQ(sign_in(desk.with(), {.name = "", .password = "x", .code = "y", .old_cookie = ""}).error().field, "name");
    EXPECT_EQ(desk.me(desk.signs_in(amal)).name, "Amal");
}

TEST(SignIn, AnswersAlikeForAnUnknownNameAWrongPasswordAndAWrongCode) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto wrong_code = desk.code(amal) == "123456" ? "654321" : "123456";
    const auto answers = {desk.tries({"Nobody", "", ""}, amal.password, desk.code(amal)), desk.tries(amal, "not the password", desk.code(amal)),
                          desk.tries(amal, amal.password, wrong_code)};
    for (const auto& answer : answers) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().why, Why::not_allowed);
        EXPECT_EQ(answer.error().field, "");
        EXPECT_EQ(answer.error().says, "fault.sign_in");
    }
}

TEST(SignIn, TakesEachCodeOnce) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto code = desk.code(amal);
    ASSERT_TRUE(desk.tries(amal, amal.password, code));
    EXPECT_EQ(desk.tries(amal, amal.password, code).error().why, Why::not_allowed);
    desk.clock.pass(30s);
    EXPECT_EQ(desk.tries(amal, amal.password, code).error().why, Why::not_allowed) << "still in the window, and used";
    EXPECT_TRUE(desk.tries(amal, amal.password, desk.code(amal)));
    desk.clock.jump(-60s);
    EXPECT_EQ(desk.tries(amal, amal.password, desk.code(amal)).error().why, Why::not_allowed) << "a code of before, by a clock set back";
}

TEST(SignIn, TakesTheCodeThatConfirmedTheSecretNoSecondTime) {
    DeskScene desk;
    const auto token = desk.first_link();
    const auto begun = begin_enrolment(desk.with(), token, "Amal", "kettle moss ribbon tuesday").value();
    const DeskScene::Person amal{"Amal", "kettle moss ribbon tuesday", desk.secret_typed(begun.secret)};
    ASSERT_TRUE(confirm_enrolment(desk.with(), token, begun.sealed, desk.code(amal)));
    EXPECT_FALSE(desk.tries(amal, amal.password, desk.code(amal)));
}

TEST(SignIn, HasToWaitAfterFiveWrongTriesWhetherTheNameIsKnownOrNot) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    for (const auto& who : {amal, DeskScene::Person{"Nobody", "", ""}}) {
        for (int i = 0; i < 5; ++i) EXPECT_EQ(desk.tries(who, "not the password", "123456").error().why, Why::not_allowed);
        EXPECT_EQ(desk.tries(who, amal.password, desk.code(amal)).error().why, Why::slow_down);
    }
    desk.clock.pass(30s);
    EXPECT_TRUE(desk.tries(amal, amal.password, desk.code(amal)));
}

TEST(SignIn, GivesANewSessionIdEachTimeAndEndsTheOneTheBrowserHad) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto first = desk.signs_in(amal), second = desk.signs_in(amal, first);
    EXPECT_NE(first, second);
    EXPECT_FALSE(desk.at_desk(first));
    EXPECT_TRUE(desk.at_desk(second));
}

TEST(SignIn, TakesNoSessionIdThatItDidNotGive) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const DeskCookie planted(43, 'A');
    const auto given = desk.signs_in(amal, planted);
    EXPECT_NE(given, planted);
    EXPECT_FALSE(desk.at_desk(planted));
    EXPECT_FALSE(desk.at_desk(""));
}

TEST(Sessions, AreHashedAtRest) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto cookie = desk.signs_in(amal);
    const auto bytes = desk.all_bytes();
    EXPECT_EQ(bytes.find(cookie), std::string::npos);
    EXPECT_EQ(bytes.find(from_base64(cookie).value()), std::string::npos);
    EXPECT_EQ(bytes.find(amal.password), std::string::npos);
    EXPECT_EQ(bytes.find(amal.secret), std::string::npos) << "the secret is sealed";
    EXPECT_NE(bytes.find("$argon2id$"), std::string::npos);
}

TEST(Sessions, EndAfterHalfAnHourWithoutAPage) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto cookie = desk.signs_in(amal);
    for (int i = 0; i < 5; ++i) {
        desk.clock.pass(29min);
        EXPECT_TRUE(desk.at_desk(cookie));
    }
    desk.clock.pass(30min);
    EXPECT_FALSE(desk.at_desk(cookie));
    EXPECT_EQ(desk.number("SELECT count(*) FROM session"), 0);
}

TEST(Sessions, EndAfterTwelveHoursHoweverBusy) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto cookie = desk.signs_in(amal);
    for (int minutes = 20; minutes < 12 * 60; minutes += 20) {
        desk.clock.pass(20min);
        EXPECT_TRUE(desk.at_desk(cookie)) << minutes;
    }
    desk.clock.pass(20min);
    EXPECT_FALSE(desk.at_desk(cookie));
}

TEST(Sessions, AreNotLongerWhenTheClockIsSetBack) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    auto cookie = desk.signs_in(amal);
    desk.clock.jump(-6h);
    desk.clock.pass(30min);
    EXPECT_FALSE(desk.at_desk(cookie)) << "idle half an hour by the steady clock";

    cookie = desk.signs_in(desk.follows(desk.reset_of("Amal"), "", amal.password).value());
    for (int i = 0; i < 36; ++i) {
        EXPECT_TRUE(desk.at_desk(cookie)) << i;
        desk.clock.jump(-19min);
        desk.clock.pass(20min);
    }
    EXPECT_FALSE(desk.at_desk(cookie)) << "twelve hours old by the steady clock";
}

TEST(Sessions, AreNotLongerWhenTheClockIsSetForwardAndBack) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto cookie = desk.signs_in(amal);
    desk.clock.jump(10min);
    EXPECT_TRUE(desk.at_desk(cookie));
    desk.clock.jump(-10min);
    EXPECT_TRUE(desk.at_desk(cookie));
    desk.clock.pass(30min);
    EXPECT_FALSE(desk.at_desk(cookie));

    const auto other = desk.signs_in(amal);
    desk.clock.jump(48h);
    EXPECT_FALSE(desk.at_desk(other));
    desk.clock.jump(-48h);
    EXPECT_FALSE(desk.at_desk(other)) << "what has ended does not come back";
}

TEST(Sessions, LastThroughARestartButNotWhenTheClockWentBackMeanwhile) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto cookie = desk.signs_in(amal);
    desk.clock.pass(20min);
    desk.starts_again();
    EXPECT_TRUE(desk.at_desk(cookie));
    desk.starts_again();
    desk.clock.jump(-5min);
    EXPECT_FALSE(desk.at_desk(cookie));
}

TEST(Sessions, AreListedWithDaysAndIdleMinutesAndEndedByTheirReviewerOnly) {
    DeskScene desk;
    const auto amal = desk.joins("Amal"), noor = desk.joins("Noor");
    const auto laptop = desk.signs_in(amal), phone = desk.signs_in(amal), noors = desk.signs_in(noor);
    desk.clock.pass(7min);
    ASSERT_TRUE(desk.at_desk(phone));
    const auto me = desk.me(phone);
    const auto listed = sessions_of(desk.with(), me);
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_TRUE(listed[0].this_one);
    EXPECT_EQ(listed[0].idle_minutes, 0);
    EXPECT_FALSE(listed[1].this_one);
    EXPECT_EQ(listed[1].idle_minutes, 8);
    EXPECT_EQ(listed[1].began, desk.clock.today());

    EXPECT_EQ(end_session(desk.with(), me, desk.me(noors).session).error().why, Why::not_found);
    EXPECT_TRUE(desk.at_desk(noors));
    ASSERT_TRUE(end_session(desk.with(), me, listed[1].id));
    EXPECT_FALSE(desk.at_desk(laptop));
    ASSERT_TRUE(sign_out(desk.with(), phone));
    EXPECT_FALSE(desk.at_desk(phone));
}

TEST(Sessions, EndWhenTheReviewerIsLetGoAndThePasswordIsErased) {
    DeskScene desk;
    const auto amal = desk.joins("Amal"), noor = desk.joins("Noor");
    const auto cookie = desk.signs_in(amal);
    ASSERT_TRUE(let_go(desk.at_terminal(), desk.named("Amal")));
    EXPECT_FALSE(desk.at_desk(cookie));
    EXPECT_EQ(desk.tries(amal, amal.password, desk.code(amal)).error().says, "fault.sign_in");
    const auto listed = people_at_desk(desk.store, desk.clock).people;
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed[0].name, noor.name);
}

}  // namespace
}  // namespace himthough
