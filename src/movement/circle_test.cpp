#include "movement/circle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace himthough {
namespace {

const Day start = *Day::parse("2026-01-05");   // a Monday

std::vector<Sitting> sitting(int count, int wrote) {
    std::vector<Sitting> all(static_cast<std::size_t>(count));
    for (int at = 0; at < wrote; ++at) all[static_cast<std::size_t>(at)].wrote = true;
    return all;
}

TEST(Circle, GathersUntilItIsBegunAndAsLongAsItsOpenerSits) {
    EXPECT_EQ(state_of({}, sitting(1, 0), true), CircleState::gathering);
    EXPECT_EQ(state_of({}, sitting(8, 0), true), CircleState::gathering);
    EXPECT_EQ(state_of({}, sitting(7, 0), false), CircleState::closed);
    EXPECT_EQ(round_on(CircleRhythm::weekly, {}, start + 400), Round{});
}

TEST(Circle, RestsWhenAllHaveWrittenAndClosesUnderThree) {
    const Round first{1, start};
    EXPECT_EQ(state_of(first, sitting(3, 2), true), CircleState::writing);
    EXPECT_EQ(state_of(first, sitting(3, 3), true), CircleState::resting);
    EXPECT_EQ(state_of(first, sitting(3, 3), false), CircleState::resting) << "once begun it needs no opener";
    EXPECT_EQ(state_of(first, sitting(2, 2), true), CircleState::closed);
}

TEST(Circle, WaitsForNobodyWhoCameLater) {
    auto all = sitting(4, 3);
    all.back().since = first_round_of_newcomer({1, start});
    EXPECT_EQ(state_of({1, start}, all, true), CircleState::resting);
    EXPECT_EQ(state_of({2, start + 7}, all, true), CircleState::writing);
}

TEST(Circle, GoesOnByItsRhythm) {
    const Round first{1, start};
    EXPECT_EQ(last_day(CircleRhythm::weekly, first), start + 6);
    EXPECT_EQ(round_on(CircleRhythm::weekly, first, start + 6), first);
    EXPECT_EQ(round_on(CircleRhythm::weekly, first, start + 7), (Round{2, start + 7}));
    EXPECT_EQ(round_on(CircleRhythm::weekly, first, start + 30), (Round{2, start + 28})) << "rounds nobody saw are not counted, Monday stays Monday";
    EXPECT_EQ(round_on(CircleRhythm::fortnightly, first, start + 13), first);
    EXPECT_EQ(round_on(CircleRhythm::fortnightly, first, start + 14), (Round{2, start + 14}));
    EXPECT_EQ(round_on(CircleRhythm::monthly, first, start + 28), (Round{2, start + 28}));
}

TEST(Circle, ReadsOnlyWhatIsOver) {
    const Round second{2, start + 7};
    EXPECT_TRUE(is_over(1, second, CircleState::writing));
    EXPECT_FALSE(is_over(2, second, CircleState::writing));
    EXPECT_TRUE(is_over(2, second, CircleState::resting));
    EXPECT_FALSE(is_over(3, second, CircleState::resting));
}

TEST(Circle, IsToldByItsWords) {
    EXPECT_EQ(from_word<CircleRhythm>("fortnightly"), CircleRhythm::fortnightly);
    EXPECT_EQ(from_word<CircleRhythm>("hourly"), std::nullopt);
    EXPECT_EQ(word_of(CircleState::resting), "resting");
}

// Properties: a circle to which anything happens in any order, on days that jump to and fro (SAFETY 32).

enum class Happens { sits_down, leaves, begins, writes, looks };

/// A circle as the store keeps it: the newest round, and who sits in it.
struct Played {
    CircleRhythm rhythm = *rc::gen::element(CircleRhythm::weekly, CircleRhythm::fortnightly, CircleRhythm::monthly);
    Round round = {};
    std::vector<Sitting> sitting = {Sitting{}};
    bool opener = true;

