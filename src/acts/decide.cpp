#include "acts/decide.h"

#include <algorithm>

#include "acts/checked_words.h"
#include "store/contributions.h"
#include "store/opinions.h"
#include "store/queue.h"
#include "store/stand_ins.h"
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

bool stands(store::Transaction& tx, const Contribution& said) {
    if (!said.vow) return false;
    const auto vow = store::find_vow_on(tx, said.id);
    return vow && vow->vow.stands;
}

}  // namespace

Outcome<Decided> check_decision(const Services& with, const Decided& asked) {
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

void put_on_record(store::Transaction& tx, const Services& with, const AtDesk& me, const Contribution& said, Did did, std::optional<Reason> reason) {
    const Day today = with.clock.today();
    store::add_entry(tx, record_key(with.keys),
                     {.reviewer = me.reviewer, .day = today, .did = did, .about = said.id, .movement = said.movement, .reason = reason,
                      .waited = std::max(0, today.number() - said.day.number())});
}

bool needs_second(store::Transaction& tx, const Services& with, const Contribution& said) {
    const auto readers = store::count_readers(tx);
    return (readers > 1 && with.desk.two_on_hard && wants_second(said)) || (readers > 2 && store::was_handed_on(tx, said.id));
}

Outcome<Deciding> to_decide(store::Transaction& tx, const Services& with, const AtDesk& me, ContributionId id, std::int64_t revision, bool second_wanted) {
    auto waiting = to_read(tx, with, me, id);
    if (!waiting) return std::unexpected(waiting.error());
    if (waiting->said.revision != revision) return refuse(Why::already_done, "decision", "fault.changed_since");
    if (waiting->first) return Deciding{std::move(*waiting), false, {}};
    if (second_wanted && store::count_readers(tx) < 2) return refuse(Why::unreadable, "second", "fault.nobody_else");
    const bool is_first = second_wanted || needs_second(tx, with, waiting->said);
    return Deciding{std::move(*waiting), is_first, {}};
}

namespace {

void put_first_word(store::Transaction& tx, const Services& with, const AtDesk& me, const Contribution& said, const Decided& decided,
                    std::optional<std::int64_t> with_wave) {
    store::set_opinion(tx, said.id, {me.reviewer, decided, with_wave});
    store::end_claim(tx, said.id);
    put_on_record(tx, with, me, said, Did::first_of_two);
}

/// In the place of whatever stood there, stand-ins included.
void put_note(store::Transaction& tx, Contribution& said, const std::string& note, Day today) {
    auto stand_ins = store::stand_ins_in(tx, said.id);
    std::erase_if(stand_ins, [](const Stretch& place) { return place.part == Part::note; });
    said.note = note;
    store::rewrite_contribution(tx, said, today);
    store::set_stand_ins(tx, said.id, stand_ins);
}

void carry_out(store::Transaction& tx, const Services& with, const AtDesk& me, Contribution said, const Decided& decided,
               std::optional<std::int64_t> with_wave) {
    const Day today = with.clock.today();
    const auto [state, did] = effect_of(decided.decision);
    const bool was_counted = store::is_counted(tx, said.id), had_stood = stands(tx, said);
    if (!decided.note.empty()) put_note(tx, said, decided.note, today);
    store::set_state(tx, said, state, today);
    store::set_to_writer(tx, said.id, decided.to_writer);
    store::end_claim(tx, said.id);
    store::forget_undos(tx, with.clock.now());
    store::keep_undo(tx, {.contribution = said.id, .reviewer = me.reviewer, .until = with.clock.now() + undo_lives, .day = today,
                          .decision = decided.decision, .counted = !was_counted && store::is_counted(tx, said.id),
                          .stood = !had_stood && stands(tx, said), .with_wave = with_wave});
    put_on_record(tx, with, me, said, did, decided.reason);
}

/// The more careful one; a note that only the other put stands in front all the same.
Decided of_both(const Decided& first, const Decided& second) {
    Decided made = more_careful(first, second);
    if (accepts(made.decision) && made.note.empty()) made.note = first.note.empty() ? second.note : first.note;
    return made;
}

}  // namespace

Ended carry_on(store::Transaction& tx, const Services& with, const AtDesk& me, const Deciding& deciding, const Decided& decided) {
    if (deciding.is_first) put_first_word(tx, with, me, deciding.said, decided, deciding.with_wave);
    else carry_out(tx, with, me, deciding.said, deciding.first ? of_both(*deciding.first, decided) : decided, deciding.with_wave);
    return deciding.is_first ? Ended::waits_for_second : Ended::done;
}

Outcome<Ended> decide(Services& with, const AtDesk& me, const NewDecision& asked) {
    const auto decided = check_decision(with, asked.decided);
    if (!decided) return std::unexpected(decided.error());
    return with.store.write([&](store::Transaction& tx) -> Outcome<Ended> {
        const auto deciding = to_decide(tx, with, me, asked.contribution, asked.revision, asked.with_second);
        if (!deciding) return std::unexpected(deciding.error());
        if (deciding->said.answers_to && (decided->decision == Decision::change || decided->decision == Decision::accept_noted))
            return refuse(Why::not_allowed, "decision", "fault.answer_stays");
        return carry_on(tx, with, me, *deciding, *decided);
    });
}

Outcome<Done> take_back(store::Transaction& tx, const Services& with, const AtDesk& me, ContributionId id) {
    auto said = store::find_contribution(tx, id);
    if (!said) return refuse(Why::not_found);
    const auto undo = store::undo_of(tx, id);
    const auto now = with.clock.now();
    if (!undo || undo->reviewer != me.reviewer || undo->until <= now || undo->until > now + undo_lives || said->state != effect_of(undo->decision).state)
        return refuse(Why::expired, "", "fault.undo_late");
    said->likeness = likeness_of(with, *said);
    store::take_decision_back(tx, *said, undo->day, undo->counted, undo->stood);
    store::set_to_writer(tx, id, "");
    store::forget_undo(tx, id);
    put_on_record(tx, with, me, *said, Did::undone);
    return Done{};
}

Outcome<Done> undo(Services& with, const AtDesk& me, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) { return take_back(tx, with, me, id); });
}

}  // namespace himthough
