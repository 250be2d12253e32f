// Who is at the desk: inviting, giving roles, resetting, letting go, and the codes on paper.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/reviewing_test.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

/// An organiser at the pages of /desk/people.
struct Organiser {
    Reviewing who;

    explicit Organiser(World& world) : who(somebody_at_the_desk(world, "Amal", Role::organiser)) {}

    Answer people() { return who.get("/desk/people"); }
    Answer does(const std::string& what, Fields fields) {
        fields.insert(fields.begin(), {"form_token", people().field("form_token")});
        return who.post("/desk/people/" + what, fields);
    }
    std::string id_of(std::string_view name) { return std::to_string(reviewer_called(who.world.services().store, name).value().id); }
    /// The link an answer shows.
    static std::string token_in(const Answer& answer) {
        constexpr std::string_view mark = "/desk/start/";
        const auto at = answer.body.find(mark);
        if (at == std::string::npos) return "";
        const auto begin = at + mark.size();
        return answer.body.substr(begin, answer.body.find('<', begin) - begin);
    }
};

TEST(PeoplePage, AnInvitationIsShownOnceAndMakesSomebodyOfThatRole) {
    for (auto& world : every_database()) {
        Organiser amal(*world);
        const auto answer = amal.does("invite", {{"role", "figures"}});
        ASSERT_EQ(answer.status, 200);
        const auto token = Organiser::token_in(answer);
        EXPECT_EQ(token.size(), 22U);
        EXPECT_EQ(answer.header("cache-control"), "no-store");
        EXPECT_EQ(world->all_bytes().find(token), std::string::npos);
        const auto listed = amal.people();
        EXPECT_THAT(listed.body, AllOf(HasSubstr("Open invitations"), HasSubstr("made by <bdi>Amal</bdi>"), HasSubstr("October 16, 2017, 12:01 UTC"), Not(HasSubstr(token))));

        Reviewing juno{*world, "Juno", "", ""};
        juno.follows(token);
        juno.signs_in();
        EXPECT_EQ(juno.get("/desk").header("location"), "/desk/figures");
        EXPECT_THAT(amal.people().body, AllOf(HasSubstr("Juno"), Not(HasSubstr("Open invitations"))));
    }
}

TEST(PeoplePage, AnInvitationCanBeTakenBack) {
    for (auto& world : every_database()) {
        Organiser amal(*world);
        EXPECT_EQ(amal.does("invite", {}).status, 422) << "no role was chosen";
        const auto token = Organiser::token_in(amal.does("invite", {{"role", "reviewer"}}));
        EXPECT_EQ(world->get("/desk/start/" + token).status, 200);
        const auto page = amal.people().body;
        const auto form = page.substr(page.find("action=\"/desk/people/take-back\""));
        const auto id = Answer{200, "", form}.field("id");
        for (int twice = 0; twice < 2; ++twice) EXPECT_EQ(amal.does("take-back", {{"id", id}}).status, 303);
        EXPECT_EQ(world->get("/desk/start/" + token).status, 404);
        EXPECT_EQ(amal.does("take-back", {{"id", "x"}}).status, 400);
    }
}

TEST(PeoplePage, AResetGivesThatPersonANewStartAndEndsNothingBeforeTheyFollowIt) {
    for (auto& world : every_database()) {
        Organiser amal(*world);
        auto noor = somebody_at_the_desk(*world, "Noor");
        const auto token = Organiser::token_in(amal.does("reset", {{"id", amal.id_of("Noor")}}));
        ASSERT_FALSE(token.empty());
        EXPECT_EQ(noor.get("/desk").status, 200);
        Reviewing again{*world, "somebody else", "", ""};
        again.follows(token);
        EXPECT_EQ(noor.get("/desk").status, 303);
        again.name = "Noor";
        again.signs_in();
        EXPECT_EQ(again.get("/desk").status, 200);
        EXPECT_EQ(amal.does("reset", {{"id", "999"}}).status, 404);
    }
}

TEST(PeoplePage, ARoleIsAnotherAtOnceAndTheLastOrganiserStays) {
    for (auto& world : every_database()) {
        Organiser amal(*world);
        auto noor = somebody_at_the_desk(*world, "Noor");
        for (const auto& refused : {amal.does("role", {{"id", amal.id_of("Amal")}, {"role", "figures"}}), amal.does("go/" + amal.id_of("Amal"), {})}) {
            EXPECT_EQ(refused.status, 409);
            EXPECT_THAT(refused.body, HasSubstr("Nobody else organises here."));
        }
        EXPECT_EQ(amal.does("role", {{"id", amal.id_of("Noor")}, {"role", "judge"}}).status, 400);
        EXPECT_EQ(amal.does("role", {{"id", amal.id_of("Noor")}, {"role", "organiser"}}).status, 303);
        EXPECT_EQ(noor.get("/desk/people").status, 200);
        const auto done = amal.does("role", {{"id", amal.id_of("Amal")}, {"role", "figures"}});
        EXPECT_EQ(done.header("location"), "/desk") << "who organises no more does not see the list";
        EXPECT_EQ(amal.people().status, 403);
        EXPECT_EQ(amal.who.get("/desk").header("location"), "/desk/figures");
    }
}

