#pragma once
#include <cstdint>
#include <optional>

namespace himthough {

/// What became of the vows of a movement. Each vow is counted once in each line, on the day it happened for the movement, and stays
/// counted when it is taken back. `not_yet_due` alone is of those that are there now.
struct VowFigures {
    std::int64_t vowed = 0;          ///< stood at some time
    std::int64_t due = 0;            ///< of them: their (last) day came, or they ended before
    std::int64_t kept = 0;           ///< of those due, on whosever word
    std::int64_t kept_witnessed = 0; ///< of those kept: confirmed with another receipt
    std::int64_t not_kept = 0;
    std::int64_t withdrawn = 0;
    std::int64_t not_yet_due = 0;    ///< stand, and their day has not come

    std::int64_t kept_own_word() const { return kept - kept_witnessed; }
    /// Of those due: of whose end nobody has said anything.
    std::int64_t open() const { return due - kept - not_kept - withdrawn; }
    /// Which part of those due was kept, 0 to 1. What is not yet due is left out: nobody could have kept it. Nothing when none is due.
    std::optional<double> kept_part() const {
        if (due <= 0) return std::nullopt;
        return static_cast<double>(kept) / static_cast<double>(due);
    }
};

}  // namespace himthough
