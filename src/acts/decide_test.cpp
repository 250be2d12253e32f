#include <barrier>
#include <thread>

#include "acts/desk_scene_test.h"
#include "acts/take.h"

namespace himthough {
namespace {

struct Deciding : testing::Test {
    DeskScene desk;
    AtDesk amal = desk.me(desk.signs_in(desk.joins("Amal")));
    AtDesk noor = desk.me(desk.signs_in(desk.joins("Noor")));
    ContributionId said = desk.somebody_says("It was a long time ago, on a train.");

    std::vector<store::Entry> record() {
        return desk.store.read([&](store::Transaction& tx) { return store::entries_about(tx, said); });
    }
    NewDecision asks(Decision decision, std::optional<Reason> reason = {}) const { return {said, 1, {.decision = decision, .reason = reason}}; }
};

TEST_F(Deciding, AcceptsWhatWaitsAndCountsItOnce) {
    ASSERT_TRUE(decide(desk.with(), amal, asks(Decision::accept)));
    EXPECT_EQ(desk.kept(said).state, State::accepted);
    EXPECT_EQ(desk.number("SELECT COALESCE(sum(count), 0) FROM cell WHERE event <> 21"), 1);
}

TEST_F(Deciding, NeedsAReasonToDeclineAndToAskForAChange) {
    for (const auto decision : {Decision::decline, Decision::change}) {
        const auto refused = decide(desk.with(), amal, asks(decision));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().field, "reason");
    }
    EXPECT_EQ(desk.kept(said).state, State::waiting);
    ASSERT_TRUE(decide(desk.with(), amal, asks(Decision::change, Reason::could_identify)));
    EXPECT_EQ(desk.kept(said).state, State::to_change);
    EXPECT_EQ(desk.number("SELECT COALESCE(sum(count), 0) FROM cell WHERE event <> 21"), 0);
}

TEST_F(Deciding, IsOnTheRecordWithItsReasonAndWithoutTheWords) {
    ASSERT_TRUE(decide(desk.with(), amal, asks(Decision::decline, Reason::names_somebody)));
    const auto rows = record();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].reviewer, amal.reviewer);
    EXPECT_EQ(rows[0].day, desk.clock.today());
    EXPECT_EQ(rows[0].did, Did::declined);
    EXPECT_EQ(rows[0].reason, Reason::names_somebody);
    EXPECT_EQ(desk.number("SELECT count(*) FROM pragma_table_info('record') WHERE type = 'TEXT'"), 0);
}

TEST_F(Deciding, IsKeptFromOthersForTwentyMinutesWhateverTheClockDoes) {
    using namespace std::chrono_literals;
    ASSERT_TRUE(take(desk.with(), amal, said));
    desk.clock.pass(20min - 1s);
    EXPECT_EQ(decide(desk.with(), noor, asks(Decision::accept)).error().says, "fault.claimed");
    EXPECT_EQ(take(desk.with(), noor, said).error().says, "fault.claimed");
    desk.clock.jump(-24h);
    EXPECT_TRUE(take(desk.with(), noor, said)) << "a clock that was set back keeps nothing closed";
    EXPECT_EQ(decide(desk.with(), amal, asks(Decision::accept)).error().says, "fault.claimed");
    desk.clock.pass(20min);
    EXPECT_TRUE(decide(desk.with(), amal, asks(Decision::accept)));
    desk.clock.jump(-1h);
    EXPECT_EQ(undo(desk.with(), amal, said).error().why, Why::expired) << "nor does it give more time to undo";
}

TEST_F(Deciding, IsDoneByOneReviewerTheSecondLearnsSo) {
    ASSERT_TRUE(decide(desk.with(), amal, asks(Decision::accept)));
    EXPECT_EQ(decide(desk.with(), noor, asks(Decision::decline, Reason::attacks)).error().why, Why::already_done);
    EXPECT_EQ(desk.kept(said).state, State::accepted);
    EXPECT_EQ(record().size(), 1U);
}

TEST_F(Deciding, ByTwoAtTheSameMomentIsDoneOnce) {
    for (int round = 0; round < 20; ++round) {
        said = desk.somebody_says("Nobody asked me.");
        std::barrier together(2);
        std::atomic<int> done = 0, late = 0;
        const auto decides = [&](const AtDesk& who, NewDecision asked) {
            together.arrive_and_wait();
            const auto outcome = decide(desk.with(), who, asked);
            if (outcome) ++done;
            else if (outcome.error().why == Why::already_done) ++late;
        };
        {
            std::jthread first(decides, amal, asks(Decision::accept)), second(decides, noor, asks(Decision::decline, Reason::attacks));
        }
        EXPECT_EQ(done, 1);
        EXPECT_EQ(late, 1);
        EXPECT_EQ(record().size(), 1U);
    }
}

TEST_F(Deciding, NeverAcceptsATextThatWasChangedAfterItWasRead) {
    auto changed = desk.kept(said);
    changed.words = "It was a long time ago, on a train, and here is more.";
    ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        store::rewrite_contribution(tx, changed, changed.day);
        return Done{};
    }));
    const auto refused = decide(desk.with(), amal, asks(Decision::accept));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().why, Why::already_done);
    EXPECT_EQ(refused.error().says, "fault.changed_since");
    EXPECT_EQ(desk.kept(said).state, State::waiting);
    EXPECT_TRUE(decide(desk.with(), amal, {said, desk.kept(said).revision, Decision::accept, {}}));
}

TEST_F(Deciding, AboutSomethingTakenBackFindsNothing) {
    ASSERT_TRUE(desk.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        store::erase_contribution(tx, said);
        return Done{};
    }));
    EXPECT_EQ(decide(desk.with(), amal, asks(Decision::accept)).error().why, Why::not_found);
}

}  // namespace
}  // namespace himthough
