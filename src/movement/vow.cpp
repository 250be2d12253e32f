#include "movement/vow.h"

#include <tuple>

#include <algorithm>
#include <chrono>

#include "movement/words.h"

namespace himthough {

template <> struct Words<VowKind> {
    static constexpr std::array<std::string_view, 6> list{"stop", "learn", "repair", "speak-up", "support", "give"};
};
template <> struct Words<Repeats> {
    static constexpr std::array<std::string_view, 3> list{"once", "weekly", "monthly"};
};
template <> struct Words<VowState> {
    static constexpr std::array<std::string_view, 5> list{"promised", "under_way", "kept", "not_kept", "withdrawn"};
};
template <> struct Words<Report> {
    static constexpr std::array<std::string_view, 5> list{"at_it", "done", "slipped", "not_kept", "withdrawn"};
};

static_assert(Words<VowKind>::list.size() == static_cast<std::size_t>(VowKind::give));
static_assert(Words<Repeats>::list.size() == static_cast<std::size_t>(Repeats::monthly));
static_assert(Words<VowState>::list.size() == static_cast<std::size_t>(VowState::withdrawn));
static_assert(Words<Report>::list.size() == static_cast<std::size_t>(Report::withdrawn));

namespace {

constexpr int week = 7;   // days

/// The same day of a later month, or its last one.
Day months_after(Day day, int months) {
    const std::chrono::year_month_day from(day.days());
    auto to = std::chrono::year_month_day(from.year(), from.month(), from.day()) + std::chrono::months(months);
    if (!to.ok()) to = to.year() / to.month() / std::chrono::last;
    return Day(std::chrono::sys_days(to));
}

Day end_of_round(const Vow& vow, int round) {
    switch (vow.repeats) {
        case Repeats::once: return vow.due;
        case Repeats::weekly: return std::min(vow.due, vow.made + week * round);
        case Repeats::monthly: return std::min(vow.due, months_after(vow.made, round));
    }
    return vow.due;
}

/// The longest time between two words about it that is nothing to wonder at, before its (last) day.
int quiet_days(const Vow& vow) {
    switch (vow.repeats) {
        case Repeats::once: return latest_vow_days;
        case Repeats::weekly: return week + days_of_grace;
        case Repeats::monthly: return 31 + days_of_grace;
    }
    return latest_vow_days;
}

VowState after(Report report) {
    switch (report) {
        case Report::at_it:
        case Report::slipped: return VowState::under_way;
        case Report::done: return VowState::kept;
        case Report::not_kept: return VowState::not_kept;
        case Report::withdrawn: return VowState::withdrawn;
    }
    return VowState::under_way;
}

}  // namespace

bool is_end(VowState state) { return state == VowState::kept || state == VowState::not_kept || state == VowState::withdrawn; }

int rounds_of(const Vow& vow) {
    if (vow.repeats == Repeats::once) return 1;
    int round = std::max(1, (vow.due - vow.made) / (vow.repeats == Repeats::weekly ? week : 31));
    while (end_of_round(vow, round) < vow.due) ++round;
    return round;
}

int round_on(const Vow& vow, Day day) {
    const int rounds = rounds_of(vow);
    int round = std::clamp(vow.repeats == Repeats::weekly ? (day - vow.made) / week : (day - vow.made) / 31, 1, rounds);
    while (round < rounds && end_of_round(vow, round) < day) ++round;
    return round;
}

Standing standing(const Vow& vow, std::span<const CheckIn> reports, Day today) {
    Standing now;
    now.rounds = rounds_of(vow);
    now.due = today >= vow.due;
    std::vector<bool> kept(static_cast<std::size_t>(now.rounds) + 1, false);
    Day last = vow.made;
    for (const auto& report : reports) {
        if (is_end(now.state)) break;
        ++now.check_ins;
        now.state = after(report.report);
        now.witnessed = now.state == VowState::kept && report.witness == WitnessWord::confirms;
        now.questioned = report.witness == WitnessWord::questions;
        if (report.report == Report::at_it || report.report == Report::done) kept[static_cast<std::size_t>(round_on(vow, report.on))] = true;
        last = std::max(last, report.on);
    }
    now.rounds_kept = vow.repeats == Repeats::once ? (now.state == VowState::kept ? 1 : 0) : static_cast<int>(std::ranges::count(kept, true));
    const bool day_passed = today - std::max(vow.due, last) > days_of_grace, long_quiet = today - last > quiet_days(vow);
    now.overdue = !is_end(now.state) && (now.due ? day_passed : long_quiet);
    return now;
}

bool may_report(const Vow& vow, std::span<const CheckIn> reports, const CheckIn& next, Day today) {
    if (next.on < vow.made || next.on > today) return false;
    if (vow.repeats != Repeats::once && next.report == Report::done && today < vow.due) return false;
    return !is_end(standing(vow, reports, today).state);
}

bool same_promise(const std::optional<Vow>& one, const std::optional<Vow>& other) {
    if (!one || !other) return !one && !other;
    const auto parts = [](const Vow& vow) { return std::tie(vow.kind, vow.action, vow.shows, vow.repeats, vow.due); };
    return parts(*one) == parts(*other);
}

bool said_already(const Vow& vow, std::span<const CheckIn> reports, const CheckIn& next) {
    return std::ranges::any_of(reports, [&](const CheckIn& said) {
        const bool same_time = vow.repeats == Repeats::once ? said.on == next.on : round_on(vow, said.on) == round_on(vow, next.on);
        return said.report == next.report && same_time;
    });
}

std::vector<Day> reminders(const Vow& vow, Day from, std::size_t most) {
    std::vector<Day> days;
    const int rounds = rounds_of(vow);
    for (int round = round_on(vow, from); round <= rounds && days.size() < most; ++round)
        if (const Day day = end_of_round(vow, round); day >= from) days.push_back(day);
    return days;
}

std::string_view word_of(VowKind value) { return shown_word(value); }
std::string_view word_of(Repeats value) { return shown_word(value); }
std::string_view word_of(VowState value) { return shown_word(value); }
std::string_view word_of(Report value) { return shown_word(value); }

template <> std::optional<VowKind> from_word(std::string_view word) { return read_word<VowKind>(word); }
template <> std::optional<Repeats> from_word(std::string_view word) { return read_word<Repeats>(word); }
template <> std::optional<Report> from_word(std::string_view word) { return read_word<Report>(word); }

}  // namespace himthough