TEST(PeoplePage, LettingGoIsAskedAboutFirstAndEndsEverything) {
    for (auto& world : every_database()) {
        Organiser amal(*world);
        auto noor = somebody_at_the_desk(*world, "Noor");
        const auto asks = amal.who.get("/desk/people/go/" + amal.id_of("Noor"));
        EXPECT_THAT(asks.body, HasSubstr("Let Noor go?"));
        EXPECT_EQ(noor.get("/desk").status, 200) << "asking does nothing";
        const auto path = "go/" + amal.id_of("Noor");
        EXPECT_EQ(amal.does(path, {}).status, 303);
        EXPECT_EQ(noor.get("/desk").status, 303);
        EXPECT_EQ(noor.sends_sign_in(reviewers_password).status, 422);
        EXPECT_EQ(amal.who.get("/desk/people/" + path).status, 404);
        EXPECT_EQ(amal.does(path, {}).status, 404);
        EXPECT_THAT(amal.people().body, Not(HasSubstr("Noor")));
    }
}

TEST(DeskHeader, ShowsOnlyWhatARoleMayDo) {
    for (auto& world : every_database()) {
        const auto links = [&](std::string name, Role role) {
            const auto page = somebody_at_the_desk(*world, std::move(name), role).get("/desk/sessions").body;
            std::string shown;
            for (const std::string_view path : {"/desk", "/desk/circles", "/desk/figures", "/desk/people", "/desk/sessions", "/desk/codes"})
                if (page.find("href=\"" + std::string(path) + "\"") != std::string::npos) shown.append(path.substr(5)).append(" ");
            return shown;
        };
        EXPECT_EQ(links("Amal", Role::organiser), " /circles /figures /people /sessions /codes ");
        EXPECT_EQ(links("Noor", Role::reviewer), " /circles /sessions /codes ");
        EXPECT_EQ(links("Juno", Role::figures), "/figures /sessions /codes ");
    }
}

TEST(DeskFigures, TellWhatBecameOfTheVowsAndNobodysWords) {
    for (auto& world : every_database()) {
        const auto said = world->acknowledges("I laughed along.", {{"vow_action", "I will say stop."}, {"vow_day", (world->clock.today() + 30).iso()}});
        world->reviewer_accepts(said);
        const auto page = somebody_at_the_desk(*world, "Juno", Role::figures).get("/desk/figures");
        EXPECT_THAT(page.body, AllOf(HasSubstr("<tr><th scope=\"row\">Vowed</th><td>1</td></tr>"), HasSubstr("<tr><th scope=\"row\">Due</th><td>0</td></tr>"),
                                     Not(HasSubstr("say stop")), Not(HasSubstr("of those due"))));
    }
}

TEST(RecoveryCodesPage, TenAreShownOnceAndOneOpensTheDeskOnce) {
    for (auto& world : every_database()) {
        Reviewing amal{*world, "Amal", "", ""};
        const auto codes = Reviewing::codes_in(amal.joins());
        ASSERT_EQ(codes.size(), 10U);
        for (const auto& code : codes) EXPECT_EQ(world->all_bytes().find(code), std::string::npos);
        EXPECT_EQ(amal.sends_sign_in(reviewers_password, codes[3]).status, 303);
        const auto used = amal.sends_sign_in(reviewers_password, codes[3]), wrong = amal.sends_sign_in(reviewers_password, "000000");
        EXPECT_EQ(used.status, 422);
        EXPECT_EQ(used.body.size(), wrong.body.size()) << "a used one is a wrong one";
        amal.signs_in();
        EXPECT_THAT(amal.get("/desk/codes").body, AllOf(HasSubstr("Codes you have left: 9"), Not(HasSubstr(codes[0]))));
    }
}

TEST(RecoveryCodesPage, NewOnesNeedPasswordAndCode) {
    for (auto& world : every_database()) {
        auto amal = somebody_at_the_desk(*world);
        const auto sends = [&](const std::string& password, const std::string& code) {
            return amal.post("/desk/codes", {{"form_token", amal.get("/desk/codes").field("form_token")}, {"password", password}, {"code", code}});
        };
        EXPECT_EQ(sends("", amal.code()).status, 422);
        const auto refused = sends("another quiet lantern by the sea", amal.code());
        EXPECT_EQ(refused.status, 422);
        EXPECT_THAT(refused.body, Not(HasSubstr("lantern")));
        const auto made = sends(reviewers_password, amal.code());
        EXPECT_EQ(made.status, 200);
        const auto codes = Reviewing::codes_in(made);
        ASSERT_EQ(codes.size(), 10U);
        EXPECT_EQ(made.header("cache-control"), "no-store");
        EXPECT_EQ(amal.sends_sign_in(reviewers_password, codes[0]).status, 303);
    }
}

}  // namespace
}  // namespace himthough
