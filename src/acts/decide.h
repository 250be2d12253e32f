#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "store/record.h"

namespace himthough {

/// What a reviewer chooses. redact: accepted with stand-ins (acts/redact.h).
enum class Decision : std::uint8_t { accept = 1, decline = 2, change = 3, redact = 4 };
/// "accept", "decline", "change", "redact".
std::string_view word_of(Decision);
std::optional<Decision> decision_from_word(std::string_view word);

struct NewDecision {
    ContributionId contribution = 0;
    std::int64_t revision = 0;        ///< of the text that was read
    Decision decision = Decision::accept;   ///< not redact: that is an act of its own
    std::optional<Reason> reason;     ///< needed to decline and to ask for a change
};

/// One decision about one text. Why::already_done when somebody else has decided, or when the text was changed since it was read:
/// nothing is accepted unseen. Why::not_allowed for a change of an answer, which is taken back and not changed. Why::not_found when it was taken back. What is accepted is in the next edition, not before.
Outcome<Done> decide(Services&, const AtDesk&, const NewDecision&);

/// Puts what this reviewer did about a contribution on the record.
void put_on_record(store::Transaction&, const Services&, const AtDesk&, const Contribution&, Did, std::optional<Reason> = {});

}  // namespace himthough
