#include "acts/desk_scene_test.h"
#include "acts/recovery_codes.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
constexpr auto password = "kettle moss ribbon tuesday";

/// A desk where Amal organises and Noor reviews.
struct Peopled : DeskScene {
    Person amal = follows(first_link(), "Amal", password).value();
    Person noor = joins("Noor");

    Organising by(std::string_view name) { return {store, keys, clock, named(name)}; }
    Role role_of(std::string_view name) { return reviewer_called(store, name)->role; }
    /// What the last line says, and about whom.
    std::pair<Did, std::int64_t> last_line() {
        constexpr static sql::Text last = "SELECT did, about FROM record ORDER BY id DESC LIMIT 1";
        return store.read([](store::Transaction& tx) {
            return tx.one(last, {}, [](const sql::Row& row) { return std::pair(row.as<Did>(0), row.integer(1)); });
        }).value();
    }
    std::int64_t lines() { return number("SELECT count(*) FROM record"); }
};

TEST(People, ComeInTheRoleTheyWereInvitedFor) {
    Peopled desk;
    EXPECT_EQ(desk.role_of("Amal"), Role::organiser);
    EXPECT_EQ(desk.role_of("Noor"), Role::reviewer);
    const auto link = invite(desk.by("Amal"), Role::figures).value();
    ASSERT_EQ(people_at_desk(desk.store, desk.clock).invitations.size(), 1U);
    const auto open = people_at_desk(desk.store, desk.clock).invitations.front();
    EXPECT_EQ(open.role, Role::figures);
    EXPECT_EQ(desk.last_line(), std::pair(Did::invited, open.id));
    ASSERT_TRUE(desk.follows(link, "Juno", password));
    EXPECT_EQ(desk.role_of("Juno"), Role::figures);
    EXPECT_EQ(desk.last_line(), std::pair(Did::made_figures, desk.named("Juno")));
    EXPECT_TRUE(people_at_desk(desk.store, desk.clock).invitations.empty());
}

TEST(People, InvitedFirstOrganiseAndLaterOnesReview) {
    DeskScene desk;
    ASSERT_TRUE(desk.follows(invite(desk.at_terminal(), {}).value(), "Amal", password));
    ASSERT_TRUE(desk.follows(invite(desk.at_terminal(), {}).value(), "Noor", password));
    EXPECT_EQ(reviewer_called(desk.store, "Amal")->role, Role::organiser);
    EXPECT_EQ(reviewer_called(desk.store, "Noor")->role, Role::reviewer);
}

TEST(People, AreDecidedAboutByOrganisersOnlyAlsoWhenTheRoleWasLostMeanwhile) {
    Peopled desk;
    desk.joins("Juno", Role::figures);
    const auto open = desk.invitation();
    const auto number = people_at_desk(desk.store, desk.clock).invitations.front().id;
    const auto gone = desk.joins("Ines", Role::organiser);
    const auto as_gone = desk.by("Ines");
    ASSERT_TRUE(let_go(desk.at_terminal(), desk.named("Ines")));
    const auto lines = desk.lines();
    for (const auto& with : {desk.by("Noor"), desk.by("Juno"), as_gone, Organising{desk.store, desk.keys, desk.clock, 99}}) {
        EXPECT_EQ(invite(with, Role::organiser).error().why, Why::not_allowed);
        EXPECT_EQ(take_invitation_back(with, number).error().why, Why::not_allowed);
        EXPECT_EQ(start_reset(with, desk.named("Amal")).error().why, Why::not_allowed);
        EXPECT_EQ(give_role(with, desk.named("Noor"), Role::organiser).error().why, Why::not_allowed);
        EXPECT_EQ(let_go(with, desk.named("Amal")).error().why, Why::not_allowed);
    }
    EXPECT_EQ(desk.lines(), lines) << "and nothing of it is on the record";
    EXPECT_TRUE(open_link(desk.with(), open));
    EXPECT_EQ(desk.role_of("Noor"), Role::reviewer);
}

