// Who may do what at the desk: every route of it, for everybody, as the table below says and not otherwise.
#include <gtest/gtest.h>

#include "net/http.h"
#include "tests/stories/reviewing_test.h"
#include "tests/world.h"
#include "web/routes.h"

namespace himthough {
namespace {

/// yes; no: 403; on: sent on to what is theirs; open: for everybody, signed in or not.
enum class Gate { yes, no, on, open };
using enum Gate;

struct Rule {
    std::string_view route;
    Gate organiser, reviewer, figures;
};

constexpr Rule rules[] = {
    {"GET /desk", yes, yes, on},
    {"GET /desk/item/{id}", yes, yes, no},
    {"POST /desk/item/{id}", yes, yes, no},
    {"POST /desk/item/{id}/read", yes, yes, no},
    {"POST /desk/item/{id}/put-back", yes, yes, no},
    {"POST /desk/item/{id}/hand-on", yes, yes, no},
    {"POST /desk/item/{id}/undo", yes, yes, no},
    {"GET /desk/wave/{id}", yes, yes, no},
    {"POST /desk/wave/{id}", yes, yes, no},
    {"POST /desk/wave/{id}/read", yes, yes, no},
    {"POST /desk/wave/undo/{id}", yes, yes, no},
    {"GET /desk/several", yes, yes, no},
    {"POST /desk/several", yes, yes, no},
    {"POST /desk/several/decide", yes, yes, no},
    {"GET /desk/care", yes, yes, no},
    {"POST /desk/care", yes, yes, no},
    {"POST /desk/lane", yes, no, no},
    {"POST /desk/held", yes, yes, no},
    {"GET /desk/appeals", yes, yes, no},
    {"GET /desk/appeals/{id}", yes, yes, no},
    {"POST /desk/appeals/{id}", yes, yes, no},
    {"GET /desk/reports", yes, yes, no},
    {"GET /desk/reports/{id}", yes, yes, no},
    {"POST /desk/reports/{id}", yes, yes, no},
    {"POST /desk/reports/{id}/look-on", yes, yes, no},
    {"GET /desk/about-me", yes, yes, no},
    {"GET /desk/about-me/{id}", yes, yes, no},
    {"POST /desk/about-me/{id}", yes, yes, no},
    {"POST /desk/about-me/{id}/search", yes, yes, no},
    {"POST /desk/about-me/{id}/found", yes, yes, no},
    {"GET /desk/circles", yes, yes, no},
    {"GET /desk/circles/{id}", yes, yes, no},
    {"POST /desk/circles/{id}", yes, yes, no},
    {"GET /desk/sign-in", open, open, open},
    {"POST /desk/sign-in", open, open, open},
    {"POST /desk/sign-out", yes, yes, yes},
    {"GET /desk/sessions", yes, yes, yes},
    {"POST /desk/sessions", yes, yes, yes},
    {"GET /desk/start/{id}", open, open, open},
    {"POST /desk/start/{id}", open, open, open},
    {"GET /desk/codes", yes, yes, yes},
    {"POST /desk/codes", yes, yes, yes},
    {"GET /desk/figures", yes, no, yes},
    {"GET /desk/movement", yes, no, no},
    {"GET /desk/movement/set/{id}", yes, no, no},
    {"POST /desk/movement/set/{id}", yes, no, no},
    {"POST /desk/movement/checked/{id}", yes, no, no},
    {"GET /desk/movement/erase", yes, no, no},
    {"POST /desk/movement/erase", yes, no, no},
    {"POST /desk/movement/erase/agree", yes, no, no},
    {"POST /desk/movement/erase/stop", yes, no, no},
    {"GET /desk/movement/export", yes, no, no},
    {"POST /desk/movement/export", yes, no, no},
    {"GET /desk/movement/history", yes, no, no},
    {"GET /desk/movement/history/{id}", yes, no, no},
    {"POST /desk/movement/history/{id}", yes, no, no},
    {"GET /desk/people", yes, no, no},
    {"POST /desk/people/invite", yes, no, no},
    {"POST /desk/people/take-back", yes, no, no},
    {"POST /desk/people/reset", yes, no, no},
    {"POST /desk/people/role", yes, no, no},
    {"GET /desk/people/go/{id}", yes, no, no},
    {"POST /desk/people/go/{id}", yes, no, no},
};

std::string called(const web::Route& route) { return (route.method == net::Method::post ? "POST " : "GET ") + std::string(route.pattern); }

const Rule* rule_of(const web::Route& route) {
    const auto name = called(route);
    const auto* found = std::ranges::find(rules, name, &Rule::route);
    return found == std::end(rules) ? nullptr : found;
}

std::vector<web::Route> desk_routes() {
    std::vector<web::Route> found;
    for (const auto& route : web::routes())
        if (route.pattern == "/desk" || route.pattern.starts_with("/desk/")) found.push_back(route);
    return found;
}

bool sends_to_sign_in(const Answer& answer) {
    return answer.status == 303 && answer.header("location") == "/desk/sign-in" && answer.header("set-cookie").empty();
}

/// A desk with something to decide, somebody of each role, Kim, about whom is decided, and Ines, who was let go while her browser was open.
struct Desk {
    World& world;
    Said waiting = world.says_me_too("It was my coach.");
    Reviewing amal = somebody_at_the_desk(world, "Amal", Role::organiser);
    Reviewing noor = somebody_at_the_desk(world, "Noor", Role::reviewer);
    Reviewing juno = somebody_at_the_desk(world, "Juno", Role::figures);
    Reviewing kim = somebody_at_the_desk(world, "Kim", Role::reviewer);
    Reviewing ines = somebody_at_the_desk(world, "Ines", Role::organiser);
    std::string kept_token = ines.get("/desk/sessions").field("form_token");

