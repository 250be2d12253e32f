// What is counted of vows, each once and for good.
#include <gtest/gtest.h>

#include "store/vow_figures.h"
#include "store/vows.h"
#include "tests/world.h"

namespace himthough {
namespace {

struct Counting {
    World& world;

    Said vows(const std::string& action, int days) {
        const auto said = world.acknowledges("I laughed along.", {{"vow_action", action}, {"vow_day", (world.clock.today() + days).iso()}});
        world.reviewer_accepts(said);
        world.cuts_edition_now();
        return said;
    }
    void says(const Said& said, const std::string& report) {
        world.post("/p/check-in", {{"open", world.opens(said.receipt).field("open")}, {"id", world.public_id(said)}, {"report", report}, {"looked", "1"}});
        world.cuts_edition_now();
    }
    VowFigures figures() {
        const auto movement = world.movement().id;
        const auto looked = world.services().store.write([&](store::Transaction& tx) -> Outcome<Done> {
            while (store::count_next_due(tx, movement, world.clock.today()) > 0) {}
            return Done{};
        });
        EXPECT_TRUE(looked);
        return world.services().store.read([&](store::Transaction& tx) { return store::vow_figures(tx, movement); });
    }
};

TEST(Figures, TellTheRateOfWhatCameDueAlone) {
    for (auto& world : every_database()) {
        Counting counting{*world};
        const auto kept = counting.vows("I will say stop.", 10), not_kept = counting.vows("I will ask first.", 10);
        counting.vows("I will speak up.", 10);
        counting.vows("I will leave no joke alone.", 300);
        EXPECT_FALSE(counting.figures().kept_part()) << "none is due";
        EXPECT_EQ(counting.figures().not_yet_due, 4);
        counting.says(kept, "done");
        counting.says(not_kept, "not_kept");
        world->clock.pass(std::chrono::hours(24 * 12));
        for (int look = 0; look < 2; ++look) {   // the second look finds nothing new
            const auto figures = counting.figures();
            EXPECT_EQ(figures.vowed, 4);
            EXPECT_EQ(figures.due, 3);
            EXPECT_EQ(figures.kept, 1);
            EXPECT_EQ(figures.kept_witnessed, 0);
            EXPECT_EQ(figures.not_kept, 1);
            EXPECT_EQ(figures.open(), 1);
            EXPECT_EQ(figures.not_yet_due, 1);
            EXPECT_DOUBLE_EQ(figures.kept_part().value(), 1.0 / 3);
        }
    }
}

TEST(Figures, OfWhatIsTakenBackStay) {
    for (auto& world : every_database()) {
        Counting counting{*world};
        const auto said = counting.vows("I will say stop.", 10);
        counting.says(said, "done");
        world->withdraws(said);
        EXPECT_EQ(counting.figures().kept, 1);
        EXPECT_EQ(counting.figures().vowed, 1);
    }
}

TEST(Figures, KnowNothingOfAVowThatDoesNotStand) {
    for (auto& world : every_database()) {
        Counting counting{*world};
        const auto said = world->acknowledges("I looked away.", {{"vow_action", "I will say stop."}, {"vow_day", (world->clock.today() + 10).iso()}});
        counting.says(said, "done");
        EXPECT_EQ(counting.figures().vowed, 0) << "nobody has accepted it";
        world->reviewer_accepts(said);
        EXPECT_EQ(counting.figures().vowed, 1);
        EXPECT_EQ(counting.figures().kept, 0) << "what was said before that was not heard";
        EXPECT_EQ(counting.figures().due, 0);
    }
}

}  // namespace
}  // namespace himthough
