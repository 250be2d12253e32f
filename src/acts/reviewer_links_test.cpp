#include "acts/desk_scene_test.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;
constexpr auto password = "kettle moss ribbon tuesday", other_password = "a garden gate in the rain";

TEST(Links, MakeTheFirstReviewerOnceAndAreThenUsedUp) {
    DeskScene desk;
    const auto token = desk.first_link();
    const auto amal = desk.follows(token, "Amal", password);
    ASSERT_TRUE(amal);
    EXPECT_TRUE(desk.at_desk(desk.signs_in(*amal)));
    EXPECT_EQ(open_link(desk.with(), token).error().why, Why::expired);
    EXPECT_EQ(desk.follows(token, "Noor", password).error().why, Why::expired);
    EXPECT_EQ(make_first_link(desk.store, desk.keys, desk.clock).error().why, Why::already_done);
}

TEST(Links, ForTheFirstReviewerEndWhenThereIsOne) {
    DeskScene desk;
    const auto older = desk.first_link(), newer = desk.first_link();
    EXPECT_FALSE(open_link(desk.with(), older)) << "a newer one was printed";
    EXPECT_TRUE(open_link(desk.with(), newer));
    desk.joins("Amal");
    EXPECT_FALSE(open_link(desk.with(), newer));
}

TEST(Links, LiveForADayAndNotLongerWhenTheClockIsSetBack) {
    DeskScene desk;
    const auto token = desk.invitation();
    desk.clock.pass(24h - 1s);
    EXPECT_TRUE(open_link(desk.with(), token));
    desk.clock.pass(1s);
    EXPECT_FALSE(open_link(desk.with(), token));

    const auto other = desk.invitation();
    desk.clock.jump(-25h);
    EXPECT_FALSE(open_link(desk.with(), other));
}

TEST(Links, AreHashedAtRest) {
    DeskScene desk;
    const auto token = desk.first_link();
    EXPECT_EQ(desk.all_bytes().find(token), std::string::npos);
    EXPECT_EQ(desk.all_bytes().find(from_base64(token).value()), std::string::npos);
    EXPECT_FALSE(open_link(desk.with(), "made-up")) << "and a made-up one is none";
}

TEST(Links, KeepNothingBeforeTheCodeIsRight) {
    DeskScene desk;
    const auto token = desk.first_link();
    const auto begun = begin_enrolment(desk.with(), token, "Amal", password).value();
    EXPECT_EQ(begun.sealed.find("Amal"), std::string::npos);
    EXPECT_EQ(confirm_enrolment(desk.with(), token, begun.sealed, "").error().field, "code");
    const DeskScene::Person amal{"Amal", password, desk.secret_typed(begun.secret)};
    const auto wrong = desk.code(amal) == "123456" ? "654321" : "123456";
    EXPECT_EQ(confirm_enrolment(desk.with(), token, begun.sealed, wrong).error().field, "code");
    EXPECT_TRUE(people_at_desk(desk.store, desk.clock).people.empty());

    const auto again = resume_enrolment(desk.with(), token, begun.sealed);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->secret, begun.secret) << "the same secret: it was scanned already";
    EXPECT_TRUE(confirm_enrolment(desk.with(), token, again->sealed, desk.code(amal)));
}

TEST(Links, DoNotTakeWhatWasSealedForAnotherOne) {
    DeskScene desk;
    const auto one = desk.invitation(), two = desk.invitation();
    const auto begun = begin_enrolment(desk.with(), one, "Amal", password).value();
    const DeskScene::Person amal{"Amal", password, desk.secret_typed(begun.secret)};
    EXPECT_EQ(confirm_enrolment(desk.with(), two, begun.sealed, desk.code(amal)).error().why, Why::expired);
    EXPECT_EQ(confirm_enrolment(desk.with(), one, "made-up", desk.code(amal)).error().why, Why::expired);
}

TEST(Links, RefuseANameThatIsTakenOrLooksLikeATakenOne) {
    DeskScene desk;
    desk.joins("Amal");
    const auto token = desk.invitation();
    for (const auto name : {"Amal", "amal", " Amal ", "\xD0\x90mal"})   // the last with a Cyrillic A
        EXPECT_EQ(begin_enrolment(desk.with(), token, name, password).error().says, "fault.name_taken") << name;
    EXPECT_EQ(begin_enrolment(desk.with(), token, "", password).error().why, Why::missing);
    EXPECT_EQ(begin_enrolment(desk.with(), token, "two\nlines", password).error().says, "fault.name_unfit");
    EXPECT_EQ(begin_enrolment(desk.with(), token, "Noor", "too short").error().says, "fault.password_short");
}

TEST(Links, OfAResetGiveANewPasswordAndSecretAndEndAllSessions) {
    DeskScene desk;
    const auto amal = desk.joins("Amal");
    const auto cookie = desk.signs_in(amal);
    const auto token = desk.reset_of("amal");
    EXPECT_EQ(open_link(desk.with(), token)->name, "Amal");
    EXPECT_TRUE(desk.at_desk(cookie)) << "starting a reset takes nobody's place away";

    const auto renewed = desk.follows(token, "somebody else", other_password);
    ASSERT_TRUE(renewed);
    EXPECT_EQ(renewed->name, "Amal") << "a reset does not rename";
    EXPECT_FALSE(desk.at_desk(cookie));
    EXPECT_FALSE(desk.tries(amal, amal.password, desk.code(*renewed)));
    EXPECT_FALSE(desk.tries(*renewed, other_password, desk.code(amal)));
    EXPECT_TRUE(desk.at_desk(desk.signs_in(*renewed)));
}

TEST(Links, OfAResetNeedSomebody) {
    DeskScene desk;
    EXPECT_FALSE(reviewer_called(desk.store, "Nobody"));
    EXPECT_EQ(start_reset(desk.at_terminal(), 12).error().why, Why::not_found);
}

}  // namespace
}  // namespace himthough
