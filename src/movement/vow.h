#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/voice.h"

namespace himthough {

/// A row number; kept while its acknowledgement is.
using VowId = std::int64_t;

/// What a vow is about. The order is that of the list on the form: what I stop, what I do instead, what I repair, whom I talk to.
enum class VowKind : std::uint8_t { stop = 1, learn = 2, repair = 3, speak_up = 4, support = 5, give = 6 };

/// Once by its day, or in every week or month until then.
enum class Repeats : std::uint8_t { once = 1, weekly = 2, monthly = 3 };

/// Where a vow stands. What is overdue is still promised or under way: that depends on the day alone (Standing).
///
///   promised ──at it, slipped──▶ under way ──at it, slipped──▶ under way
///      │                            │
///      ├──done─────────────────────▶├──▶ kept
///      ├──not kept─────────────────▶├──▶ not kept
///      └──withdrawn────────────────▶└──▶ withdrawn
///
/// Kept, not kept and withdrawn are ends: whoever goes on makes a new vow. Only reports move a vow; a witness says whether what was
/// reported is so, and the day makes it due and overdue.
enum class VowState : std::uint8_t { promised = 1, under_way = 2, kept = 3, not_kept = 4, withdrawn = 5 };

/// What a check-in says. `at_it`: still at it, and in a vow that repeats, done this time. `slipped`: not this time, and going on.
enum class Report : std::uint8_t { at_it = 1, done = 2, slipped = 3, not_kept = 4, withdrawn = 5 };

/// What somebody who looks says about a check-in. Silence is the rule.
enum class WitnessWord : std::uint8_t { silent = 0, confirms = 1, questions = 2 };

/// A promise: an action, by when or how often, and how somebody could tell that it happened.
struct Vow {
    VowId id = 0;
    VowKind kind = VowKind::stop;
    std::string action = {};
    std::string shows = {};             ///< how somebody could tell; may be empty in what was kept before that was asked
    Repeats repeats = Repeats::once;
    Day made = {};
    Day due = {};                  ///< its day, or the last day of one that repeats
    bool stands = false;           ///< somebody has accepted it: from then on only reports move it
};

/// One check-in, as far as a vow moves by it.
struct CheckIn {
    Report report;
    Day on;                        ///< the day it tells of
    WitnessWord witness = WitnessWord::silent;
};

struct Standing {
    VowState state = VowState::promised;
    bool due = false;              ///< its (last) day has come
    bool overdue = false;          ///< and nothing was said for longer than the days of grace
    bool witnessed = false;        ///< kept: "confirmed with another receipt" rather than one's own word
    bool questioned = false;       ///< the witness questions the newest report
    int check_ins = 0;
    int rounds = 1;                ///< weeks or months in all, begun ones included; 1 for once
    int rounds_kept = 0;           ///< those of which somebody said that it was done
    friend bool operator==(const Standing&, const Standing&) = default;
};

/// After its day, or after a round, a vow is overdue when so many days have gone without a word.
constexpr int days_of_grace = 14;
/// How far ahead a vow's day may lie, in days, and how many one acknowledgement may carry.
constexpr int latest_vow_days = 5 * 365 + 1;
constexpr std::size_t most_vows = 8;
/// Of one vow. What ends it is heard after that too.
constexpr std::size_t most_check_ins = 300;

bool is_end(VowState state);
/// Do both promise the same?
bool same_promise(const std::optional<Vow>& one, const std::optional<Vow>& other);
/// How many weeks or months a vow that repeats has, and which of them a day falls into, from 1. A month of the 31st ends on the last
/// day of a shorter one.
int rounds_of(const Vow& vow);
int round_on(const Vow& vow, Day day);
/// Where it stands on a day. `reports` in the order they were made; what comes after an end does not move it.
Standing standing(const Vow& vow, std::span<const CheckIn> reports, Day today);
/// May this be reported of it now? An end admits nothing more; a day outside [made, today] is no day of it; a second report
/// of one round says nothing new and is for the caller to recognise (said_already).
bool may_report(const Vow& vow, std::span<const CheckIn> reports, const CheckIn& next, Day today);
/// Does this say of the same round (for once: of the same day) what was said already? Then it changes nothing.
bool said_already(const Vow& vow, std::span<const CheckIn> reports, const CheckIn& next);
/// The next days on which a reminder is of use: the ends of rounds, or the day itself; at most `most`, none before `from`.
std::vector<Day> reminders(const Vow& vow, Day from, std::size_t most);

/// The words by which these stand in forms, files and JSON ("speak-up", "weekly", "under_way", "at_it").
std::string_view word_of(VowKind);
std::string_view word_of(Repeats);
std::string_view word_of(VowState);
std::string_view word_of(Report);
template <> std::optional<VowKind> from_word(std::string_view);
template <> std::optional<Repeats> from_word(std::string_view);
template <> std::optional<Report> from_word(std::string_view);

}  // namespace himthough
