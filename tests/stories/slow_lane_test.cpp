// A flood comes: whoever sends something new waits for half a minute, nobody is kept out, and what has no words waits for the desk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/counts.h"
#include "store/contributions.h"
#include "store/record.h"
#include "store/waves.h"
#include "tests/stories/reviewing_test.h"
#include "web/pages/slow.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr unsigned flood = 5;
constexpr auto says_slow = "We are reading more slowly today.", says_wait = "Please wait 30 seconds";

/// A house that is flooded once five have sent something within a minute.
struct Scene {
    World world{"sqlite", flood};

    Fields me_too(const std::string& token, std::string words) {
        return {{"token", token}, {"words", std::move(words)}, {"audience", "everyone"}, {"answers", "nobody"}, {"note", ""}, {"language", "en"}, {"looked", "1"}};
    }
    void turns_slow() {
        for (unsigned n = 0; n < flood; ++n) EXPECT_EQ(world.sends_me_too("It happened to me too, made up.").status, 200);
    }
    void a_calm_quarter_of_an_hour() {
        world.clock.pass(15min);
        world.looks_at_the_lanes();
    }
    /// Waits as the page says.
    Answer waits_and_sends(const std::string& path, Fields fields) {
        world.clock.pass(30s);
        return world.post(path, fields);
    }
    std::int64_t counted(Event event) {
        return world.services().store.read([&](store::Transaction& tx) { return store::count_of(tx, world.movement().id, event); });
    }
    std::int64_t kept() {
        constexpr sql::Text all = "SELECT count(*) FROM contribution";
        return world.services().store.read([&](store::Transaction& tx) { return tx.number(all); });
    }
    std::vector<Did> on_record() {
        constexpr sql::Text lines = "SELECT did FROM record WHERE about = $movement AND movement = $movement AND did >= 61 ORDER BY id";
        return world.services().store.read([&](store::Transaction& tx) {
            return tx.all(lines, {{"movement", world.movement().id}}, [](const sql::Row& row) { return row.as<Did>(0); });
        });
    }
    Said on_the_wall() {
        const auto said = world.says_me_too("This may be read by everybody.");
        world.reviewer_accepts(said);
        world.cuts_edition();
        return said;
    }
};

TEST(SlowLane, AFloodTurnsItOnAndAQuarterOfAnHourOfCalmOff) {
    Scene scene;
    auto& world = scene.world;
    EXPECT_THAT(world.get("/himthough").body, Not(HasSubstr(says_slow)));
    scene.turns_slow();
    for (const auto* path : {"/himthough", "/", "/himthough/me-too", "/himthough/did-that", "/himthough/call", "/himthough/pledge"})
        EXPECT_THAT(world.get(path).body, HasSubstr(says_slow)) << path;
    scene.a_calm_quarter_of_an_hour();
    for (const auto* path : {"/himthough", "/", "/himthough/me-too"}) EXPECT_THAT(world.get(path).body, Not(HasSubstr(says_slow))) << path;
}

TEST(SlowLane, WhoKeepsSendingTooEarlyDoesNotKeepItSlow) {
    Scene scene;
    auto& world = scene.world;
    scene.turns_slow();
    const auto page = world.get("/himthough/reflected").field("token");
    for (int minute = 0; minute < 15; ++minute) {
        world.clock.pass(1min);
        const auto form = world.get("/himthough/me-too");
        for (unsigned n = 0; n < flood; ++n) {
            EXPECT_EQ(world.post("/himthough/me-too", scene.me_too(form.field("token"), "Too early.")).status, 429);
            EXPECT_EQ(world.post("/himthough/reflected", {{"token", page}}).status, 429);
        }
        world.looks_at_the_lanes();
    }
    EXPECT_THAT(world.get("/himthough").body, Not(HasSubstr(says_slow)));
}

TEST(SlowLane, WhoHasAWholeNetworkTurnsItSlowNoSoonerThanAnybody) {
    Scene scene;
    auto& world = scene.world;
    world.site().posting = {1, 1};
    const web::Form nothing;
    const auto sends = [&](std::string client) {
        net::Request request;
        request.client = std::move(client);
        web::pages::tell_lane(world.site(), {request, "en", &world.movement(), "", nothing}, world.movement());
    };
    for (unsigned n = 0; n < 3 * flood; ++n) sends("2001:db8:1:" + std::to_string(n) + "::1");
    EXPECT_FALSE(world.services().lanes.slow(world.movement().id)) << "one /48 is one";
    for (unsigned n = 0; n < flood; ++n) sends("2001:db8:" + std::to_string(n + 2) + "::1");
    EXPECT_TRUE(world.services().lanes.slow(world.movement().id));
}

