#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "movement/vow.h"

namespace himthough {

/// Somebody who looks at a vow, by a link that its maker gave to them. We know nobody's name, nor whether it is the maker again:
/// what a witness says is "confirmed with another receipt", no more.
///
///   invited ──look──▶ looking ──agree──▶ witness ──steps back, or is let go──▶ over
///      │                 │
///      └─────────────────┴──not for me, this happened to me──▶ closed
///
/// The first answer uses the link up: from then on only the form it came from goes on. To whoever made it, invited, looking and closed
/// look alike until the link would be too old anyway: what was answered, and when, is for nobody else.
enum class WitnessState : std::uint8_t { invited = 1, looking = 2, witness = 3, over = 4, closed = 5 };

/// What is answered on the pages that a link opens.
enum class WitnessAnswer : std::uint8_t { look = 1, agree = 2, not_for_me = 3, happened_to_me = 4 };

/// Where an answer leads; the one that led here leads here again. Nothing: it does not fit, and opens nothing.
std::optional<WitnessState> after(WitnessState state, WitnessAnswer answer);

/// How long a link that nobody used stays open, in days.
constexpr int witness_link_days = 30;

/// By these words they stand in forms: "look", "agree", "not_for_me", "happened_to_me"; "confirms", "questions", "silent".
std::string_view word_of(WitnessWord);
template <> std::optional<WitnessAnswer> from_word(std::string_view);
template <> std::optional<WitnessWord> from_word(std::string_view);

}  // namespace himthough
