// Somebody posts, has it accepted, and watches every public surface: what they must not learn. Each scene is played in two worlds that differ
// in one thing, or watched over a day.
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reach/release.h"
#include "store/vows.h"
#include "tests/stories/reviewing_test.h"
#include "tests/stories/watching_scene_test.h"

namespace himthough {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using namespace std::chrono_literals;

constexpr auto some_words = "It was my coach.";

/// A scene on every database. The clock stands at noon at first.
void in_two_worlds(const std::function<void(Twins&)>& scene) {
    auto ones = every_database(), others = every_database();
    for (std::size_t at = 0; at < ones.size(); ++at) {
        Twins twins(*ones[at], *others[at]);
        scene(twins);
    }
}

void decides(Reviewing& amal, const Said& said, const std::string& decision) {
    amal.signs_in();
    ASSERT_EQ(amal.decides(amal.world.public_id(said), {{"decision", decision}, {"reason", decision == "decline" ? "attacks" : ""}}).status, 303);
}

TEST(Watching, LooksAtEveryPublicAddress) {
    for (auto& world : every_database()) {
        const auto addresses = Watcher{*world}.addresses();
        for (const auto* address : {"/", "/himthough/wall", "/himthough/wall/1", "/himthough/wall.atom", "/himthough/reach-a.csv", "/himthough/me-too", "/desk"})
            EXPECT_THAT(addresses, Contains(address));
        EXPECT_THAT(addresses, Each(Not(testing::HasSubstr("{"))));
    }
}

TEST(Watching, SeesWhatIsPublicAndNothingElseThatChanged) {
    in_two_worlds([](Twins& twins) {
        EXPECT_THAT(twins.told_apart(), IsEmpty());
        twins.one.reviewer_accepts(twins.one.acknowledges("I looked away."));
        twins.pass(15min);
        EXPECT_THAT(twins.told_apart(), Contains("/himthough/accountable")) << "or the watcher would see nothing at all";
    });
}

TEST(Watching, DoesNotTellAtWhatTimeSomebodyWroteOrWasAccepted) {
    in_two_worlds([](Twins& twins) {
        auto first = somebody_at_the_desk(twins.one), second = somebody_at_the_desk(twins.other);
        twins.pass(21h);
        const auto early = twins.one.says_me_too(some_words);
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "somebody wrote at 9";
        decides(first, early, "accept");
        twins.pass(12h);
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "it was accepted at 9, and nothing yet in the other world";
        const auto late = twins.other.says_me_too(some_words);
        decides(second, late, "accept");
        twins.pass(2h);
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "of the same day, and none out yet";
        twins.pass(2h);
        EXPECT_TRUE(twins.one.wall().contains(some_words));
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "both out";
    });
}

TEST(Watching, DoesNotTellWhoWroteFirst) {
    for (auto& world : every_database()) {
        int earlier_first = 0;
        constexpr int days = 24;
        for (int day = 0; day < days; ++day) {
            const auto number = std::string(1, static_cast<char>('a' + day));
            const auto earlier = world->says_me_too("First " + number), later = world->says_me_too("Later " + number);
            world->reviewer_accepts(earlier);
            world->reviewer_accepts(later);
            world->cuts_edition();
            const auto wall = world->wall();
            ASSERT_TRUE(wall.contains("First " + number) && wall.contains("Later " + number));
            earlier_first += wall.find("First " + number) < wall.find("Later " + number);
        }
        EXPECT_GT(earlier_first, 0) << "each is as likely: all alike comes once in sixteen million runs";
        EXPECT_LT(earlier_first, days);
    }
}

TEST(Watching, DoesNotTellThatSomebodyWasCountedBelowARoundedStep) {
    in_two_worlds([](Twins& twins) {
        twins.both([](World& world) {
            for (int one = 0; one < 105; ++one) world.says_me_too("");
        });
        twins.pass(15min);
        twins.one.says_me_too("");
        EXPECT_THAT(twins.told_apart(), IsEmpty());
        twins.pass(24h);
        EXPECT_THAT(twins.told_apart(), IsEmpty());
    });
}

TEST(Watching, SeesACounterMoveOnlyByARoundedStepAndOnlyWithAnEdition) {
    for (auto& world : every_database()) {
        const Watcher watcher{*world};
        for (int one = 0; one < 98; ++one) world->says_me_too("");
        world->cuts_edition_now();
        auto before = watcher.look();
        for (int count = 99; count <= 111; ++count) {
            world->says_me_too("");
            EXPECT_THAT(Watcher::between(before, watcher.look()), IsEmpty()) << count << ", before its edition";
            world->cuts_edition_now();
            auto after = watcher.look();
            const auto changed = Watcher::between(before, after);
            if (count % 10 == 0) EXPECT_THAT(changed, ElementsAre("/", "/himthough")) << count;
            else EXPECT_THAT(changed, IsEmpty()) << count;
            before = std::move(after);
        }
    }
}

TEST(Watching, DoesNotTellWhatWaitsWasDeclinedOrNeverWasWritten) {
    in_two_worlds([](Twins& twins) {
        auto amal = somebody_at_the_desk(twins.one);
        twins.other.clock.pass(twins.one.clock.now() - twins.other.clock.now());
        twins.pass(15min);
        const auto said = twins.one.says_me_too(some_words);
        twins.one.says_me_too("Only for me.", {{"audience", "only_me"}});
        EXPECT_THAT(twins.told_apart(), IsEmpty());
        twins.pass(24h);
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "it waits";
        decides(amal, said, "decline");
        twins.other.clock.pass(twins.one.clock.now() - twins.other.clock.now());
        EXPECT_THAT(twins.told_apart(), IsEmpty());
        twins.pass(24h);
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "it was declined";
        twins.one.withdraws(said);
        twins.both([](World& world) {
            world.clock.pass(24h * 31);
            world.cuts_edition_now();
        });
        EXPECT_THAT(twins.told_apart(), IsEmpty()) << "taken back, and the month is over";
    });
}

TEST(Watching, DoesNotTellWhetherSomebodyReported) {
    in_two_worlds([](Twins& twins) {
        Said said;
        twins.both([&](World& world) { world.reviewer_accepts(said = world.says_me_too(some_words)); });
        twins.pass(24h);
        const auto path = "/himthough/c/" + twins.one.public_id(said);
        const auto form = twins.one.get(path + "/report");
        ASSERT_EQ(twins.one.post(path + "/report", {{"token", form.field("token")}, {"part", form.field("part")}, {"reason", "attacks"}, {"words", ""}, {"looked", "1"}}).status, 200);
        EXPECT_THAT(twins.told_apart(), IsEmpty());
        twins.pass(24h);
        EXPECT_THAT(twins.told_apart(), IsEmpty());
    });
}

TEST(Watching, SeesNothingOfADayUntilItsSurvivorsEdition) {
    for (auto& world : every_database()) {
        const Watcher watcher{*world};
        world->reviewer_accepts(world->says_me_too("It was my neighbour."));
        world->reviewer_accepts(world->acknowledges("I looked away."));
        Twins::passes(*world, 12h);
        const auto before = watcher.look();
        Twins::passes(*world, 9h);
        const auto said = world->says_me_too(some_words, {{"country", "MX"}});
        EXPECT_THAT(Watcher::between(before, watcher.look()), IsEmpty()) << "it was written";
        world->reviewer_accepts(said);
        for (int hour = 9; hour < 24; ++hour) {
            EXPECT_THAT(Watcher::between(before, watcher.look()), IsEmpty()) << hour;
            Twins::passes(*world, hour < 23 ? 1h : 45min);
        }
        EXPECT_THAT(Watcher::between(before, watcher.look()), IsEmpty()) << "a quarter to twelve";
        Twins::passes(*world, 15min);
        ASSERT_TRUE(world->wall().contains(some_words));
        const auto own = "/himthough/c/" + world->public_id(said);
        const std::set<std::string> where_it_stands = {"/himthough/wall", "/himthough/wall/1", "/himthough/wall.atom", "/himthough/both", own, own + "/report"};
        const std::set<std::string> forms_that_ask_for_a_day = {"/himthough/did-that", "/himthough/ask/did-that", "/himthough/pledge"};
        std::set<std::string> expected = where_it_stands;
        expected.insert(forms_that_ask_for_a_day.begin(), forms_that_ask_for_a_day.end());
        EXPECT_EQ(Watcher::between(before, watcher.look()), expected)
            << "nothing of other pages moves, their ETags neither";
    }
}

TEST(Watching, SeesASurvivorsEditionComeEarlyOnlyWhenAsManyWaitAsAMovementSays) {
    for (auto& world : every_database()) {
        const Watcher watcher{*world};
        const auto waiting = world->movement().rhythm.survivors_waiting;
        Twins::passes(*world, 15min);
        const auto before = watcher.look();
        for (unsigned one = 1; one < waiting; ++one) world->reviewer_accepts(world->says_me_too("It was my neighbour."));
        Twins::passes(*world, 15min);
        EXPECT_THAT(Watcher::between(before, watcher.look()), IsEmpty()) << "one less";
        world->reviewer_accepts(world->says_me_too(some_words));
        EXPECT_THAT(Watcher::between(before, watcher.look()), IsEmpty()) << "before its edition";
        Twins::passes(*world, 15min);
        EXPECT_TRUE(world->wall().contains(some_words));
    }
}

/// What is released of a world by draws that are the same in both.
void releases(World& world, std::uint64_t seed) {
    while (world.services().store.write([&](store::Transaction& tx) -> Outcome<std::int64_t> {
        return store::count_next_due(tx, world.movement().id, world.clock.today());
    }).value() > 0) {}
    reach::Released released(world.folder() / "released" / world.movement().slug, world.movement().slug);
    std::uint64_t state = seed;
    const auto drawn = [&](std::uint64_t below) { return ((state = state * 6364136223846793005U + 1442695040888963407U) >> 33) % below; };
    ASSERT_GT(reach::release_due(world.services().store, released, world.movement(), world.clock.now(), drawn), 0);
    world.starts_again();
}

TEST(Watching, DoesNotTellTheOnePersonOfACountryEvenIfTheNoiseWereKnown) {
    in_two_worlds([](Twins& twins) {
        twins.one.says_me_too("", {{"country", "MX"}});
        twins.other.says_me_too("", {{"country", "FR"}});
        twins.both([](World& world) {
            world.clock.pass(48h);
            releases(world, 7);
            world.cuts_edition_now();
        });
        ASSERT_EQ(twins.one.get("/himthough/reach/b-2017-10-09.json").status, 200);
        EXPECT_THAT(twins.told_apart(), IsEmpty());
    });
}

}  // namespace
}  // namespace himthough
