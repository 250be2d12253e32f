#include "acts/edit.h"

#include "acts/checked_words.h"
#include "store/contributions.h"

namespace himthough {
namespace {

std::optional<Contribution> find_mine(store::Transaction& tx, const Opened& opened, ContributionId id) {
    auto said = store::find_contribution(tx, id);
    if (!said || said->participant != opened.participant) return std::nullopt;
    if (said->state == State::sealed) said->words = unseal(opened.seal_key, said->sealed).value_or("");
    return said;
}

/// Where a survivor's words stand once they are these and for these readers. `reviewed`: somebody has accepted exactly these words.
void settle(Contribution& said, const Key& seal_key, bool reviewed) {
    said.sealed.clear();
    if (said.words.empty()) {
        said.state = State::silent;
    } else if (said.audience == Audience::only_me) {
        said.state = State::sealed;
        said.sealed = seal(seal_key, said.words);
        said.words.clear();
    } else {
        said.state = reviewed ? State::accepted : State::waiting;
    }
}

/// An act's write that may take something off a wall: the pages are dropped before anybody hears that it is done.
template <class Work>
Outcome<Done> rewrite(Services& with, Work work) {
    const auto before = with.store.write(std::move(work));
    if (!before) return std::unexpected(before.error());
    if ((*before).place) with.taken_off(*before);
    return Done{};
}

}  // namespace

Outcome<Done> edit(Services& with, const Opened& opened, const Edit& asked) {
    return rewrite(with, [&](store::Transaction& tx) -> Outcome<Contribution> {
        const auto before = find_mine(tx, opened, asked.id);
        if (!before) return refuse(Why::not_found);
        Contribution after = *before;
        after.words = asked.words;
        after.note = asked.note;
        if (before->voice == Voice::accountable) {
            if (!asked.deed) return refuse(Why::missing, "deed", "fault.deed_missing");
            if (asked.words.empty()) return refuse(Why::missing, "words", "fault.words_missing");
            if (auto no = check_words(with, asked.words, "words", longest_acknowledgement); !no) return std::unexpected(no.error());
            after.note.clear();
            after.deed = asked.deed;
            const bool same_day = before->vow && before->vow->due.iso() == asked.vow_day && !asked.vow_action.empty();
            auto vow = check_vow(with, asked.vow_action, same_day ? (with.clock.today() + 1).iso() : asked.vow_day);
            if (!vow) return std::unexpected(vow.error());
            after.vow = std::move(*vow);
            if (same_day) after.vow->due = before->vow->due;
            after.state = State::waiting;
        } else {
            if (auto no = check_words(with, asked.words, "words", longest_story); !no) return std::unexpected(no.error());
            if (auto no = check_words(with, asked.note, "note", longest_note); !no) return std::unexpected(no.error());
            settle(after, opened.seal_key, false);
        }
        store::rewrite_contribution(tx, after);
        return *before;
    });
}

Outcome<Done> change_readers(Services& with, const Opened& opened, const Readers& asked) {
    return rewrite(with, [&](store::Transaction& tx) -> Outcome<Contribution> {
        const auto before = find_mine(tx, opened, asked.id);
        if (!before) return refuse(Why::not_found);
        if (before->voice != Voice::survivor || before->words.empty()) return refuse(Why::not_allowed);
        Contribution after = *before;
        after.audience = asked.audience;
        after.answers = asked.answers;
        if (asked.audience == before->audience) {
            store::set_readers(tx, asked.id, asked.audience, asked.answers);
            after.place.reset();
            return after;
        }
        settle(after, opened.seal_key, before->state == State::accepted || before->state == State::released);
        if ((before->state == State::to_change || before->state == State::declined) && after.state == State::waiting) after.state = before->state;
        store::rewrite_contribution(tx, after);
        return *before;
    });
}

}  // namespace himthough