    Desk(World& its_world) : world(its_world) {
        EXPECT_TRUE(let_go(ines.at_terminal(), id_of("Ines")));
        EXPECT_TRUE(invite(amal.at_terminal(), Role::reviewer));
        for (auto* who : {&amal, &noor, &juno}) who->get("/desk/sessions");   // what a session writes now and then is written
    }

    ReviewerId id_of(std::string_view name) { return reviewer_called(world.services().store, name).value().id; }
    std::string path_of(const web::Route& route) {
        std::string path(route.pattern);
        const auto at = path.find("{id}");
        if (at == std::string::npos) return path;
        const auto rest = path.substr(at + 4);
        path.resize(at);
        if (path == "/desk/item/") return path + world.public_id(waiting) + rest;
        if (path == "/desk/people/go/") return path + std::to_string(id_of("Kim"));
        return path + world.services().ids.show(IdKind::shown_round, 1);
    }
    /// What would do something on any page of the desk.
    Fields harmful(const std::string& token) {
        return {{"form_token", token}, {"revision", "1"}, {"decision", "accept"}, {"movement", "himthough"}, {"lane", "slow"}, {"role", "organiser"}, {"id", std::to_string(id_of("Juno"))},
                {"end", "1"}, {"password", reviewers_password}, {"code", noor.code()}};
    }
    Answer asks(Reviewing& who, const web::Route& route, const Fields& fields) {
        return route.method == net::Method::post ? who.post(path_of(route), fields) : who.get(path_of(route));
    }
};

TEST(Roles, TheTableNamesEveryRouteOfTheDeskAndNoOther) {
    std::set<std::string> there, known;
    for (const auto& route : desk_routes()) there.insert(called(route));
    for (const auto& rule : rules) known.emplace(rule.route);
    EXPECT_EQ(there, known);
}

TEST(Roles, MayDoWhatTheTableSaysAndNothingElse) {
    for (auto& world : every_database()) {
        Desk desk{*world};
        for (const auto& route : desk_routes()) {
            const auto* rule = rule_of(route);
            ASSERT_TRUE(rule) << called(route);
            const std::pair<Reviewing*, Gate> everybody[] = {{&desk.juno, rule->figures}, {&desk.noor, rule->reviewer}, {&desk.amal, rule->organiser}};
            for (const auto& [who, gate] : everybody) {
                if (gate == open) continue;
                const auto token = who->get("/desk/sessions").field("form_token");
                ASSERT_FALSE(token.empty());
                const auto before = world->all_bytes();
                const auto answer = desk.asks(*who, route, gate == no ? desk.harmful(token) : Fields{{"form_token", token}});
                const auto what = called(route) + " by " + who->name;
                if (gate == no) {
                    EXPECT_EQ(answer.status, 403) << what;
                    EXPECT_EQ(world->all_bytes(), before) << what << " changed something";
                } else if (gate == on) {
                    EXPECT_EQ(answer.status, 303) << what;
                    EXPECT_EQ(answer.header("location"), "/desk/figures") << what;
                } else {
                    EXPECT_NE(answer.status, 403) << what;
                    EXPECT_FALSE(sends_to_sign_in(answer)) << what;
                    EXPECT_LT(answer.status, 500) << what;
                }
                if (route.pattern == "/desk/sign-out") who->signs_in();
            }
        }
    }
}

TEST(Roles, NobodyElseGetsIn) {
    for (auto& world : every_database()) {
        Desk desk{*world};
        Reviewing nobody{*world, "Nobody", "", "__Host-desk=" + std::string(43, 'A')};
        for (const auto& route : desk_routes()) {
            if (rule_of(route)->organiser == open) continue;
            for (auto* who : {&nobody, &desk.ines}) {
                const auto before = world->all_bytes();
                EXPECT_TRUE(sends_to_sign_in(desk.asks(*who, route, desk.harmful(desk.kept_token)))) << called(route) << " by " << who->name;
                EXPECT_EQ(world->all_bytes(), before) << called(route) << " by " << who->name << " changed something";
            }
        }
    }
}

TEST(Roles, AFormOfAnotherSessionDoesNothing) {
    for (auto& world : every_database()) {
        Desk desk{*world};
        for (const auto& route : desk_routes()) {
            if (route.method != net::Method::post || rule_of(route)->organiser == open) continue;
            for (const auto& token : {desk.noor.get("/desk/sessions").field("form_token"), desk.kept_token, std::string()}) {
                const auto before = world->all_bytes();
                EXPECT_EQ(desk.asks(desk.amal, route, desk.harmful(token)).status, 403) << called(route);
                EXPECT_EQ(world->all_bytes(), before) << called(route) << " changed something";
            }
        }
    }
}

}  // namespace
}  // namespace himthough