TEST(SlowLane, WhoSendsTooEarlyLosesNothingAndGetsThroughByWaiting) {
    Scene scene;
    auto& world = scene.world;
    scene.turns_slow();
    const auto before = scene.kept();
    const auto form = world.get("/himthough/me-too");
    auto early = world.post("/himthough/me-too", scene.me_too(form.field("token"), "My own few words."));
    EXPECT_EQ(early.status, 429);
    EXPECT_EQ(early.header("retry-after"), "30");
    EXPECT_THAT(early.body, HasSubstr(says_wait));
    world.clock.pass(10s);
    for (int again = 0; again < 2; ++again) {   // pressed too early once more, and once more
        const auto said = early.form("say");
        EXPECT_EQ(said.field("token"), form.field("token"));
        EXPECT_EQ(said.field("words"), "My own few words.");
        early = world.post("/himthough/me-too", scene.me_too(said.field("token"), said.field("words")));
        EXPECT_EQ(early.status, 429);
        EXPECT_EQ(early.header("retry-after"), "20");
        EXPECT_THAT(early.body, HasSubstr("Please wait 20 seconds")) << "what is left of it";
    }
    EXPECT_EQ(scene.kept(), before);
    world.clock.pass(20s);
    const auto kept = world.post("/himthough/me-too", scene.me_too(early.form("say").field("token"), early.form("say").field("words")));
    EXPECT_EQ(kept.status, 200);
    EXPECT_NE(receipt_in(kept), "");
    EXPECT_EQ(scene.kept(), before + 1);
}

TEST(SlowLane, WhoSendsNoWordsFindsThatButtonAgain) {
    Scene scene;
    auto& world = scene.world;
    scene.turns_slow();
    const auto token = world.get("/himthough/me-too").field("token");
    EXPECT_THAT(world.post("/himthough/me-too", scene.me_too(token, "")).body, HasSubstr("class=\"faults bare\""));
    EXPECT_THAT(world.post("/himthough/me-too", scene.me_too(token, "Some words.")).body, HasSubstr("class=\"faults\""));
    world.clock.pass(30s);
    EXPECT_NE(receipt_in(world.post("/himthough/me-too", scene.me_too(token, ""))), "");
}

TEST(SlowLane, LookingOnceMoreIsPartOfTheWaiting) {
    Scene scene;
    auto& world = scene.world;
    scene.turns_slow();
    const auto token = world.get("/himthough/me-too").field("token");
    auto fields = scene.me_too(token, "My boss Dan stayed.");
    fields.back().second = "";
    const auto look = world.post("/himthough/me-too", fields).form("say");
    EXPECT_THAT(look.body, HasSubstr("<mark>Dan</mark>"));
    EXPECT_EQ(look.field("token"), token);
    fields.back().second = look.field("looked");
    EXPECT_EQ(world.post("/himthough/me-too", fields).status, 429);
    EXPECT_EQ(scene.waits_and_sends("/himthough/me-too", fields).status, 200);
}

TEST(SlowLane, AFormOfWordsThatWereTakenBackComesBackFresh) {
    Scene scene;
    auto& world = scene.world;
    const auto fields = scene.me_too(world.get("/himthough/me-too").field("token"), "To be taken back.");
    const auto kept = world.post("/himthough/me-too", fields);
    world.withdraws({receipt_in(kept), world.newest()});
    const auto refused = world.post("/himthough/me-too", fields);
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.form("say").field("token"), fields.front().second) << "that one is used up";
    EXPECT_EQ(refused.form("say").field("words"), "To be taken back.");
}