    CircleState state() const { return state_of(round, sitting, opener); }
    void look(Day today) {
        const auto now = round_on(rhythm, round, today);
        if (now.number != round.number)
            for (auto& one : sitting) one.wrote = false;
        round = now;
    }
    void happen(Happens what, std::size_t who, Day today) {
        look(today);
        const auto at = who % sitting.size();
        switch (what) {
            case Happens::sits_down:
                if (sitting.size() < static_cast<std::size_t>(most_seats)) sitting.push_back({first_round_of_newcomer(round), false});
                break;
            case Happens::leaves:
                opener = opener && at != 0;
                sitting.erase(sitting.begin() + static_cast<std::ptrdiff_t>(at));
                break;
            case Happens::begins:
                if (round.number == 0 && sitting.size() >= static_cast<std::size_t>(fewest_seats)) round = {1, today};
                break;
            case Happens::writes:
                if (state() == CircleState::writing && sitting[at].since <= round.number) sitting[at].wrote = true;
                break;
            case Happens::looks: break;
        }
    }
};

Happens anything() { return *rc::gen::element(Happens::sits_down, Happens::sits_down, Happens::leaves, Happens::begins, Happens::writes, Happens::writes, Happens::writes, Happens::looks); }

RC_GTEST_PROP(CircleProperty, NoRoundThatIsOverOpensAgainWhateverTheClockDoes, ()) {
    Played circle;
    int over = 0;
    for (int step = *rc::gen::inRange(0, 60); step > 0; --step) {
        const auto before = circle.round;
        circle.happen(anything(), *rc::gen::inRange<std::size_t>(0, 8), start + *rc::gen::inRange(-40, 400));
        const auto state = circle.state();
        if (state == CircleState::closed) return;
        RC_ASSERT(circle.round.number == before.number || circle.round.number == before.number + 1);
        RC_ASSERT(over == 0 || is_over(over, circle.round, state));
        while (is_over(over + 1, circle.round, state)) ++over;
        RC_ASSERT(over == circle.round.number || over == circle.round.number - 1 || circle.round.number == 0);
    }
}

RC_GTEST_PROP(CircleProperty, NobodyReadsOrIsWaitedForBeforeTheyCame, ()) {
    Played circle;
    for (int step = *rc::gen::inRange(0, 60); step > 0; --step) {
        circle.happen(anything(), *rc::gen::inRange<std::size_t>(0, 8), start + *rc::gen::inRange(0, 400));
        if (circle.state() == CircleState::closed) return;
        for (const auto& one : circle.sitting) {
            RC_ASSERT(one.since <= circle.round.number + 1);
            RC_ASSERT(!one.wrote || one.since <= circle.round.number);
        }
        const bool waits = std::ranges::any_of(circle.sitting, [&](const Sitting& one) { return !one.wrote && one.since <= circle.round.number; });
        RC_ASSERT((circle.state() == CircleState::writing) == (waits && circle.round.number > 0));
        RC_ASSERT(circle.round.number == 0 || circle.sitting.size() >= static_cast<std::size_t>(fewest_seats));
    }
}

RC_GTEST_PROP(CircleProperty, TheRoundOfTodayHasTodayInIt, ()) {
    const auto rhythm = *rc::gen::element(CircleRhythm::weekly, CircleRhythm::fortnightly, CircleRhythm::monthly);
    const Round newest{*rc::gen::inRange(1, 50), start + *rc::gen::inRange(-400, 400)};
    const Day today = start + *rc::gen::inRange(-400, 400);
    const auto now = round_on(rhythm, newest, today);
    RC_ASSERT(now.first <= today && today <= last_day(rhythm, now));
    RC_ASSERT(now.number >= newest.number);
    RC_ASSERT(round_on(rhythm, now, today) == now);
    if (now.number > newest.number) RC_ASSERT((now.first - newest.first) % 7 == 0);
}

}  // namespace
}  // namespace himthough
