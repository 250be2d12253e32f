#include "acts/appeal.h"

#include "acts/checked_words.h"
#include "acts/decide.h"
#include "store/contributions.h"
#include "store/record.h"

namespace himthough {
bool is_anothers(store::Transaction& tx, const AtDesk& me, const store::Appeal& made) {
    if (made.decided_by == me.reviewer) return true;
    return made.first_by == me.reviewer && store::others_read(tx, made.decided_by, made.first_by);
}

namespace {

/// May it be decided by this reviewer, as it stands?
Outcome<Contribution> find_appealed(store::Transaction& tx, const AtDesk& me, ContributionId id, std::int64_t revision) {
    auto said = store::find_contribution(tx, id);
    if (!said) return refuse(Why::not_found);
    const auto made = store::appeal_about(tx, *said);
    if (!made || made->state != AppealState::waits || said->state != State::declined) return refuse(Why::already_done, "decision", "fault.decided");
    if (is_anothers(tx, me, *made)) return refuse(Why::not_allowed, "decision", "fault.appeal_is_anothers");
    if (said->revision != revision) return refuse(Why::already_done, "decision", "fault.changed_since");
    return std::move(*said);
}

}  // namespace

Outcome<Done> appeal(Services& with, const Opened& opened, ContributionId id, const std::string& words) {
    if (const auto fit = check_words(with, words, "appeal", longest_appeal); !fit) return std::unexpected(fit.error());
    const Day today = with.clock.today();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, id);
        if (!said || said->participant != opened.participant) return refuse(Why::not_found);
        if (said->state != State::declined) return refuse(Why::not_allowed, "appeal", "fault.appeal_not_now");
        if (store::appeal_about(tx, *said)) return refuse(Why::already_done, "appeal", "fault.appealed");
        const auto refused = store::last_refusal(tx, id).value_or(store::Refused());
        store::set_appeal(tx, {.contribution = id, .revision = said->revision, .decided_by = refused.entry.reviewer, .first_by = refused.first,
                               .words = words, .day = today});
        store::add_entry(tx, record_key(with.keys), {.reviewer = 0, .day = today, .did = Did::appealed, .about = id, .movement = said->movement});
        return Done{};
    });
}

Outcome<Done> decide_appeal(Services& with, const AtDesk& me, ContributionId id, std::int64_t revision, bool overturn) {
    const auto before = with.store.read([&](store::Transaction& tx) { return find_appealed(tx, me, id, revision); });
    if (!before) return std::unexpected(before.error());
    // On the list first: no restored backup brings the words of the appeal back.
    with.deletions.add({store::Deletion::Kind::appeal, id, with.clock.today(), before->revision});
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = find_appealed(tx, me, id, revision);
        if (!said) return std::unexpected(said.error());
        store::end_appeal(tx, id, overturn ? AppealState::overturned : AppealState::upheld);
        if (overturn) store::set_state(tx, *said, State::accepted, with.clock.today());
        put_on_record(tx, with, me, *said, overturn ? Did::appeal_overturned : Did::appeal_upheld);
        return Done{};
    });
}

}  // namespace himthough
