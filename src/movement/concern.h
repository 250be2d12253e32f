#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "movement/contribution.h"

namespace himthough {

/// What became of a report. Up to `to_change` the numbers are kept in the database; the others follow from what it is about.
/// waits: nobody has looked. stands, taken_off, to_change: what a reviewer decided. changed: nobody had looked, and it is not shown as it was.
/// gone: nobody had looked, and its writer took it back.
enum class ConcernState : std::uint8_t { waits = 1, stands = 2, taken_off = 3, to_change = 4, changed = 5, gone = 6 };
/// "waits" ... "gone".
std::string_view word_of(ConcernState);

using ConcernId = std::int64_t;

/// Somebody's report of words that were shown.
struct Concern {
    ConcernId id = 0;
    std::optional<ContributionId> contribution{};
    std::int64_t revision = 0;
    std::optional<Reason> reason{};    ///< none: "it is about me"
    std::string words{};               ///< for reviewers only; may be empty
    Day day;
    ConcernState state = ConcernState::waits;
};

/// Code points.
constexpr std::size_t longest_concern = 600;
/// Own words are forgotten so many days after the decision.
constexpr int concern_words_days = 30;
/// More reports than this of one thing on one day come as a wave.
constexpr std::int64_t wave_of_reports = 10;

}  // namespace himthough
