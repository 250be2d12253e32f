#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "movement/voice.h"

namespace himthough {

/// "We will if so many of us will": a vow of several. It is on no public page before so many have joined, and no more once fewer are left.
struct Pledge {
    int needs = 2;          ///< how many, whoever began it included
    std::string link;       ///< keyed hash of what stands in the link by which others join
};

constexpr int fewest_together = 2, most_together = 500;

/// Are they enough? `joined`: besides the one who began it.
constexpr bool enough(int needs, std::int64_t joined) { return joined + 1 >= needs; }

/// What the next edition does with a pledge.
///
///                        enough have joined
///   accepted (hidden) ───────────────────────▶ released (stands on the wall)
///                     ◀───────────────────────
///                        fewer are left
///
/// Nothing: it stays as it is. In every other state a reviewer or its writer is the next to do something.
constexpr std::optional<State> after_edition(State now, int needs, std::int64_t joined) {
    if (now == State::accepted && enough(needs, joined)) return State::released;
    if (now == State::released && !enough(needs, joined)) return State::accepted;
    return std::nullopt;
}

/// May somebody join? Only in what a reviewer has read.
constexpr bool may_be_joined(State now) { return now == State::accepted || now == State::released; }

}  // namespace himthough
