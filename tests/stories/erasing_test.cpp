// Those who organise a movement end it for good: asked for by one, agreed to by another, or done by time; and nothing of it is left.
#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "acts/people.h"
#include "store/erasing.h"
#include "store/record.h"
#include "store/restore.h"
#include "store/sql/sqlite.h"
#include "tests/stories/reviewing_test.h"

namespace himthough {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto page = "/desk/movement/erase", canary = "a lantern by the canal", has_ended = "This movement has ended";

struct Scene {
    World world{"sqlite"};
    Reviewing noor = somebody_at_the_desk(world, "Noor", Role::organiser);

    Answer asks(Reviewing& who, const std::string& slug = "himthough", const std::string& password = reviewers_password) {
        const auto answer = who.post(page, {{"form_token", who.get(page).field("form_token")}, {"movement", "himthough"}, {"slug", slug}, {"password", password}, {"code", who.code()}});
        world.clock.pass(30s);
        return answer;
    }
    Answer agrees(Reviewing& who, const std::string& password = reviewers_password) {
        const auto answer = who.post(std::string(page) + "/agree", {{"form_token", who.get(page).field("form_token")}, {"movement", "himthough"}, {"password", password}, {"code", who.code()}});
        world.clock.pass(30s);
        return answer;
    }
    Answer stops(Reviewing& who) {
        return who.post(std::string(page) + "/stop", {{"form_token", who.get("/desk/sessions").field("form_token")}, {"movement", "himthough"}});
    }
    bool goes_on() { return world.get("/himthough").status == 200 && !world.movement().ended; }
    void days_pass(int days) {
        world.clock.pass(std::chrono::days(days));
        world.carries_on_erasing();
    }
    std::vector<Did> on_record() {
        constexpr sql::Text lines = "SELECT did FROM record WHERE about = $movement AND movement = $movement AND did BETWEEN 54 AND 56 ORDER BY id";
        return world.services().store.read([&](store::Transaction& tx) {
            return tx.all(lines, {{"movement", world.movement().id}}, [](const sql::Row& row) { return row.as<Did>(0); });
        });
    }
    std::int64_t left() {
        constexpr sql::Text all = "SELECT (SELECT count(*) FROM participant) + (SELECT count(*) FROM contribution) + (SELECT count(*) FROM circle) + "
                                  "(SELECT count(*) FROM concern) + (SELECT count(*) FROM cell) + (SELECT count(*) FROM wall)";
        return world.services().store.read([&](store::Transaction& tx) { return tx.number(all); });
    }
    Said on_the_wall() {
        const auto said = world.says_me_too(canary);
        world.reviewer_accepts(said);
        world.cuts_edition();
        noor.signs_in();
        return said;
    }
};

/// Two who organise, and one who reviews.
struct Two : Scene {
    Reviewing amal = somebody_at_the_desk(world, "Amal", Role::organiser);
    Reviewing juno = somebody_at_the_desk(world, "Juno", Role::reviewer);
};

TEST(Erasing, AnotherOrganiserAgreesAndItHasEndedAtOnce) {
    Two scene;
    auto& world = scene.world;
    EXPECT_EQ(scene.asks(scene.noor).status, 303);
    EXPECT_TRUE(scene.goes_on()) << "nothing is gone by asking";
    EXPECT_EQ(scene.agrees(scene.noor).status, 422) << "not the one who asked";
    EXPECT_EQ(scene.agrees(scene.amal, "wrong kettle moss ribbon").status, 422);
    EXPECT_TRUE(scene.goes_on());
    EXPECT_EQ(scene.agrees(scene.amal).status, 303);
    EXPECT_EQ(world.get("/himthough").status, 410);
    EXPECT_THAT(scene.on_record(), ElementsAre(Did::erasing_asked, Did::erased));
    EXPECT_EQ(scene.stops(scene.noor).status, 404) << "it has happened";
    EXPECT_EQ(scene.asks(scene.noor).status, 404);
    EXPECT_THAT(scene.noor.get(page).body, HasSubstr("It ended on"));
    EXPECT_EQ(scene.juno.get("/desk").status, 200);
}

TEST(Erasing, WhereNobodyElseOrganisesItTakesSevenDays) {
    Scene scene;
    EXPECT_EQ(scene.asks(scene.noor).status, 303);
    scene.days_pass(6);
    EXPECT_TRUE(scene.goes_on());
    scene.world.clock.jump(-std::chrono::days(30));
    scene.days_pass(8);
    EXPECT_TRUE(scene.goes_on()) << "a clock that was set back makes it no earlier";
    scene.world.clock.jump(std::chrono::days(30));
    scene.world.carries_on_erasing();
    EXPECT_EQ(scene.world.get("/himthough").status, 410);
    EXPECT_THAT(scene.on_record(), ElementsAre(Did::erasing_asked, Did::erased));
}

TEST(Erasing, WhereNobodyAgreesInTimeItGoesOn) {
    Two scene;
    scene.asks(scene.noor);
    scene.world.clock.pass(std::chrono::days(7));
    scene.amal.signs_in();
    EXPECT_EQ(scene.agrees(scene.amal).status, 404) << "too late, also before anybody looked";
    scene.world.carries_on_erasing();
    EXPECT_TRUE(scene.goes_on());
    EXPECT_THAT(scene.on_record(), ElementsAre(Did::erasing_asked, Did::erasing_stopped));
}

TEST(Erasing, WhoeverLeavesOrComesMeanwhileMakesItNoEasier) {
    Two alone;
    alone.asks(alone.noor);
    ASSERT_TRUE(let_go(alone.noor.at_terminal(), reviewer_called(alone.world.services().store, "Amal")->id));
    alone.days_pass(8);
    EXPECT_TRUE(alone.goes_on()) << "asked for when another organised";
    Scene joined;
    joined.asks(joined.noor);
    auto amal = somebody_at_the_desk(joined.world, "Amal", Role::organiser);
    joined.days_pass(8);
    EXPECT_TRUE(joined.goes_on()) << "somebody else organises now";
    Two gone;
    gone.asks(gone.noor);
    ASSERT_TRUE(let_go(gone.amal.at_terminal(), reviewer_called(gone.world.services().store, "Noor")->id));
    EXPECT_EQ(gone.agrees(gone.amal).status, 404) << "whoever asked is not here any more";
    EXPECT_TRUE(gone.goes_on());
}

TEST(Erasing, EverybodyAtTheDeskSeesItAndAnybodyWhoOrganisesStopsIt) {
    Two scene;
    constexpr auto pending = "Noor asked to erase it for good.";
    EXPECT_THAT(scene.juno.get("/desk").body, Not(HasSubstr(pending)));
    scene.asks(scene.noor);
    for (auto* who : {&scene.noor, &scene.amal, &scene.juno}) EXPECT_THAT(who->get("/desk").body, HasSubstr(pending)) << who->name;
    EXPECT_THAT(scene.juno.get("/desk").body, Not(HasSubstr("/desk/movement/erase/stop")));
    EXPECT_THAT(scene.amal.get("/desk").body, HasSubstr("/desk/movement/erase/stop"));
    EXPECT_EQ(scene.stops(scene.juno).status, 403);
    EXPECT_EQ(scene.stops(scene.amal).status, 303);
    EXPECT_THAT(scene.noor.get("/desk").body, Not(HasSubstr(pending)));
    EXPECT_EQ(scene.agrees(scene.amal).status, 404);
    scene.days_pass(8);
    EXPECT_TRUE(scene.goes_on());
    EXPECT_THAT(scene.on_record(), ElementsAre(Did::erasing_asked, Did::erasing_stopped));
}

TEST(Erasing, AWrongSlugPasswordOrCodeAsksForNothing) {
    Scene scene;
    const auto slug = scene.asks(scene.noor, "himthuogh");
    EXPECT_EQ(slug.status, 422);
    EXPECT_EQ(slug.form("ask-himthough").field("slug"), "himthuogh");
    EXPECT_EQ(scene.asks(scene.noor, "himthough", "wrong kettle moss ribbon").status, 422);
    const auto answer = scene.noor.post(page, {{"form_token", scene.noor.get(page).field("form_token")}, {"movement", "himthough"}, {"slug", "himthough"},
                                               {"password", reviewers_password}, {"code", "000000"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.form("ask-himthough").field("slug"), "himthough");
    EXPECT_THAT(scene.on_record(), IsEmpty());
    scene.days_pass(8);
    EXPECT_TRUE(scene.goes_on());
}

TEST(Erasing, NothingOfItIsLeftAndHelpAndLeaveGoOn) {
    Two scene;
    auto& world = scene.world;
    const auto said = scene.on_the_wall();
    const auto waits = world.acknowledges(fmt::format("I did not help at {}.", canary), {{"vow_action", "I ask first."}, {"vow_day", (world.clock.today() + 30).iso()}});
    const auto contribution = "/himthough/c/" + world.public_id(said);
    const auto report = world.get(contribution + "/report");
    EXPECT_EQ(world.post(contribution + "/report", {{"token", report.field("token")}, {"part", report.field("part")}, {"reason", "attacks"},
                                                    {"words", fmt::format("About {}.", canary)}, {"looked", "1"}}).status, 200);
    scene.amal.signs_in();
    scene.asks(scene.noor);
    scene.agrees(scene.amal);
    for (const auto* path : {"/", "/himthough", "/himthough/wall", "/himthough/help", "/himthough/nothing", "/himthough/me-too", "/himthough/wall.atom"}) {
        const auto answer = world.get(path);
        EXPECT_EQ(answer.status, 410) << path;
        EXPECT_THAT(answer.body, HasSubstr(has_ended)) << path;
        EXPECT_THAT(answer.body, HasSubstr("/help")) << path;
        EXPECT_THAT(answer.body, HasSubstr("/leave")) << path;
    }
    EXPECT_THAT(world.get("/himthough", {{"accept-language", "es"}}).body, HasSubstr("Este movimiento ha terminado"));
    EXPECT_THAT(world.get("/himthough", {{"accept-language", "fr"}}).body, HasSubstr("Ce mouvement a pris fin"));
    EXPECT_EQ(world.get("/help").status, 200);
    EXPECT_EQ(world.get("/leave").status, 303);
    EXPECT_EQ(world.get("/p").status, 200);
    world.carries_on_erasing();
    EXPECT_EQ(scene.left(), 0);
    for (const auto& receipt : {said.receipt, waits.receipt}) {
        ASSERT_NE(receipt, "");
        EXPECT_EQ(world.opens(receipt).status, 422);
    }
    world.sweeps();
    world.sweeps();
    EXPECT_THAT(world.all_bytes(), Not(HasSubstr(canary)));
    EXPECT_EQ(scene.juno.get("/desk").status, 303) << "a day has passed";
    scene.juno.signs_in();
    EXPECT_EQ(scene.juno.get("/desk").status, 200);
    world.cuts_edition();
    EXPECT_EQ(scene.left(), 0);
}

TEST(Erasing, IdsThatWereKeptOfArchivesAndReleasedFiguresGoToo) {
    Two scene;
    auto& world = scene.world;
    for (const auto* folder : {"counted-ids", "released"}) std::filesystem::create_directories(world.folder() / folder / "himthough");
    world.releases_figures();
    EXPECT_TRUE(std::filesystem::exists(world.folder() / "counted-ids" / "himthough"));
    scene.asks(scene.noor);
    scene.agrees(scene.amal);
    world.releases_figures();
    for (const auto* folder : {"counted-ids", "released"}) EXPECT_FALSE(std::filesystem::exists(world.folder() / folder / "himthough")) << folder;
}

TEST(Erasing, AFormThatWasOpenGivesBackWhatWasTyped) {
    Two scene;
    auto& world = scene.world;
    const auto token = world.get("/himthough/me-too").field("token");
    scene.asks(scene.noor);
    scene.agrees(scene.amal);
    const auto answer = world.post("/himthough/me-too", {{"token", token}, {"words", "My own <few> words."}, {"note", "Sad."}, {"audience", "everyone"},
                                                         {"answers", "nobody"}, {"language", "en"}, {"looked", "1"}});
    EXPECT_EQ(answer.status, 410);
    EXPECT_THAT(answer.body, HasSubstr("My own &lt;few&gt; words.</textarea>"));
    EXPECT_THAT(answer.body, HasSubstr("Sad.</textarea>"));
    EXPECT_THAT(answer.body, HasSubstr("It was not taken"));
    const auto foreign = world.post("/himthough/me-too", {{"words", "My own words."}}, {{"origin", "https://elsewhere.example"}});
    EXPECT_EQ(foreign.status, 410);
    EXPECT_THAT(foreign.body, Not(HasSubstr("My own words.")));
    EXPECT_EQ(world.newest(), 0);
}

TEST(Erasing, AServerThatStopsInTheMiddleGoesOnWhenItStartsAgain) {
    Two scene;
    auto& world = scene.world;
    std::vector<Said> said;
    for (int n = 0; n < 5; ++n) said.push_back(world.says_me_too(canary));
    scene.asks(scene.noor);
    scene.agrees(scene.amal);
    ASSERT_TRUE(world.services().store.write([&](store::Transaction& tx) -> Outcome<bool> { return store::erase_some(tx, world.movement().id, 2); }).value());
    world.starts_again();
    EXPECT_EQ(world.get("/himthough").status, 410) << "not served although its file is there";
    EXPECT_GT(scene.left(), 0);
    EXPECT_EQ(world.opens(said.front().receipt).status, 422);
    world.carries_on_erasing();
    EXPECT_EQ(scene.left(), 0);
    world.starts_again();
    EXPECT_EQ(world.get("/himthough").status, 410);
}

TEST(Erasing, AServerThatStopsRightAfterTheSecondAgreedEndsIt) {
    Two scene;
    auto& world = scene.world;
    world.says_me_too(canary);
    scene.asks(scene.noor);
    ASSERT_TRUE(world.services().store.write([&](store::Transaction& tx) -> Outcome<Done> {   // agreed, and no more was done
        auto made = store::erasure_of(tx, world.movement().id).value();
        made.agreed = reviewer_called(world.services().store, "Amal")->id;
        store::set_erasure(tx, made);
        return Done{};
    }));
    world.starts_again();
    EXPECT_EQ(scene.stops(scene.noor).status, 404);
    world.carries_on_erasing();
    EXPECT_EQ(world.get("/himthough").status, 410);
    world.carries_on_erasing();
    EXPECT_EQ(scene.left(), 0);
    const auto list = world.services().deletions.all();
    ASSERT_FALSE(list.empty());
    EXPECT_EQ(list.back(), (store::Deletion{.kind = store::Deletion::Kind::movement, .row = world.movement().id, .day = world.clock.today(), .slug = "himthough"}));
}

TEST(Erasing, ARestoredBackupIsErasedAgainAndAStoppedRequestDoesNotComeBack) {
    Two scene;
    auto& world = scene.world;
    world.says_me_too(canary);
    scene.asks(scene.noor);
    const auto backup = store::back_up(world.services().store.engine(), world.folder(), world.folder() / "backups", world.clock.today());
    const auto stopped = world.folder() / "stopped", elsewhere = world.folder() / "elsewhere";
    store::restore(backup, stopped);
    sql::open_sqlite(stopped / store::database_name)->read([&](store::Transaction& tx) {
        EXPECT_THAT(store::erasures(tx), IsEmpty());
        EXPECT_EQ(tx.number("SELECT count(*) FROM contribution"), 1);
    });
    scene.agrees(scene.amal);
    std::filesystem::create_directory(elsewhere);
    std::filesystem::copy_file(world.folder() / store::deletions_name, elsewhere / store::deletions_name);
    EXPECT_GT(store::restore(backup, elsewhere).deleted_again, 0);
    sql::open_sqlite(elsewhere / store::database_name)->read([&](store::Transaction& tx) {
        EXPECT_EQ(tx.number("SELECT count(*) FROM contribution") + tx.number("SELECT count(*) FROM participant"), 0);
        EXPECT_EQ(store::ended_on(tx, world.movement().id), world.clock.today());
        EXPECT_THAT(store::to_erase(tx), IsEmpty());
    });
}

}  // namespace
}  // namespace himthough