TEST(SlowLane, JoiningAndAnsweringWaitToo) {
    Scene scene;
    auto& world = scene.world;
    const auto said = world.says_me_too("Anybody may answer this.", {{"answers", "anyone"}});
    world.reviewer_accepts(said);
    const auto pledge = world.get("/himthough/pledge");
    const auto made = world.post("/himthough/pledge", {{"token", pledge.field("token")}, {"words", "Eight at one table"}, {"needs", "3"}, {"vow_action", "We ask first."},
                                                       {"vow_shows", "Others see it."}, {"vow_day", (world.clock.today() + 30).iso()}, {"language", "en"}, {"looked", "1"}});
    const auto at = made.body.find("/together/");
    ASSERT_NE(at, std::string::npos);
    const auto together = made.body.substr(at, made.body.find_first_of("<\" ", at) - at);
    world.reviewer_accepts({"", world.newest()});
    world.cuts_edition();
    scene.turns_slow();
    const auto answer = "/himthough/c/" + world.public_id(said) + "/answer";
    const auto sentences = world.get(answer);
    const auto id = sentences.body.find("id=\"sentence-") + 13;
    const auto sentence = sentences.body.substr(id, sentences.body.find('"', id) - id);
    for (const auto& [path, fields] : {std::pair(together, Fields{}), std::pair(answer, Fields{{"sentence", sentence}, {"words", ""}, {"looked", "1"}})}) {
        auto typed = fields;
        typed.emplace_back("token", world.get(path).field("token"));
        const auto early = world.post(path, typed);
        EXPECT_EQ(early.status, 429) << path;
        EXPECT_THAT(early.body, HasSubstr(says_wait)) << path;
        EXPECT_EQ(early.field("token"), typed.back().second) << path;
        EXPECT_NE(receipt_in(scene.waits_and_sends(path, typed)), "") << path;
    }
}

TEST(SlowLane, EveryFormForSomethingNewWaitsAndGoesThrough) {
    Scene scene;
    auto& world = scene.world;
    const auto said = scene.on_the_wall();
    const auto page = "/himthough/c/" + world.public_id(said);
    struct Form { std::string path; Fields fields; };
    const auto part = world.get(page + "/report").field("part");
    scene.turns_slow();
    const auto vow_day = (world.clock.today() + 30).iso();
    const Form forms[] = {
        {"/himthough/did-that", {{"deed", "looked_away"}, {"words", "I looked away, made up."}, {"vow_action", ""}, {"vow_day", ""}, {"language", "en"}, {"looked", "1"}}},
        {"/himthough/call", {{"words", "Tell us what you did."}, {"language", "en"}, {"looked", "1"}}},
        {"/himthough/pledge", {{"words", "Eight at one table"}, {"needs", "3"}, {"vow_action", "We ask first."}, {"vow_shows", "Others see it."}, {"vow_day", vow_day}, {"language", "en"}, {"looked", "1"}}},
        {page + "/report", {{"part", part}, {"reason", "attacks"}, {"words", "These are not kind."}, {"looked", "1"}}},
    };
    for (const auto& [path, fields] : forms) {
        auto typed = fields;
        typed.emplace_back("token", world.get(path).field("token"));
        const auto early = world.post(path, typed);
        EXPECT_EQ(early.status, 429) << path;
        EXPECT_THAT(early.body, HasSubstr(says_wait)) << path;
        EXPECT_EQ(early.field("words"), typed[path == "/himthough/did-that" || path.ends_with("/report") ? (path.ends_with("/report") ? 2u : 1u) : 0u].second) << path;
        typed.back().second = early.field("token");
        const auto done = scene.waits_and_sends(path, typed);
        EXPECT_EQ(done.status, 200) << path;
        EXPECT_NE(receipt_in(done), "") << path;
    }
}

TEST(SlowLane, NothingElseWaits) {
    Scene scene;
    auto& world = scene.world;
    const auto said = world.says_me_too("Before all of this.");
    world.clock.pass(1min);
    scene.turns_slow();
    EXPECT_EQ(world.opens(said.receipt).status, 200);
    EXPECT_EQ(world.get("/himthough/help").status, 200);
    const auto before = scene.kept();
    EXPECT_EQ(world.withdraws(said).status, 200);
    EXPECT_EQ(scene.kept(), before - 1);
}

TEST(SlowLane, AButtonOnAPageForEverybodyWaitsOnAPageOfItsOwn) {
    Scene scene;
    auto& world = scene.world;
    const auto said = scene.on_the_wall();
    const auto path = "/himthough/c/" + world.public_id(said);
    const auto of_page = world.get(path).field("token");
    const auto of_reflected = world.get("/himthough/reflected").field("token");
    scene.turns_slow();
    for (const auto& [where, token] : {std::pair(path + "/stand", of_page), std::pair(std::string("/himthough/reflected"), of_reflected)}) {
        const auto early = world.post(where, {{"token", token}, {"was_asked", "yes"}});
        EXPECT_EQ(early.status, 429) << where;
        EXPECT_EQ(early.header("retry-after"), "30") << where;
        EXPECT_EQ(world.post(where, {{"token", early.field("token")}}).status, 429) << where;
        EXPECT_EQ(scene.waits_and_sends(where, {{"token", early.field("token")}, {"was_asked", early.field("was_asked")}}).status, 200) << where;
        EXPECT_EQ(world.post(where, {{"token", "AAAA"}}).status, 303) << where;
    }
    EXPECT_EQ(scene.counted(Event::reflected), 0);
    world.cuts_edition_now();
    EXPECT_THAT(world.get(path).body, Not(HasSubstr("Some people stand with you."))) << "nobody is shown to stand with it before the desk says so";
}

