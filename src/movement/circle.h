#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/voice.h"

namespace himthough {

/// Row numbers: of a circle, and of one seat in it, kept while somebody sits there.
using CircleId = std::int64_t;
using SeatId = std::int64_t;

constexpr int fewest_seats = 3, most_seats = 8;
/// The place of the one who opens a circle. They begin it and hand out links, and have no other power.
constexpr int place_of_opener = 1;

/// How long a round is: every week, every two weeks, every four. Whole weeks, so that a circle keeps its day of the week.
enum class CircleRhythm : std::uint8_t { weekly = 1, fortnightly = 2, monthly = 3 };

/// Three to eight people who look back together, a question a round.
///
///   gathering ──begun, three or more sit──▶ writing ──all wrote──▶ resting
///       │                                    │  ▲ └──its last day passed──┐ │
///       │                                    │  └──────── next round ◀────┴─┘ its last day passed
///       ▼ the opener leaves                  ▼ fewer than three sit (from resting too)
///     closed ◀───────────────────────────────┘
///
/// What was written in a round can be read by its members once the round is over: at rest, or when a later one is open. A round that is
/// over never opens again. Closed is an end: everything of the circle is erased.
enum class CircleState : std::uint8_t { gathering = 1, writing = 2, resting = 3, closed = 4 };

/// The newest round there was. `number` 0: the circle has not begun.
struct Round {
    int number = 0;
    Day first = {};
    friend bool operator==(const Round&, const Round&) = default;
};

/// Somebody who sits in a circle, as far as rounds go by it.
struct Sitting {
    int since = 1;          ///< the first round they take part in: whoever sits down while a round is open begins with the next
    bool wrote = false;     ///< in the newest round
};

int days_of(CircleRhythm);
/// The last day on which a round can be written in.
Day last_day(CircleRhythm, Round);
/// Which round there is on a day, when `newest` was the newest that anybody saw. One step at a time: rounds that nobody saw are not
/// counted, and the next begins on the day that the rhythm has. A clock set back neither repeats nor reopens a round; the round that
/// seems to lie ahead then begins today, so that a clock that was wrong costs at most one round.
Round round_on(CircleRhythm, Round newest, Day today);
/// Where a circle stands; `round` as round_on gives it. `opener`: the one who opened it still sits there.
CircleState state_of(Round round, std::span<const Sitting> sitting, bool opener);
/// Can what was written in round `number` be read?
bool is_over(int number, Round newest, CircleState state);
/// The first round of somebody who sits down now.
int first_round_of_newcomer(Round newest);

/// A question for a round, from the list in one language.
struct CircleQuestion {
    std::string id;         ///< the same in every language
    std::string text;
};
/// By language, from light to heavy; "en" is among them.
using CircleQuestions = std::map<std::string, std::vector<CircleQuestion>, std::less<>>;

/// The words by which these stand in forms and files ("weekly", "gathering").
std::string_view word_of(CircleRhythm);
std::string_view word_of(CircleState);
template <> std::optional<CircleRhythm> from_word(std::string_view);

}  // namespace himthough
