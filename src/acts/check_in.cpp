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

/// Does it stand among what its writer holds, or may it still come to stand?
bool counts(const Contribution& said) { return said.vow && said.state != State::declined; }

/// Words that stand in no check-in of this vow yet.
bool said_in_other_words(store::Transaction& tx, const store::FoundVow& found, const std::string& words) {
    if (words.empty()) return false;
    const auto said = store::contributions_following(tx, found.acknowledgement);
    return std::ranges::none_of(said, [&](const Contribution& one) { return one.of_vow == found.vow.id && one.words == words; });
}

std::optional<Contribution> acknowledgement_of(store::Transaction& tx, ContributionId id, ParticipantId participant) {
    auto said = store::find_own(tx, participant, id);
    if (said && (said->voice != Voice::accountable || said->follows || said->pledge)) said.reset();
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
        const auto same = [&](const Contribution& other) { return counts(other) && same_promise(other.vow, *vow); };
        if (same(*on) || std::ranges::any_of(held, same)) return Done{};
        const auto vows = std::ranges::count_if(held, counts) + (on->vow ? 1 : 0);
        if (static_cast<std::size_t>(vows) >= most_vows) return refuse(Why::not_allowed, "vow_action", "fault.vow_too_many");
        said.likeness = likeness_of(with, said);
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
        if (!vow.stands) return refuse(Why::not_allowed, "report", "fault.report_not_yet");
        const auto told = store::reports_on(tx, vow.id, false);
        const CheckIn next{*asked.report, *on};
        if (said_already(vow, told, next)) return said_in_other_words(tx, *found, asked.words) ? refuse(Why::already_done, "words", "fault.report_said") : Outcome<Done>(Done{});
        if (*on < vow.made || *on > today) return refuse(Why::unreadable, "day", "fault.report_day");
        const bool ends = next.report != Report::at_it && next.report != Report::slipped;
        if (told.size() >= most_check_ins && !ends) return refuse(Why::not_allowed, "report", "fault.report_enough");
        if (!may_report(vow, told, next, today)) return refuse(Why::not_allowed, "report", "fault.report_not_now");
        auto said = following(found->acknowledgement, found->participant, found->movement, found->language, today);
        said.state = asked.words.empty() ? State::accepted : State::waiting;
        said.heed = *noticed;
        said.words = asked.words;
        said.of_vow = vow.id;
        said.check_in = next;
        said.likeness = likeness_of(with, said);
        store::add_contribution(tx, said);
        return Done{};
    });
}

}  // namespace himthough
