#include "acts/answer.h"

#include <algorithm>

#include "acts/checked_words.h"
#include "movement/answer.h"
#include "store/answers.h"
#include "store/contributions.h"

namespace himthough {
namespace {

using store::Transaction;

Outcome<Contribution> prepared(const Services& with, const NewAnswer& asked) {
    const Movement* movement = find_movement(with, asked.movement);
    if (!movement) return refuse(Why::not_found);
    const bool own = asked.sentence.empty();
    if (own && asked.words.empty()) return refuse(Why::missing, "sentence", "fault.answer_missing");
    const auto noticed = check_words(with, asked.words, "words", longest_answer);
    if (!noticed) return std::unexpected(noticed.error());
    Contribution said;
    said.movement = asked.movement;
    said.voice = Voice::ally;
    said.state = State::waiting;
    said.heed = *noticed;
    said.answers_to = asked.to;
    said.words = own ? asked.words : asked.sentence;
    said.language = own ? known_language(*movement, asked.language) : asked.language;
    said.day = with.clock.today();
    return said;
}

/// What is to be answered, as long as it takes answers.
Outcome<Contribution> answered_words(Transaction& tx, const NewAnswer& asked) {
    auto words = store::find_contribution(tx, asked.to);
    if (!words || words->movement != asked.movement || !takes_answers(*words)) return refuse(Why::not_found);
    return std::move(*words);
}

/// May somebody who said these things here answer those words?
Outcome<Done> invited(Transaction& tx, const Opened& opened, const Contribution& to) {
    const auto said = store::contributions_of(tx, opened.participant);
    const auto has = [&](Voice voice) {
        return std::ranges::any_of(said, [&](const Contribution& one) { return one.voice == voice && (voice != Voice::survivor || one.movement == to.movement); });
    };
    if (has(Voice::accountable)) return refuse(Why::not_allowed, "receipt", "fault.answer_other_door");
    if (to.participant == opened.participant) return refuse(Why::not_allowed, "receipt", "fault.answer_own");
    if (to.answers == Answers::survivors && !has(Voice::survivor)) return refuse(Why::not_allowed, "receipt", "fault.answer_survivors");
    return Done{};
}

bool has_one_that_stands(Transaction& tx, ParticipantId participant) {
    return std::ranges::any_of(store::contributions_of(tx, participant), [](const Contribution& one) { return one.answers_to && one.state == State::released; });
}

/// One's own words, which may be answered.
Outcome<Contribution> find_mine(Transaction& tx, const Opened& opened, ContributionId id) {
    auto said = store::find_own(tx, opened.participant, id);
    if (!said) return refuse(Why::not_found);
    if (said->voice != Voice::survivor || (said->words.empty() && said->sealed.empty())) return refuse(Why::not_allowed, "answers", "fault.choose");
    return std::move(*said);
}

}  // namespace

Outcome<KeptWords> answer(Services& with, const NewAnswer& asked, std::string_view nonce) {
    auto said = prepared(with, asked);
    if (!said) return std::unexpected(said.error());
    if (asked.sentence.empty()) return refuse(Why::not_allowed, "words", "fault.answer_first");
    return keep(with, Receipt::from(nonce, with.keys), std::move(*said), [&](Transaction& tx) -> Outcome<Done> {
        const auto to = answered_words(tx, asked);
        if (!to) return std::unexpected(to.error());
        if (to->answers == Answers::survivors) return refuse(Why::missing, "receipt", "fault.answer_survivors");
        return Done{};
    });
}

Outcome<Done> answer_as(Services& with, const Opened& opened, const NewAnswer& asked) {
    auto said = prepared(with, asked);
    if (!said) return std::unexpected(said.error());
    said->participant = opened.participant;
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto before = store::answer_by(tx, opened.participant, asked.to);
        if (before && before->words == said->words) return Done{};
        const auto to = answered_words(tx, asked);
        if (!to) return std::unexpected(to.error());
        if (const auto may = invited(tx, opened, *to); !may) return may;
        if (before) return refuse(Why::already_done, "", "fault.answered");
        if (asked.sentence.empty() && !has_one_that_stands(tx, opened.participant)) return refuse(Why::not_allowed, "words", "fault.answer_first");
        said->likeness = likeness_of(with, *said);
        store::add_contribution(tx, *said);
        return Done{};
    });
}

Outcome<Done> choose_answers(Services& with, const Opened& opened, ContributionId id, Answers answers) {
    const auto before = with.store.read([&](Transaction& tx) { return find_mine(tx, opened, id); });
    if (!before) return std::unexpected(before.error());
    // On the list first: no backup lets people answer again who may not.
    if (answers < before->answers) with.deletions.add({store::Deletion::Kind::answers, id, with.clock.today()});
    const auto chosen = with.store.write([&](Transaction& tx) -> Outcome<Contribution> {
        auto said = find_mine(tx, opened, id);
        if (!said) return said;
        store::set_answers(tx, id, answers);
        store::take_off_uninvited(tx, id);
        return said;
    });
    if (!chosen) return std::unexpected(chosen.error());
    if (is_shown(*chosen)) with.taken_off(*chosen);
    return Done{};
}

Outcome<Done> hide_answer(Services& with, const Opened& opened, ContributionId id, bool hidden) {
    const auto mine = [&](Transaction& tx) -> std::optional<Contribution> {
        auto said = store::find_contribution(tx, id);
        const auto to = said && said->answers_to ? store::find_contribution(tx, *said->answers_to) : std::nullopt;
        const bool seen = said && (said->state == State::released || said->hidden);
        return to && seen && to->participant == opened.participant ? said : std::nullopt;
    };
    if (!with.store.read(mine)) return refuse(Why::not_found);
    if (hidden) with.deletions.add({store::Deletion::Kind::answer, id, with.clock.today()});
    const auto done = with.store.write([&](Transaction& tx) -> Outcome<Contribution> {
        auto said = mine(tx);
        if (!said) return refuse(Why::not_found);
        store::set_hidden(tx, id, hidden);
        return std::move(*said);
    });
    if (!done) return std::unexpected(done.error());
    if (is_shown(*done)) with.taken_off(*done);
    return Done{};
}

}  // namespace himthough