/// What came without words in a slow lane: a me too, one for themselves alone, one who stands with somebody, one who looked back.
struct Held : Scene {
    Said shown = on_the_wall();
    Reviewing noor = somebody_at_the_desk(world, "Noor", Role::organiser);
    std::int64_t me_toos = 0;
    std::string path = "/himthough/c/" + world.public_id(shown);

    Held() {
        const auto stand = world.get(path).field("token"), count = world.get("/himthough/reflected").field("token");
        turns_slow();
        me_toos = counted(event_of(Voice::survivor));
        const auto form = world.get("/himthough/me-too"), other = world.get("/himthough/me-too");
        const auto stands = world.post(path + "/stand", {{"token", stand}}), counts = world.post("/himthough/reflected", {{"token", count}, {"was_asked", "yes"}});
        world.clock.pass(30s);
        EXPECT_THAT(world.post("/himthough/me-too", me_too(form.field("token"), "")).body, HasSubstr("a reviewer says first whether it is counted"));
        auto alone = me_too(other.field("token"), "For me alone.");
        alone[2].second = "only_me";
        EXPECT_THAT(world.post("/himthough/me-too", alone).body, HasSubstr("a reviewer says first whether you are counted"));
        EXPECT_THAT(world.post(path + "/stand", {{"token", stands.field("token")}}).body, HasSubstr("whether it is shown"));
        EXPECT_THAT(world.post("/himthough/reflected", {{"token", counts.field("token")}, {"was_asked", "yes"}}).body, HasSubstr("whether it is counted"));
    }
    Answer decides(const Answer& page, const std::string& decision) {
        return noor.post("/desk/held", {{"form_token", page.field("form_token")}, {"movement", page.field("movement")}, {"shown", page.field("shown")}, {"decision", decision}});
    }
    /// The receipt.
    std::string says_without_words() {
        const auto token = world.get("/himthough/me-too").field("token");
        return receipt_in(waits_and_sends("/himthough/me-too", me_too(token, "")));
    }
};

TEST(SlowLane, WhatHasNoWordsIsOneLineAtTheDeskAndCountsWhenTheDeskSaysSo) {
    Held scene;
    EXPECT_EQ(scene.counted(event_of(Voice::survivor)), scene.me_toos);
    EXPECT_EQ(scene.counted(Event::reflected), 0);
    const auto page = scene.noor.get("/desk");
    EXPECT_THAT(page.body, HasSubstr("4 without words"));
    EXPECT_EQ(scene.decides(page, "count").status, 303);
    EXPECT_EQ(scene.counted(event_of(Voice::survivor)), scene.me_toos + 2);
    EXPECT_EQ(scene.counted(Event::reflected), 1);
    EXPECT_EQ(scene.counted(Event::asked_reflected), 1);
    EXPECT_THAT(scene.noor.get("/desk").body, Not(HasSubstr("without words,")));
    EXPECT_EQ(scene.decides(page, "leave").status, 409);
    EXPECT_EQ(scene.on_record(), std::vector{Did::counted_held});
    scene.world.cuts_edition_now();
    EXPECT_THAT(scene.world.get(scene.path).body, HasSubstr("Some people stand with you."));
}

TEST(SlowLane, WhatCameAfterThePageWasMadeIsNotDecidedUnseen) {
    Held scene;
    const auto page = scene.noor.get("/desk");
    scene.says_without_words();
    for (const auto* decision : {"count", "leave"}) {
        const auto refused = scene.decides(page, decision);
        EXPECT_EQ(refused.status, 409);
        EXPECT_THAT(refused.body, HasSubstr("More came in since you opened this page."));
        EXPECT_THAT(refused.body, HasSubstr("5 without words"));
        EXPECT_EQ(refused.field("shown"), "5");
    }
    EXPECT_TRUE(scene.on_record().empty());
    EXPECT_EQ(scene.decides(scene.noor.get("/desk"), "count").status, 303);
    EXPECT_EQ(scene.counted(event_of(Voice::survivor)), scene.me_toos + 3);
}