TEST(People, TheLastOrganiserStaysAndStaysOne) {
    Peopled desk;
    const auto amal = desk.named("Amal"), noor = desk.named("Noor");
    for (const auto& with : {desk.by("Amal"), desk.at_terminal()}) {
        EXPECT_EQ(let_go(with, amal).error().says, "fault.last_organiser");
        EXPECT_EQ(give_role(with, amal, Role::reviewer).error().says, "fault.last_organiser");
    }
    EXPECT_TRUE(give_role(desk.by("Amal"), amal, Role::organiser)) << "it is so already";
    ASSERT_TRUE(give_role(desk.by("Amal"), noor, Role::organiser));
    EXPECT_EQ(desk.last_line(), std::pair(Did::made_organiser, noor));
    ASSERT_TRUE(give_role(desk.by("Amal"), amal, Role::figures));
    EXPECT_EQ(desk.last_line(), std::pair(Did::made_figures, amal));
    EXPECT_EQ(let_go(desk.by("Noor"), noor).error().says, "fault.last_organiser");
    ASSERT_TRUE(let_go(desk.by("Noor"), amal));
    EXPECT_EQ(desk.last_line(), std::pair(Did::let_go, amal));
    EXPECT_EQ(let_go(desk.by("Noor"), amal).error().why, Why::not_found);
    EXPECT_EQ(start_reset(desk.by("Noor"), amal).error().why, Why::not_found) << "only the terminal brings somebody back";
    EXPECT_TRUE(start_reset(desk.at_terminal(), amal));
}

TEST(People, WhoAreLetGoLeaveNoWayInBehind) {
    Peopled desk;
    const auto ines = desk.joins("Ines", Role::organiser);
    const auto cookie = desk.signs_in(ines);
    const auto invitation = invite(desk.by("Ines"), Role::organiser).value(), reset = start_reset(desk.by("Ines"), desk.named("Noor")).value();
    const auto others = invite(desk.by("Amal"), Role::reviewer).value();
    ASSERT_TRUE(let_go(desk.by("Amal"), desk.named("Ines")));
    EXPECT_FALSE(desk.at_desk(cookie));
    EXPECT_FALSE(open_link(desk.with(), invitation));
    EXPECT_FALSE(open_link(desk.with(), reset));
    EXPECT_TRUE(open_link(desk.with(), others));
    EXPECT_FALSE(desk.tries(ines, ines.password, ines.codes.front()));
    EXPECT_EQ(desk.number("SELECT count(*) FROM recovery_code WHERE reviewer = 3"), 0);
}

TEST(People, WhoOrganiseNoMoreLeaveNoLinksBehind) {
    Peopled desk;
    desk.joins("Ines", Role::organiser);
    const auto invitation = invite(desk.by("Ines"), Role::organiser).value();
    ASSERT_TRUE(give_role(desk.by("Amal"), desk.named("Ines"), Role::reviewer));
    EXPECT_FALSE(open_link(desk.with(), invitation));
}

TEST(Invitations, AreListedWhileTheyCanBeFollowedAndCanBeTakenBack) {
    Peopled desk;
    const auto one = desk.invitation(), two = desk.invitation(Role::organiser);
    const auto open = people_at_desk(desk.store, desk.clock).invitations;
    ASSERT_EQ(open.size(), 2U);
    ASSERT_TRUE(take_invitation_back(desk.by("Amal"), open[1].id));
    EXPECT_EQ(desk.last_line(), std::pair(Did::took_invitation_back, open[1].id));
    EXPECT_TRUE(open_link(desk.with(), one));
    EXPECT_FALSE(open_link(desk.with(), two));
    EXPECT_EQ(take_invitation_back(desk.by("Amal"), open[1].id).error().why, Why::not_found);
    desk.clock.pass(24h);
    EXPECT_TRUE(people_at_desk(desk.store, desk.clock).invitations.empty());
}

