#include "store/decisions.h"

namespace himthough {

std::string_view word_of(Decision decision) {
    switch (decision) {
        case Decision::accept: return "accept";
        case Decision::decline: return "decline";
        case Decision::change: return "change";
        case Decision::redact: return "redact";
    }
    return "";
}

std::optional<Decision> decision_from_word(std::string_view word) {
    for (const auto decision : {Decision::accept, Decision::decline, Decision::change, Decision::redact})
        if (word_of(decision) == word) return decision;
    return std::nullopt;
}

namespace store {

constexpr sql::Text add_one = R"(
    INSERT INTO decision (contribution, reviewer, day, decision, reason) VALUES ($contribution, $reviewer, $day, $decision, $reason)
)";
void add_decision(Transaction& tx, const DecisionRow& made) {
    tx.run(add_one, {{"contribution", made.contribution}, {"reviewer", made.reviewer}, {"day", made.day.number()},
                     {"decision", made.decision}, {"reason", made.reason}});
}

constexpr sql::Text about = R"(
    SELECT reviewer, day, decision, reason FROM decision WHERE contribution = $contribution ORDER BY id
)";
std::vector<DecisionRow> decisions_about(Transaction& tx, ContributionId contribution) {
    return tx.all(about, {{"contribution", contribution}}, [&](const sql::Row& row) {
        return DecisionRow{.contribution = contribution, .reviewer = row.integer(0),
                           .day = Day::from_number(static_cast<int>(row.integer(1))), .decision = row.as<Decision>(2),
                           .reason = row.null(3) ? std::nullopt : std::optional(row.as<Reason>(3))};
    });
}

}  // namespace store
}  // namespace himthough
