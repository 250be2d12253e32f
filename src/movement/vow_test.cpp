#include "movement/vow.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace himthough {
namespace {

const Day made = *Day::parse("2026-01-31");

Vow vow(Repeats repeats = Repeats::once, int days = 90) { return {.action = "I ask first.", .shows = "A friend sees it.", .repeats = repeats, .made = made, .due = made + days}; }
CheckIn says(Report report, int day, WitnessWord witness = WitnessWord::silent) { return {report, made + day, witness}; }
Standing after(const Vow& of, std::vector<CheckIn> reports, int day) { return standing(of, reports, made + day); }

TEST(Vow, IsPromisedUntilSomethingIsSaid) {
    const auto now = after(vow(), {}, 3);
    EXPECT_EQ(now.state, VowState::promised);
    EXPECT_FALSE(now.due || now.overdue || now.witnessed);
    EXPECT_EQ(now.check_ins, 0);
}

TEST(Vow, MovesByReportsAndEndsOnce) {
    EXPECT_EQ(after(vow(), {says(Report::at_it, 2)}, 3).state, VowState::under_way);
    EXPECT_EQ(after(vow(), {says(Report::slipped, 2)}, 3).state, VowState::under_way);
    EXPECT_EQ(after(vow(), {says(Report::at_it, 2), says(Report::done, 3)}, 4).state, VowState::kept);
    EXPECT_EQ(after(vow(), {says(Report::not_kept, 2), says(Report::done, 3)}, 4).state, VowState::not_kept);
    EXPECT_EQ(after(vow(), {says(Report::withdrawn, 2)}, 4).state, VowState::withdrawn);
    EXPECT_EQ(after(vow(), {says(Report::withdrawn, 2), says(Report::at_it, 3)}, 4).check_ins, 1);
}

TEST(Vow, IsWitnessedWhenWhatEndedItWasConfirmed) {
    EXPECT_TRUE(after(vow(), {says(Report::done, 3, WitnessWord::confirms)}, 4).witnessed);
    EXPECT_FALSE(after(vow(), {says(Report::at_it, 2, WitnessWord::confirms), says(Report::done, 3)}, 4).witnessed);
    EXPECT_TRUE(after(vow(), {says(Report::done, 3, WitnessWord::questions)}, 4).questioned);
}

TEST(Vow, IsOverdueAfterItsDaysOfGrace) {
    EXPECT_TRUE(after(vow(), {}, 90).due);
    EXPECT_FALSE(after(vow(), {}, 89).due);
    EXPECT_FALSE(after(vow(), {}, 90 + days_of_grace).overdue);
    EXPECT_TRUE(after(vow(), {}, 91 + days_of_grace).overdue);
    EXPECT_FALSE(after(vow(), {says(Report::at_it, 95)}, 91 + days_of_grace).overdue);   // a word buys days of grace
    EXPECT_FALSE(after(vow(), {says(Report::done, 95)}, 400).overdue);
    EXPECT_FALSE(after(vow(Repeats::weekly), {}, 7 + days_of_grace).overdue);
    EXPECT_TRUE(after(vow(Repeats::weekly), {}, 8 + days_of_grace).overdue);
    EXPECT_FALSE(after(vow(Repeats::weekly), {says(Report::slipped, 7)}, 8 + days_of_grace).overdue);
}

TEST(Vow, ThatRepeatsCountsItsRounds) {
    const auto weekly = vow(Repeats::weekly, 28);
    EXPECT_EQ(rounds_of(weekly), 4);
    EXPECT_EQ(rounds_of(vow(Repeats::weekly, 29)), 5);
    EXPECT_EQ(rounds_of(vow(Repeats::weekly, 3)), 1);
    EXPECT_EQ(round_on(weekly, made), 1);
    EXPECT_EQ(round_on(weekly, made + 7), 1);
    EXPECT_EQ(round_on(weekly, made + 8), 2);
    EXPECT_EQ(round_on(weekly, made + 400), 4);
    const auto now = after(weekly, {says(Report::at_it, 1), says(Report::at_it, 2), says(Report::slipped, 9), says(Report::at_it, 20)}, 21);
    EXPECT_EQ(now.rounds_kept, 2);
    EXPECT_EQ(now.rounds, 4);
}

TEST(Vow, KnowsTheLastDaysOfMonths) {
    auto monthly = vow(Repeats::monthly);
    monthly.due = *Day::parse("2026-05-31");
    EXPECT_EQ(rounds_of(monthly), 4);
    EXPECT_EQ(round_on(monthly, *Day::parse("2026-02-28")), 1);
    EXPECT_EQ(round_on(monthly, *Day::parse("2026-03-01")), 2);
    std::vector<std::string> days;
    for (const Day day : reminders(monthly, made, 10)) days.push_back(day.iso());
    EXPECT_EQ(days, (std::vector<std::string>{"2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"}));
}

TEST(Vow, TakesNoReportFromOutsideItsTimeOrAfterItsEnd) {
    EXPECT_FALSE(may_report(vow(), {}, says(Report::at_it, -1), made + 5));
    EXPECT_FALSE(may_report(vow(), {}, says(Report::at_it, 6), made + 5));
    EXPECT_TRUE(may_report(vow(), {}, says(Report::done, 5), made + 5));
    EXPECT_FALSE(may_report(vow(), std::vector{says(Report::not_kept, 3)}, says(Report::at_it, 4), made + 5));
    EXPECT_FALSE(may_report(vow(Repeats::weekly), {}, says(Report::done, 5), made + 5));   // its last day has not come
    EXPECT_TRUE(may_report(vow(Repeats::weekly), {}, says(Report::done, 90), made + 90));
}

TEST(Vow, HearsTheSameReportOfOneRoundOnce) {
    const std::vector reports{says(Report::at_it, 1)};
    EXPECT_TRUE(said_already(vow(Repeats::weekly), reports, says(Report::at_it, 6)));
    EXPECT_FALSE(said_already(vow(Repeats::weekly), reports, says(Report::at_it, 8)));
    EXPECT_FALSE(said_already(vow(Repeats::weekly), reports, says(Report::slipped, 6)));
    EXPECT_TRUE(said_already(vow(), reports, says(Report::at_it, 1)));
    EXPECT_FALSE(said_already(vow(), reports, says(Report::at_it, 2)));
}

// Properties, over vows and reports of any order.

Vow any_vow() {
    return {.action = "a", .shows = "s", .repeats = *rc::gen::element(Repeats::once, Repeats::weekly, Repeats::monthly), .made = made, .due = made + *rc::gen::inRange(1, latest_vow_days + 1)};
}
std::vector<CheckIn> any_reports(const Vow& of) {
    std::vector<CheckIn> all;
    const int count = *rc::gen::inRange(0, 12);
    for (int one = 0; one < count; ++one)
        all.push_back({static_cast<Report>(*rc::gen::inRange(1, 6)), of.made + *rc::gen::inRange(0, 2200), static_cast<WitnessWord>(*rc::gen::inRange(0, 3))});
    return all;
}

RC_GTEST_PROP(VowProperty, AnEndStaysWhateverIsSaidAndWheneverItIsLooked, ()) {
    const auto of = any_vow();
    auto reports = any_reports(of);
    const auto before = standing(of, reports, made + *rc::gen::inRange(0, 2500));
    reports.push_back({static_cast<Report>(*rc::gen::inRange(1, 6)), made + 1, WitnessWord::confirms});
    const auto later = standing(of, reports, made + *rc::gen::inRange(0, 2500));
    if (is_end(before.state)) {
        RC_ASSERT(later.state == before.state);
        RC_ASSERT(later.witnessed == before.witnessed);
        RC_ASSERT(later.check_ins == before.check_ins);
        RC_ASSERT(!later.overdue);
    }
}

RC_GTEST_PROP(VowProperty, WhatMayBeReportedMovesItAsTheDrawingSays, ()) {
    const auto of = any_vow();
    std::vector<CheckIn> told;
    for (const auto& next : any_reports(of)) {
        const Day today = next.on + *rc::gen::inRange(0, 30);
        const auto before = standing(of, told, today);
        if (!may_report(of, told, next, today)) continue;
        told.push_back(next);
        const auto now = standing(of, told, today);
        RC_ASSERT(!is_end(before.state));
        RC_ASSERT(now.state != VowState::promised);
        RC_ASSERT(now.check_ins == before.check_ins + 1);
        RC_ASSERT(now.rounds_kept >= before.rounds_kept);
        RC_ASSERT(now.rounds_kept <= now.rounds);
        RC_ASSERT(said_already(of, told, next));
    }
}

RC_GTEST_PROP(VowProperty, RoundsFillItsTimeWithoutAGap, ()) {
    const auto of = any_vow();
    const int rounds = rounds_of(of);
    RC_ASSERT(rounds >= 1);
    int last = 0;
    for (Day day = of.made; day <= of.due; day = day + 1) {
        const int round = round_on(of, day);
        RC_ASSERT(round == last || round == last + 1);
        last = round;
    }
    RC_ASSERT(last == rounds);
    const auto days = reminders(of, of.made, 10'000);
    RC_ASSERT(static_cast<int>(days.size()) == rounds);
    RC_ASSERT(days.back() == of.due);
    RC_ASSERT(std::ranges::is_sorted(days));
}

RC_GTEST_PROP(VowProperty, ADayThatGoesBackUndoesNothingButWhatTheDaySaid, ()) {   // SAFETY 32: clocks jump
    const auto of = any_vow();
    const auto reports = any_reports(of);
    const Day one = made + *rc::gen::inRange(0, 2500), other = made + *rc::gen::inRange(0, 2500);
    auto then = standing(of, reports, one), now = standing(of, reports, other);
    then.due = now.due = then.overdue = now.overdue = false;
    RC_ASSERT(then == now);
}

}  // namespace
}  // namespace himthough
