#include "acts/decide.h"

#include "store/contributions.h"

namespace himthough {
namespace {

State state_after(Decision decision) {
    switch (decision) {
        case Decision::accept:
        case Decision::redact: return State::accepted;
        case Decision::decline: return State::declined;
        case Decision::change: return State::to_change;
    }
    return State::waiting;
}

}  // namespace

Outcome<Done> decide(Services& with, const AtDesk& me, const NewDecision& asked) {
    if (asked.decision == Decision::redact) return refuse(Why::not_allowed, "decision", "fault.decision_missing");
    const bool accepted = asked.decision == Decision::accept;
    if (!accepted && !asked.reason) return refuse(Why::missing, "reason", "fault.reason_missing");
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, asked.contribution);
        if (!said) return refuse(Why::not_found);
        if (said->state != State::waiting) return refuse(Why::already_done, "decision", "fault.decided");
        if (said->revision != asked.revision) return refuse(Why::already_done, "decision", "fault.changed_since");
        store::set_state(tx, *said, state_after(asked.decision), with.clock.today());
        store::add_decision(tx, {.contribution = said->id, .reviewer = me.reviewer, .day = with.clock.today(),
                                 .decision = asked.decision, .reason = accepted ? std::nullopt : asked.reason});
        return Done{};
    });
}

}  // namespace himthough
