#include "acts/decide.h"

#include <algorithm>

#include "acts/checked_words.h"
#include "store/contributions.h"
#include "store/opinions.h"
#include "store/queue.h"
#include "store/vows.h"

namespace himthough {
namespace {

struct Effect {
    State state;
    Did did;
};

Effect effect_of(Decision decision) {
    switch (decision) {
        case Decision::accept: return {State::accepted, Did::accepted};
        case Decision::accept_noted: return {State::accepted, Did::accepted_noted};
        case Decision::redact: return {State::accepted, Did::redacted};
        case Decision::decline: return {State::declined, Did::declined};
        case Decision::change: return {State::to_change, Did::asked_to_change};
    }
    return {State::waiting, Did::accepted};
}

/// Nothing that does not belong to the decision is kept with it.
Outcome<Decided> checked(const Services& with, const Decided& asked) {
    if (asked.decision == Decision::redact) return refuse(Why::not_allowed, "decision", "fault.decision_missing");
    Decided made{asked.decision};
    if (asked.decision == Decision::accept_noted) {
        if (asked.note.empty()) return refuse(Why::missing, "note", "fault.note_missing");
        if (const auto fit = check_words(with, asked.note, "note", longest_note); !fit) return std::unexpected(fit.error());
        made.note = asked.note;
    }
    if (accepts(asked.decision)) return made;
    if (!asked.reason) return refuse(Why::missing, "reason", "fault.reason_missing");
    if (const auto fit = check_words(with, asked.to_writer, "to_writer", longest_to_writer); !fit) return std::unexpected(fit.error());
    made.reason = asked.reason;
    made.to_writer = asked.to_writer;
    return made;
}

bool stands(store::Transaction& tx, const Contribution& said) {
    if (!said.vow) return false;
    const auto vow = store::find_vow_on(tx, said.id);
    return vow && vow->vow.stands;
}

}  // namespace

void put_on_record(store::Transaction& tx, const Services& with, const AtDesk& me, const Contribution& said, Did did, std::optional<Reason> reason) {
    const Day today = with.clock.today();
    store::add_entry(tx, record_key(with.keys),
                     {.reviewer = me.reviewer, .day = today, .did = did, .about = said.id, .movement = said.movement, .reason = reason,
                      .waited = std::max(0, today.number() - said.day.number())});
}

Outcome<Contribution> to_decide(store::Transaction& tx, const Services& with, const AtDesk& me, ContributionId id, std::int64_t revision) {
    auto said = store::find_contribution(tx, id);
    if (!said) return refuse(Why::not_found);
    if (said->state != State::waiting) return refuse(Why::already_done, "decision", "fault.decided");
    if (said->revision != revision) return refuse(Why::already_done, "decision", "fault.changed_since");
    if (const auto reader = store::reader_of(tx, id, with.clock.now()); reader && *reader != me.reviewer)
        return refuse(Why::already_done, "decision", "fault.claimed");
    if (const auto first = store::opinion_on(tx, id); first && first->reviewer == me.reviewer && store::count_readers(tx) > 1)
        return refuse(Why::already_done, "decision", "fault.second_is_another");
    return std::move(*said);
}

Outcome<bool> needs_second(store::Transaction& tx, const Contribution& said, bool wanted) {
    if (store::opinion_on(tx, said.id)) return false;
    const auto readers = store::count_readers(tx);
    if (wanted && readers < 2) return refuse(Why::unreadable, "second", "fault.nobody_else");
    return wanted || (readers > 2 && store::was_handed_on(tx, said.id));
}

void put_first_word(store::Transaction& tx, const Services& with, const AtDesk& me, const Contribution& said, const Decided& decided) {
    store::set_opinion(tx, said.id, {me.reviewer, said.revision, decided});
    store::end_claim(tx, said.id);
    put_on_record(tx, with, me, said, Did::first_of_two);
}

void carry_out(store::Transaction& tx, const Services& with, const AtDesk& me, Contribution said, const Decided& decided) {
    const Day today = with.clock.today();
    const auto [state, did] = effect_of(decided.decision);
    const bool was_counted = store::is_counted(tx, said.id), had_stood = stands(tx, said);
    if (decided.decision == Decision::accept_noted) {
        said.note = decided.note;
        store::rewrite_contribution(tx, said, today);
    }
    store::set_state(tx, said, state, today);
    store::set_to_writer(tx, said.id, decided.to_writer);
    store::end_claim(tx, said.id);
    store::forget_opinion(tx, said.id);
    store::forget_undos(tx, with.clock.now());
    store::keep_undo(tx, {.contribution = said.id, .reviewer = me.reviewer, .until = with.clock.now() + undo_lives, .day = today,
                          .decision = decided.decision, .counted = !was_counted && store::is_counted(tx, said.id),
                          .stood = !had_stood && stands(tx, said)});
    put_on_record(tx, with, me, said, did, decided.reason);
}

Outcome<Ended> decide(Services& with, const AtDesk& me, const NewDecision& asked) {
    const auto decided = checked(with, asked.decided);
    if (!decided) return std::unexpected(decided.error());
    return with.store.write([&](store::Transaction& tx) -> Outcome<Ended> {
        const auto said = to_decide(tx, with, me, asked.contribution, asked.revision);
        if (!said) return std::unexpected(said.error());
        if (said->answers_to && (decided->decision == Decision::change || decided->decision == Decision::accept_noted))
            return refuse(Why::not_allowed, "decision", "fault.answer_stays");
        const auto is_first = needs_second(tx, *said, asked.with_second);
        if (!is_first) return std::unexpected(is_first.error());
        if (*is_first) {
            put_first_word(tx, with, me, *said, *decided);
            return Ended::waits_for_second;
        }
        const auto first = store::opinion_on(tx, said->id);
        carry_out(tx, with, me, *said, first ? more_careful(first->decided, *decided) : *decided);
        return Ended::done;
    });
}

Outcome<Done> undo(Services& with, const AtDesk& me, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, id);
        if (!said) return refuse(Why::not_found);
        const auto undo = store::undo_of(tx, id);
        const auto now = with.clock.now();
        if (!undo || undo->reviewer != me.reviewer || undo->until <= now || undo->until > now + undo_lives || said->state != effect_of(undo->decision).state)
            return refuse(Why::expired, "", "fault.undo_late");
        store::take_decision_back(tx, *said, undo->day, undo->counted, undo->stood);
        store::set_to_writer(tx, id, "");
        store::forget_undo(tx, id);
        put_on_record(tx, with, me, *said, Did::undone);
        return Done{};
    });
}

}  // namespace himthough