TEST(Invitations, TakenBackAreNeverAReset) {
    Peopled desk;
    const auto reset = start_reset(desk.by("Amal"), desk.named("Noor")).value();
    EXPECT_EQ(desk.last_line(), std::pair(Did::started_reset, desk.named("Noor")));
    for (std::int64_t id = 1; id < 9; ++id) EXPECT_FALSE(take_invitation_back(desk.by("Amal"), id));
    EXPECT_TRUE(open_link(desk.with(), reset));
}

TEST(RecoveryCodes, EachOpenOnceHoweverTheyAreTyped) {
    Peopled desk;
    const auto& codes = desk.noor.codes;
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
    auto typed = codes[0];
    std::erase(typed, '-');
    std::ranges::transform(typed, typed.begin(), [](char letter) { return letter == '1' ? 'l' : letter == '0' ? 'O' : static_cast<char>(std::toupper(letter)); });
    EXPECT_TRUE(desk.tries(desk.noor, password, "  " + typed.substr(0, 7) + " " + typed.substr(7)));
    EXPECT_EQ(desk.tries(desk.noor, password, codes[0]).error().says, "fault.sign_in");
    EXPECT_TRUE(desk.tries(desk.noor, password, codes[9]));
    const auto cookie = desk.signs_in(desk.noor);
    EXPECT_EQ(recovery_codes_left(desk.with(), desk.me(cookie)), 8);
}

TEST(RecoveryCodes, AreNobodyElsesAndNoPassword) {
    Peopled desk;
    EXPECT_FALSE(desk.tries(desk.amal, password, desk.noor.codes[0]));
    EXPECT_FALSE(desk.tries(desk.noor, "another quiet lantern by the sea", desk.noor.codes[0]));
    EXPECT_FALSE(desk.tries(desk.noor, password, "----"));
    EXPECT_TRUE(desk.tries(desk.noor, password, desk.noor.codes[0])) << "a wrong try used nothing up";
}

TEST(RecoveryCodes, WrongOnesAreSlowedDownLikeWrongPasswords) {
    Peopled desk;
    for (int n = 0; n < Tries::free_tries; ++n) EXPECT_EQ(desk.tries(desk.noor, password, "0000-0000-0000-0000").error().why, Why::not_allowed);
    EXPECT_EQ(desk.tries(desk.noor, password, desk.noor.codes[0]).error().why, Why::slow_down);
}

TEST(RecoveryCodes, AreHashedAtRest) {
    Peopled desk;
    for (const auto& code : desk.noor.codes) EXPECT_EQ(desk.all_bytes().find(code), std::string::npos);
}

TEST(RecoveryCodes, NewOnesNeedPasswordAndCodeAndEndTheOldOnes) {
    Peopled desk;
    const auto me = desk.me(desk.signs_in(desk.noor));
    EXPECT_EQ(make_recovery_codes(desk.with(), me, password, "").error().field, "code");
    EXPECT_EQ(make_recovery_codes(desk.with(), me, "another quiet lantern", desk.code(desk.noor)).error().says, "fault.sign_in");
    const auto typed = desk.code(desk.noor);
    const auto made = make_recovery_codes(desk.with(), me, password, typed);
    ASSERT_TRUE(made);
    EXPECT_EQ(desk.last_line(), std::pair(Did::made_codes, me.reviewer));
    EXPECT_FALSE(make_recovery_codes(desk.with(), me, password, typed)) << "a code is good once";
    EXPECT_FALSE(desk.tries(desk.noor, password, desk.noor.codes[0]));
    EXPECT_TRUE(desk.tries(desk.noor, password, made->front()));
}

TEST(RecoveryCodes, EndWithAReset) {
    Peopled desk;
    const auto renewed = desk.follows(desk.reset_of("Noor"), "", "a garden gate in the rain");
    ASSERT_TRUE(renewed);
    EXPECT_EQ(desk.last_line(), std::pair(Did::renewed, desk.named("Noor")));
    EXPECT_FALSE(desk.tries(*renewed, renewed->password, desk.noor.codes[0]));
    EXPECT_TRUE(desk.tries(*renewed, renewed->password, renewed->codes[0]));
}

}  // namespace
}  // namespace himthough
