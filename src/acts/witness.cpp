#include "acts/witness.h"

#include <algorithm>

#include "acts/link.h"
#include "store/contributions.h"
#include "store/participants.h"
#include "store/vows.h"
#include "store/witnesses.h"

namespace himthough {
namespace {

using store::Transaction;

Hash hash_of(const Keys& keys, std::string_view link) { return hash_of_link(keys, "witness", link); }

bool is_old(const store::WitnessRow& found, Day today) { return today < found.made || today - found.made > witness_link_days; }
/// Of a link that nobody has answered.
bool is_void(const store::WitnessRow& found, Day today) { return found.state == WitnessState::invited && is_old(found, today); }

std::optional<LookedAt> look(Transaction& tx, VowId vow) {
    const auto known = store::find_vow(tx, vow);
    auto carrier = known ? store::find_contribution(tx, known->contribution) : std::nullopt;
    if (!carrier) return std::nullopt;
    LookedAt seen{std::move(*carrier), store::find_contribution(tx, known->acknowledgement), {}, {}};
    if (seen.acknowledgement && !is_shown(*seen.acknowledgement)) seen.acknowledgement.reset();
    const auto now = store::witness_of(tx, vow);
    for (const auto& [id, word, witness] : store::seen_check_ins(tx, vow)) {
        auto told = store::find_contribution(tx, id);
        told->check_in->witness = word;
        seen.check_ins.push_back(std::move(*told));
        if (witness && (!now || witness != now->id)) seen.spoken_for.push_back(id);
    }
    return seen;
}

/// A vow of one's own.
std::optional<Contribution> own_vow(Transaction& tx, const Opened& opened, ContributionId carrier) {
    auto said = store::find_own(tx, opened.participant, carrier);
    if (said && !said->vow) said.reset();
    return said;
}

bool looks(const std::optional<store::WitnessRow>& now, const Opened& opened) {
    return now && now->state == WitnessState::witness && now->participant == opened.participant;
}

}  // namespace

Outcome<std::string> invite_witness(Services& with, const Opened& opened, ContributionId carrier) {
    const auto link = draw_link();
    return with.store.write([&](Transaction& tx) -> Outcome<std::string> {
        const auto said = own_vow(tx, opened, carrier);
        if (!said) return refuse(Why::not_found);
        if (!said->vow->stands) return refuse(Why::not_allowed, "", "fault.witness_not_yet");
        const auto state = standing(*said->vow, store::reports_on(tx, said->vow->id, false), with.clock.today()).state;
        if (state == VowState::not_kept || state == VowState::withdrawn) return refuse(Why::not_allowed, "", "fault.witness_ended");
        const auto now = store::witness_of(tx, said->vow->id);
        if (now && now->state == WitnessState::witness) return refuse(Why::already_done, "", "fault.witness_there");
        store::add_witness(tx, said->vow->id, hash_of(with.keys, link), with.clock.today());
        return link;
    });
}

AskedWitness witness_state(Services& with, VowId vow) {
    return with.store.read([&](Transaction& tx) -> AskedWitness {
        const auto now = store::witness_of(tx, vow);
        if (!now) return {};
        const bool agreed = now->state == WitnessState::witness || now->state == WitnessState::over;
        if (agreed) return {now->state, true, now->made};
        return {is_old(*now, with.clock.today()) ? WitnessState::over : WitnessState::invited, true, now->made};
    });
}

Outcome<Done> look_at_link(Services& with, std::string_view link) {
    return with.store.read([&](Transaction& tx) -> Outcome<Done> {
        const auto found = store::find_witness_link(tx, hash_of(with.keys, link), std::nullopt);
        if (!found || is_void(*found, with.clock.today())) return refuse(Why::not_found);
        return Done{};
    });
}

Outcome<LookedAt> answer_link(Services& with, std::string_view link, std::string_view nonce, WitnessAnswer answer) {
    const Hash receipt = Receipt::from(nonce, with.keys).hash(with.keys), hash = hash_of(with.keys, link);
    const Day today = with.clock.today();
    return with.store.write([&](Transaction& tx) -> Outcome<LookedAt> {
        auto found = store::find_witness_link(tx, hash, receipt);
        const auto next = found && !is_void(*found, today) ? after(found->state, answer) : std::nullopt;
        if (!next) return refuse(Why::not_found);
        auto seen = look(tx, found->vow);
        if (!seen) return refuse(Why::not_found);
        found->state = *next;
        if (*next == WitnessState::witness && !found->participant) found->participant = store::find_or_add_participant(tx, receipt, today).id;
        store::set_witness(tx, *found, receipt);
        return std::move(*seen);
    });
}

std::vector<LookedAt> looked_at(Services& with, const Opened& opened) {
    return with.store.read([&](Transaction& tx) {
        std::vector<LookedAt> all;
        for (const VowId vow : store::looked_at_by(tx, opened.participant))
            if (auto seen = look(tx, vow)) all.push_back(std::move(*seen));
        return all;
    });
}

Outcome<Done> say_as_witness(Services& with, const Opened& opened, ContributionId check_in, WitnessWord word) {
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto told = store::find_contribution(tx, check_in);
        const auto now = told && told->of_vow ? store::witness_of(tx, *told->of_vow) : std::nullopt;
        if (!looks(now, opened)) return refuse(Why::not_found);
        const bool seen = told->state == State::accepted || told->state == State::released;
        if (!seen) return refuse(Why::not_found);
        if (!store::set_witness_word(tx, check_in, word, now->id)) return refuse(Why::not_allowed, "", "fault.witness_before");
        return Done{};
    });
}

Outcome<Done> end_witness(Services& with, const Opened& opened, ContributionId carrier) {
    const auto today = with.clock.today();
    return with.store.write([&](Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, carrier);
        auto now = said && said->vow ? store::witness_of(tx, said->vow->id) : std::nullopt;
        const bool mine = said && said->participant == opened.participant;
        if (!now || (!mine && !looks(now, opened))) return refuse(Why::not_found);
        if (now->state != WitnessState::witness) {
            store::forget_witness_link(tx, now->vow);
            return Done{};
        }
        // On the list first: no backup makes a witness of them again.
        with.deletions.add({store::Deletion::Kind::witness, now->id, today});
        now->state = WitnessState::over;
        now->participant.reset();
        store::set_witness(tx, *now, std::nullopt);
        return Done{};
    });
}

}  // namespace himthough
