#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/day.h"
#include "movement/contribution.h"
#include "store/reviewers.h"

namespace himthough {

enum class Decision : std::uint8_t { accept = 1, decline = 2, change = 3, redact = 4 };

/// "accept", "decline", "change", "redact" (accepted with stand-ins; store/stand_ins.h).
std::string_view word_of(Decision);
std::optional<Decision> decision_from_word(std::string_view word);

namespace store {

/// What stays on the record of a decision: never the words it was about.
struct DecisionRow {
    ContributionId contribution = 0;
    ReviewerId reviewer = 0;
    Day day;
    Decision decision = Decision::accept;
    std::optional<Reason> reason;
};

void add_decision(Transaction&, const DecisionRow&);
/// Oldest first.
std::vector<DecisionRow> decisions_about(Transaction&, ContributionId);

}  // namespace store
}  // namespace himthough
