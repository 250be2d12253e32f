#include "acts/check_in.h"

#include <algorithm>

#include "store/contributions.h"
#include "store/vows.h"

namespace himthough {
namespace {

/// What follows an acknowledgement: said by the same participant, in the same language.
Contribution following(ContributionId acknowledgement, ParticipantId participant, MovementId movement, std::string language, Day today) {
    Contribution said;
    said.participant = participant;
    said.movement = movement;
    said.voice = Voice::accountable;
    said.language = std::move(language);
    said.follows = acknowledgement;
    said.day = today;
    return said;
}

bool same_vow(const std::optional<Vow>& one, const Vow& other) {
    return one && one->action == other.action && one->repeats == other.repeats && one->due == other.due;
}

std::optional<Contribution> acknowledgement_of(store::Transaction& tx, ContributionId id, ParticipantId participant) {
    auto said = store::find_contribution(tx, id);
    if (!said || said->participant != participant || said->voice != Voice::accountable || said->follows || said->pledge) said.reset();
    return said;
}

}  // namespace

Outcome<Done> make_vow(Services& with, const Opened& opened, ContributionId acknowledgement, const TypedVow& typed) {
    Heed heed = Heed::none;
    const auto vow = check_vow(with, typed, heed);
    if (!vow) return std::unexpected(vow.error());
    if (!*vow) return refuse(Why::missing, "vow_action", "fault.vow_action_missing");
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto on = acknowledgement_of(tx, acknowledgement, opened.participant);
        if (!on) return refuse(Why::not_found);
        auto said = following(on->id, on->participant, on->movement, on->language, with.clock.today());
        said.state = State::waiting;
        said.heed = heed;
        said.vow = **vow;
        const auto held = store::contributions_following(tx, on->id);
        if (same_vow(on->vow, **vow) || std::ranges::any_of(held, [&](const auto& other) { return same_vow(other.vow, **vow); })) return Done{};
        const auto vows = std::ranges::count_if(held, [](const auto& other) { return other.vow.has_value(); }) + (on->vow ? 1 : 0);
        if (static_cast<std::size_t>(vows) >= most_vows) return refuse(Why::not_allowed, "vow_action", "fault.vow_too_many");
        store::add_contribution(tx, said);
        return Done{};
    });
}

Outcome<Done> check_in(Services& with, const Opened& opened, const NewCheckIn& asked) {
    if (!asked.report) return refuse(Why::missing, "report", "fault.report_missing");
    const Day today = with.clock.today();
    const auto on = asked.day.empty() ? std::optional(today) : Day::parse(asked.day);
    if (!on) return refuse(Why::unreadable, "day", "fault.vow_day_unreadable");
    const auto noticed = check_words(with, asked.words, "words", longest_check_in);
    if (!noticed) return std::unexpected(noticed.error());
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto found = store::find_vow_on(tx, asked.on);
        if (!found || found->participant != opened.participant) return refuse(Why::not_found);
        const auto& vow = found->vow;
        if (!vow.stands && store::find_contribution(tx, asked.on)->pledge) return refuse(Why::not_allowed, "report", "fault.pledge_not_yet");
        const auto told = store::reports_on(tx, vow.id, false);
        const CheckIn next{*asked.report, *on};
        if (said_already(vow, told, next)) return Done{};
        if (*on < vow.made || *on > today) return refuse(Why::unreadable, "day", "fault.report_day");
        if (!may_report(vow, told, next, today)) return refuse(Why::not_allowed, "report", "fault.report_not_now");
        auto said = following(found->acknowledgement, found->participant, found->movement, found->language, today);
        said.state = asked.words.empty() ? State::accepted : State::waiting;
        said.heed = *noticed;
        said.words = asked.words;
        said.of_vow = vow.id;
        said.check_in = next;
        store::add_contribution(tx, said);
        return Done{};
    });
}

}  // namespace himthough