TEST(SlowLane, WhoeverSaidSomethingWithoutWordsReadsWhetherItCounts) {
    Held scene;
    auto& world = scene.world;
    const auto first = scene.says_without_words();
    constexpr auto counted = "Said without words. Counted, and shown nowhere.";
    EXPECT_THAT(world.opens(first).body, HasSubstr("It is kept, and not counted yet"));
    EXPECT_THAT(world.opens(first).body, Not(HasSubstr(counted)));
    EXPECT_EQ(scene.decides(scene.noor.get("/desk"), "count").status, 303);
    EXPECT_THAT(world.opens(first).body, HasSubstr(counted));
    const auto second = scene.says_without_words();
    EXPECT_EQ(scene.decides(scene.noor.get("/desk"), "leave").status, 303);
    EXPECT_THAT(world.opens(second).body, HasSubstr("It is kept. A reviewer did not count it."));
}

TEST(SlowLane, WhatIsLeftUncountedStaysSoUntilWordsAreAccepted) {
    Held scene;
    const auto page = scene.noor.get("/desk");
    EXPECT_EQ(scene.decides(page, "leave").status, 303);
    EXPECT_EQ(scene.counted(event_of(Voice::survivor)), scene.me_toos);
    EXPECT_EQ(scene.counted(Event::reflected), 0);
    EXPECT_EQ(scene.decides(page, "count").status, 409);
    EXPECT_EQ(scene.on_record(), std::vector{Did::left_held});
    scene.world.reviewer_accepts({"", scene.world.newest()});
    EXPECT_EQ(scene.counted(event_of(Voice::survivor)), scene.me_toos + 1);
    scene.world.reviewer_accepts({"", scene.world.newest()});
    EXPECT_EQ(scene.counted(event_of(Voice::survivor)), scene.me_toos + 1) << "once";
}

TEST(SlowLane, TheDeskSeesSinceWhenAndWhyAndAnOrganiserMayEndIt) {
    Scene scene;
    auto noor = somebody_at_the_desk(scene.world, "Noor", Role::organiser), juno = somebody_at_the_desk(scene.world, "Juno", Role::reviewer);
    const auto chooses = [&](const std::string& lane) {
        return noor.post("/desk/lane", {{"form_token", noor.get("/desk").field("form_token")}, {"movement", noor.get("/desk").field("movement")}, {"lane", lane}});
    };
    EXPECT_EQ(chooses("usual").status, 409);
    scene.turns_slow();
    for (auto* who : {&noor, &juno}) {
        EXPECT_THAT(who->get("/desk").body, HasSubstr("Much more came in within a minute than usual."));
        EXPECT_THAT(who->get("/desk").body, HasSubstr("12:00 UTC"));
    }
    EXPECT_THAT(noor.get("/desk").body, HasSubstr("Go on as usual"));
    EXPECT_THAT(juno.get("/desk").body, Not(HasSubstr("Go on as usual")));
    EXPECT_EQ(chooses("usual").status, 303);
    EXPECT_THAT(scene.world.get("/himthough").body, Not(HasSubstr(says_slow)));
    EXPECT_EQ(scene.world.sends_me_too("Straight on.").status, 200);
    EXPECT_EQ(chooses("slow").status, 303);
    EXPECT_EQ(chooses("sideways").status, 400);
    EXPECT_THAT(scene.world.get("/himthough").body, HasSubstr(says_slow));
    EXPECT_EQ(scene.on_record(), (std::vector{Did::ended_slow, Did::slowed}));
}

TEST(SlowLane, AWaveThatGrowsTurnsItSlow) {
    Scene scene;
    scene.world.looks_at_the_lanes();
    const auto done = scene.world.services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto wave = store::add_wave(tx, {.id = 0, .movement = scene.world.movement().id, .likeness = {1}}, scene.world.clock.today());
        constexpr sql::Text person = "INSERT INTO participant (receipt, day) VALUES ('made up', 17454)";
        const auto who = tx.insert(person, {});
        Contribution said;
        said.state = State::waiting;
        said.participant = who;
        said.movement = scene.world.movement().id;
        said.words = "Made up.";
        said.language = "en";
        said.day = scene.world.clock.today();
        said.likeness = Likeness{1};
        for (int n = 0; n < 100; ++n) store::join_wave(tx, {store::add_contribution(tx, said), said.movement, {1}}, wave);
        return Done{};
    });
    ASSERT_TRUE(done);
    auto noor = somebody_at_the_desk(scene.world, "Noor", Role::reviewer);
    EXPECT_THAT(scene.world.get("/himthough").body, Not(HasSubstr(says_slow)));
    scene.world.looks_at_the_lanes();
    EXPECT_THAT(scene.world.get("/himthough").body, HasSubstr(says_slow));
    EXPECT_THAT(noor.get("/desk").body, HasSubstr("Many texts that are nearly the same"));
}

}  // namespace
}  // namespace himthough
