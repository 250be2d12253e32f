// What a server does by itself as time goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/contributions.h"
#include "store/deletions.h"
#include "tests/world.h"

namespace himthough {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Moves the clock there, at noon.
void go_to(World& world, Day day) { world.clock.pass(std::chrono::hours(24 * (day - world.clock.today()))); }

TEST(Running, HelpLinesThatWereCheckedLongAgoSaySoWithoutANewStart) {
    for (auto& world : every_database()) {
        ASSERT_FALSE(world->site().help.empty());
        Day first = world->site().help.front().verified, last = first;
        for (const auto& line : world->site().help) {
            first = std::min(first, line.verified);
            last = std::max(last, line.verified);
        }
        go_to(*world, first);
        world->looks_at_the_day();
        const auto fresh = world->get("/help").body;
        go_to(*world, last + 181);
        EXPECT_EQ(world->get("/help").body, fresh);
        world->looks_at_the_day();
        const auto stale = world->get("/help").body;
        EXPECT_NE(stale, fresh);
        EXPECT_THAT(stale, HasSubstr(world->site().templates.say("en", "help.stale")));
        EXPECT_THAT(fresh, Not(HasSubstr(world->site().templates.say("en", "help.stale"))));
        EXPECT_EQ(world->get("/himthough/rules").status, 200);
    }
}

TEST(Running, WordsThatWereDeletedAMomentAfterASweepGoWithTheNext) {
    for (auto& world : every_database()) {
        const auto said = world->says_me_too("a single kumquat");
        world->sweeps();
        auto& with = world->services();
        with.deletions.add({store::Deletion::Kind::contribution, said.id, world->clock.today()});   // as an act does, before it deletes
        world->sweeps();
        ASSERT_TRUE(with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
            constexpr sql::Text erase = "DELETE FROM contribution WHERE id = $id";
            tx.run(erase, {{"id", said.id}});
            return Done{};
        }));
        ASSERT_THAT(world->all_bytes(), HasSubstr("kumquat")) << "the log still holds them";
        world->sweeps();
        EXPECT_THAT(world->all_bytes(), Not(HasSubstr("kumquat")));
    }
}

TEST(Running, AMethodThatAPathDoesNotKnowIsToldTheOnesItDoes) {
    for (auto& world : every_database()) {
        const auto answer = world->post("/himthough/wall", {});
        EXPECT_EQ(answer.status, 405);
        EXPECT_EQ(answer.header("allow"), "GET, HEAD");
        EXPECT_EQ(world->get("/p/delete").header("allow"), "POST");
        EXPECT_EQ(world->post("/leave", {}).header("allow"), "GET, HEAD");
        EXPECT_EQ(world->post("/nothing/here", {}).status, 404);
    }
}

}  // namespace
}  // namespace himthough
