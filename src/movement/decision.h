#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "movement/voice.h"

namespace himthough {

/// What a reviewer chooses. accept_noted: with a content note in front. redact: accepted with stand-ins (acts/redact.h). The numbers are kept.
enum class Decision : std::uint8_t { accept = 1, decline = 2, change = 3, redact = 4, accept_noted = 5 };
constexpr bool accepts(Decision decision) { return decision != Decision::decline && decision != Decision::change; }
/// "accept", "decline", "change", "redact", "accept_noted".
std::string_view word_of(Decision);
std::optional<Decision> decision_from_word(std::string_view word);

/// A decision with what belongs to it.
struct Decided {
    Decision decision = Decision::accept;
    std::optional<Reason> reason{};   ///< needed to decline and to ask for a change, else nothing
    std::string note{};               ///< of accept_noted
    std::string to_writer{};          ///< own words beside the reason; may be empty
};

/// Two have read it and see it in two ways: the more careful one counts. Of two alike the second.
const Decided& more_careful(const Decided& first, const Decided& second);

constexpr std::size_t longest_to_writer = 400;   ///< code points

}  // namespace himthough
