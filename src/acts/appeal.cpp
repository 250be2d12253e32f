#include "acts/appeal.h"

#include <algorithm>

#include "acts/checked_words.h"
#include "acts/decide.h"
#include "store/contributions.h"
#include "store/record.h"

namespace himthough {
namespace {

/// Who declined it or took it off: the last who did either.
ReviewerId who_declined(store::Transaction& tx, ContributionId id) {
    const auto entries = store::entries_about(tx, id);
    const auto found = std::find_if(entries.rbegin(), entries.rend(), [](const auto& entry) { return entry.did == Did::declined || entry.did == Did::taken_off; });
    return found == entries.rend() ? 0 : found->reviewer;
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
        store::set_appeal(tx, {.contribution = id, .revision = said->revision, .decided_by = who_declined(tx, id), .words = words, .day = today});
        store::add_entry(tx, record_key(with.keys), {.reviewer = 0, .day = today, .did = Did::appealed, .about = id, .movement = said->movement});
        return Done{};
    });
}

Outcome<Done> decide_appeal(Services& with, const AtDesk& me, ContributionId id, bool overturn) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, id);
        if (!said) return refuse(Why::not_found);
        const auto made = store::appeal_about(tx, *said);
        if (!made || made->state != AppealState::waits || said->state != State::declined) return refuse(Why::already_done, "decision", "fault.decided");
        if (made->decided_by == me.reviewer) return refuse(Why::not_allowed, "decision", "fault.appeal_is_anothers");
        store::end_appeal(tx, id, overturn ? AppealState::overturned : AppealState::upheld);
        if (overturn) store::set_state(tx, *said, State::accepted, with.clock.today());
        put_on_record(tx, with, me, *said, overturn ? Did::appeal_overturned : Did::appeal_upheld);
        return Done{};
    });
}

}  // namespace himthough
