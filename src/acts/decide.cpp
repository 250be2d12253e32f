#include "acts/decide.h"

#include <algorithm>

#include "movement/words.h"
#include "store/contributions.h"

namespace himthough {

template <> struct Words<Decision> {
    static constexpr std::array<std::string_view, 4> list{"accept", "decline", "change", "redact"};
};
std::string_view word_of(Decision decision) { return shown_word(decision); }
std::optional<Decision> decision_from_word(std::string_view word) { return read_word<Decision>(word); }

namespace {

struct Effect {
    State state;
    Did did;
};

Effect effect_of(Decision decision) {
    switch (decision) {
        case Decision::accept: return {State::accepted, Did::accepted};
        case Decision::redact: return {State::accepted, Did::redacted};
        case Decision::decline: return {State::declined, Did::declined};
        case Decision::change: return {State::to_change, Did::asked_to_change};
    }
    return {State::waiting, Did::accepted};
}

}  // namespace

void put_on_record(store::Transaction& tx, const Services& with, const AtDesk& me, const Contribution& said, Did did, std::optional<Reason> reason) {
    const Day today = with.clock.today();
    store::add_entry(tx, record_key(with.keys),
                     {.reviewer = me.reviewer, .day = today, .did = did, .about = said.id, .movement = said.movement, .reason = reason,
                      .waited = std::max(0, today.number() - said.day.number())});
}

Outcome<Done> decide(Services& with, const AtDesk& me, const NewDecision& asked) {
    if (asked.decision == Decision::redact) return refuse(Why::not_allowed, "decision", "fault.decision_missing");
    const bool accepted = asked.decision == Decision::accept;
    if (!accepted && !asked.reason) return refuse(Why::missing, "reason", "fault.reason_missing");
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, asked.contribution);
        if (!said) return refuse(Why::not_found);
        if (said->state != State::waiting) return refuse(Why::already_done, "decision", "fault.decided");
        if (said->revision != asked.revision) return refuse(Why::already_done, "decision", "fault.changed_since");
        if (said->answers_to && asked.decision == Decision::change) return refuse(Why::not_allowed, "decision", "fault.answer_stays");
        const auto [state, did] = effect_of(asked.decision);
        store::set_state(tx, *said, state, with.clock.today());
        put_on_record(tx, with, me, *said, did, accepted ? std::nullopt : asked.reason);
        return Done{};
    });
}

}  // namespace himthough
