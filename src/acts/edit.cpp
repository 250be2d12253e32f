#include "acts/edit.h"

#include <algorithm>

#include "acts/answer.h"
#include "acts/checked_words.h"
#include "acts/sealed_words.h"
#include "store/answers.h"
#include "store/appeals.h"
#include "store/contributions.h"
#include "store/stand_ins.h"
#include "store/vows.h"
#include "store/witnesses.h"

namespace himthough {
namespace {

Outcome<Contribution> find_mine(Services& with, const Opened& opened, ContributionId id) {
    auto said = with.store.read([&](store::Transaction& tx) { return store::find_own(tx, opened.participant, id); });
    if (!said) return refuse(Why::not_found);
    if (said->state == State::sealed) open_words(*said, opened.seal_key);
    return *said;
}

/// Where a survivor's words stand once they are these and for these readers. `reviewed`: somebody has accepted exactly these words. Of what no
/// reviewer reads, nothing is kept that the guard noticed.
void settle(Contribution& said, const Key& seal_key, bool reviewed) {
    said.sealed.clear();
    if (said.words.empty()) {
        said.state = State::silent;
        said.heed = Heed::none;
        said.note.clear();
    } else if (said.audience == Audience::only_me) {
        said.state = State::sealed;
        said.heed = Heed::none;
        seal_words(said, seal_key);
    } else {
        said.state = reviewed ? State::accepted : State::waiting;
    }
}

/// Reviewers, at least: of what is silent there is nothing to read, and what is sealed nobody can.
bool others_could_read(State state) { return state != State::silent && state != State::sealed; }

/// Are all texts what they were? Then what a reviewer put into them stands where it stood.
bool same_texts(const Contribution& one, const Contribution& other) {
    return std::ranges::all_of(parts_of_a_contribution, [&](Part part) {
        const auto *text = text_of(one, part), *others = text_of(other, part);
        return text && others ? *text == *others : text == others;
    });
}

/// Has the vow ended by what was said besides this check-in? An end is an end, whatever an earlier one comes to say.
bool has_ended_otherwise(store::Transaction& tx, const Contribution& check_in, Day today) {
    const auto found = store::find_vow(tx, *check_in.of_vow);
    return found && is_end(standing(found->vow, store::reports_besides(tx, found->vow.id, check_in.id), today).state);
}

/// Puts `after` in the place of `before`. No restored backup shows the old words again, and their pages are dropped before anybody
/// hears that it is done.
Outcome<Done> replace(Services& with, const Contribution& before, Contribution after, bool same_text) {
    after.likeness = after.state == State::waiting ? likeness_of(with, after) : std::nullopt;
    if (others_could_read(before.state))
        with.deletions.add({store::Deletion::Kind::wording, before.id, with.clock.today(), before.revision});
    const auto replaced = with.store.write([&](store::Transaction& tx) -> Outcome<Contribution> {
        const auto now = store::find_contribution(tx, before.id);
        if (!now) return refuse(Why::not_found);
        if (now->revision != before.revision || now->state != before.state) return refuse(Why::already_done, "", "fault.changed_meanwhile");
        if (after.of_vow && has_ended_otherwise(tx, after, with.clock.today())) return refuse(Why::not_allowed, "words", "fault.report_not_now");
        store::rewrite_contribution(tx, after, with.clock.today());
        if (after.state == State::declined) store::carry_appeal(tx, before);   // only its readers are others
        store::take_off_answers(tx, after.id);   // until these words are released again
        if (!same_text) store::set_stand_ins(tx, after.id, {});
        if (!same_text && after.of_vow) store::forget_witness_word(tx, after.id);
        if (after.of_vow) store::settle_vow(tx, *after.of_vow, with.clock.today());
        return *now;
    });
    if (!replaced) return std::unexpected(replaced.error());
    if (is_shown(*replaced)) with.taken_off(*replaced);
    return Done{};
}

/// The vow with what was typed in it.
Outcome<std::optional<Vow>> rewritten_vow(const Services& with, const std::optional<Vow>& before, TypedVow typed, Heed& heed) {
    if (before && before->stands) return before;
    const bool same_day = before && before->due.iso() == typed.day && !typed.action.empty();
    if (same_day) typed.day = (with.clock.today() + 1).iso();
    auto vow = check_vow(with, typed, heed);
    if (vow && *vow && before) (*vow)->id = before->id, (*vow)->made = before->made;
    if (vow && *vow && same_day) (*vow)->due = before->due;
    return vow;
}

/// An acknowledgement, or what follows one, with what was typed in it.
Outcome<Contribution> rewritten_acknowledgement(const Services& with, const Contribution& before, const Edit& asked) {
    const bool follows = before.follows.has_value();
    if (before.pledge && may_be_joined(before.state)) return refuse(Why::not_allowed, "", "fault.pledge_fixed");
    const bool owned = !follows && !before.pledge;
    if (owned && !asked.deed) return refuse(Why::missing, "deed", "fault.deed_missing");
    if (!follows && asked.words.empty()) return refuse(Why::missing, "words", "fault.words_missing");
    const auto noticed = check_words(with, asked.words, "words", before.check_in ? longest_check_in : before.pledge ? longest_who : longest_acknowledgement);
    if (!noticed) return std::unexpected(noticed.error());
    Contribution after = before;
    after.heed = *noticed;
    if (!before.check_in) {
        auto vow = rewritten_vow(with, before.vow, asked.vow, after.heed);
        if (!vow) return std::unexpected(vow.error());
        if (!owned && !*vow) return refuse(Why::missing, "vow_action", "fault.vow_action_missing");
        after.vow = std::move(*vow);
    }
    if (owned) after.deed = asked.deed;
    after.words = asked.words;
    after.state = before.check_in && asked.words.empty() ? State::accepted : State::waiting;
    return after;
}

Outcome<Contribution> rewritten_call(const Services& with, const Contribution& before, const Edit& asked) {
    if (asked.words.empty()) return refuse(Why::missing, "words", "fault.words_missing");
    const auto noticed = check_words(with, asked.words, "words", longest_call);
    if (!noticed) return std::unexpected(noticed.error());
    Contribution after = before;
    after.heed = *noticed;
    after.words = asked.words;
    after.state = State::waiting;
    return after;
}

Outcome<Contribution> rewritten_me_too(const Services& with, const Contribution& before, const Edit& asked, const Key& seal_key) {
    const auto words = check_words(with, asked.words, "words", longest_story);
    if (!words) return std::unexpected(words.error());
    const auto note = check_words(with, asked.note, "note", longest_note);
    if (!note) return std::unexpected(note.error());
    Contribution after = before;
    after.heed = std::max(*words, *note);
    after.words = asked.words;
    after.note = asked.note;
    settle(after, seal_key, false);
    return after;
}

Outcome<Contribution> rewritten(const Services& with, const Contribution& before, const Edit& asked, const Key& seal_key) {
    switch (before.voice) {
        case Voice::survivor: return rewritten_me_too(with, before, asked, seal_key);
        case Voice::accountable: return rewritten_acknowledgement(with, before, asked);
        case Voice::caller: return rewritten_call(with, before, asked);
        case Voice::ally: break;   // an answer is taken back, not changed
    }
    return refuse(Why::not_allowed);
}

}  // namespace

Outcome<Done> edit(Services& with, const Opened& opened, const Edit& asked) {
    const auto before = find_mine(with, opened, asked.id);
    if (!before) return std::unexpected(before.error());
    const auto after = rewritten(with, *before, asked, opened.seal_key);
    if (!after) return std::unexpected(after.error());
    return replace(with, *before, *after, same_texts(*before, *after));
}

Outcome<Done> change_readers(Services& with, const Opened& opened, const Readers& asked) {
    const auto before = find_mine(with, opened, asked.id);
    if (!before) return std::unexpected(before.error());
    if (before->voice != Voice::survivor || before->words.empty()) return refuse(Why::not_allowed, "audience", "fault.choose");
    const bool same_readers = asked.audience == before->audience;
    if (same_readers || asked.answers < before->answers) {
        const auto chosen = choose_answers(with, opened, asked.id, asked.answers);
        if (!chosen || same_readers) return chosen;
    }
    Contribution after = *before;
    if (before->state == State::sealed) after.heed = heed_of(with, *before);
    after.audience = asked.audience;
    after.answers = asked.answers;
    settle(after, opened.seal_key, before->state == State::accepted || before->state == State::released);
    if (before->state == State::released && asked.audience == Audience::survivors) after.state = State::released;
    const bool answered = before->state == State::to_change || before->state == State::declined;
    if (answered && after.state == State::waiting) after.state = before->state;
    return replace(with, *before, after, true);
}

}  // namespace himthough
