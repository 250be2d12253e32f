#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "movement/contribution.h"

namespace himthough {

/// What became of a report. The numbers are kept in the database, but for `changed` and `gone`, which follow from what it is about.
/// waits: nobody has looked. stands, taken_off, to_change, replaced: what a reviewer decided. changed: nobody had looked, and it is not shown as
/// it was. gone: nobody had looked, and its writer took it back.
/// sought: described, and nobody has looked for it. not_found, say_more, not_from_it: somebody looked, and found nothing, or nothing by which
/// anybody can be recognised.
enum class ConcernState : std::uint8_t {
    waits = 1, stands = 2, taken_off = 3, to_change = 4, changed = 5, gone = 6, replaced = 7, sought = 8, not_found = 9, say_more = 10, not_from_it = 11
};
/// "waits" ... "not_from_it".
std::string_view word_of(ConcernState);
std::optional<ConcernState> concern_state_from_word(std::string_view word);

/// What somebody asks for whom words here are about. The numbers are kept in the database.
enum class Wish : std::uint8_t { take_off = 1, replace = 2 };
/// "take_off", "replace".
std::string_view word_of(Wish);
std::optional<Wish> wish_from_word(std::string_view word);

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
    MovementId movement = 0;           ///< of what began as a description; else 0
    std::optional<Wish> wish{};        ///< of what began as a description
    std::int64_t alike = 0;            ///< the same for descriptions that are answered together; 0: none
};

/// Code points.
constexpr std::size_t longest_concern = 600, longest_about_me = 1500;
/// Own words are forgotten so many days after the decision.
constexpr int concern_words_days = 30;
/// More reports than this of one thing on one day come as a wave.
constexpr std::int64_t wave_of_reports = 10;

}  // namespace himthough
