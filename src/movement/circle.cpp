#include "movement/circle.h"

#include <algorithm>

#include "movement/words.h"

namespace himthough {

template <> struct Words<CircleRhythm> {
    static constexpr std::array<std::string_view, 3> list{"weekly", "fortnightly", "monthly"};
};
template <> struct Words<CircleState> {
    static constexpr std::array<std::string_view, 4> list{"gathering", "writing", "resting", "closed"};
};

static_assert(Words<CircleRhythm>::list.size() == static_cast<std::size_t>(CircleRhythm::monthly));
static_assert(Words<CircleState>::list.size() == static_cast<std::size_t>(CircleState::closed));

int days_of(CircleRhythm rhythm) {
    switch (rhythm) {
        case CircleRhythm::weekly: return 7;
        case CircleRhythm::fortnightly: return 14;
        case CircleRhythm::monthly: return 28;
    }
    return 7;
}

Day last_day(CircleRhythm rhythm, Round round) { return round.first + (days_of(rhythm) - 1); }

Round round_on(CircleRhythm rhythm, Round newest, Day today) {
    if (newest.number == 0) return newest;
    if (today < newest.first) return {newest.number, today};
    const int passed = (today - newest.first) / days_of(rhythm);
    return passed == 0 ? newest : Round{newest.number + 1, newest.first + passed * days_of(rhythm)};
}

CircleState state_of(Round round, std::span<const Sitting> sitting, bool opener) {
    if (round.number == 0) return opener ? CircleState::gathering : CircleState::closed;
    if (sitting.size() < static_cast<std::size_t>(fewest_seats)) return CircleState::closed;
    const bool all_wrote = std::ranges::all_of(sitting, [&](const Sitting& one) { return one.wrote || one.since > round.number; });
    return all_wrote ? CircleState::resting : CircleState::writing;
}

bool is_over(int number, Round newest, CircleState state) { return number < newest.number || (number == newest.number && state == CircleState::resting); }

int first_round_of_newcomer(Round newest) { return newest.number + 1; }

std::string_view word_of(CircleRhythm value) { return shown_word(value); }
std::string_view word_of(CircleState value) { return shown_word(value); }

template <> std::optional<CircleRhythm> from_word(std::string_view word) { return read_word<CircleRhythm>(word); }

}  // namespace himthough
