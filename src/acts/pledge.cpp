#include "acts/pledge.h"

#include <charconv>

#include "acts/link.h"
#include "store/contributions.h"
#include "store/participants.h"
#include "store/pledges.h"

namespace himthough {
namespace {

Hash hash_of(const Keys& keys, std::string_view link) { return hash_of_link(keys, "pledge", link); }

Outcome<int> read_needs(std::string_view typed) {
    if (typed.empty()) return refuse(Why::missing, "needs", "fault.needs_missing");
    int needs = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), needs);
    if (error != std::errc() || end != typed.data() + typed.size() || needs < fewest_together || needs > most_together)
        return refuse(Why::unreadable, "needs", "fault.needs_range");
    return needs;
}

}  // namespace

Outcome<KeptPledge> make_pledge(Services& with, const NewPledge& asked) {
    const Movement* movement = find_movement(with, asked.movement);
    if (!movement) return refuse(Why::not_found);
    if (asked.who.empty()) return refuse(Why::missing, "words", "fault.who_missing");
    const auto noticed = check_words(with, asked.who, "words", longest_who);
    if (!noticed) return std::unexpected(noticed.error());
    Contribution said;
    said.heed = *noticed;
    auto vow = check_vow(with, asked.vow, said.heed);
    if (!vow) return std::unexpected(vow.error());
    if (!*vow) return refuse(Why::missing, "vow_action", "fault.vow_action_missing");
    const auto needs = read_needs(asked.needs);
    if (!needs) return std::unexpected(needs.error());
    const auto link = link_of_form(with.keys, "pledge", asked.nonce);
    const auto hash = hash_of(with.keys, link);
    said.movement = asked.movement;
    said.voice = Voice::accountable;
    said.state = State::waiting;
    said.words = asked.who;
    said.vow = std::move(*vow);
    said.pledge = Pledge{*needs, std::string(bytes_of(hash))};
    said.language = known_language(*movement, asked.language);
    said.day = with.clock.today();
    auto kept = keep(with, Receipt::from(asked.nonce, with.keys), std::move(said));
    if (!kept) return std::unexpected(kept.error());
    const bool replaced = !kept->said.pledge || kept->said.pledge->link != bytes_of(hash);
    return KeptPledge{std::move(*kept), replaced ? "" : link};
}

Outcome<Contribution> find_pledge_by_link(Services& with, std::string_view link) {
    const auto hash = hash_of(with.keys, link);
    const auto found = with.store.read([&](store::Transaction& tx) { return store::find_pledge(tx, hash); });
    if (!found) return refuse(Why::not_found);
    return *found;
}

Outcome<Receipt> join_pledge(Services& with, std::string_view link, std::string_view nonce) {
    const auto receipt = Receipt::from(nonce, with.keys);
    const auto joins = receipt.hash(with.keys), linked = hash_of(with.keys, link);
    const Day today = with.clock.today();
    return with.store.write([&](store::Transaction& tx) -> Outcome<Receipt> {
        const auto pledge = store::find_pledge(tx, linked);
        if (!pledge) return refuse(Why::not_found);
        if (store::was_taken_back(tx, joins)) return refuse(Why::expired, "", "fault.taken_back");
        if (const auto known = store::find_participant(tx, joins)) {
            const auto held = store::pledge_joined_by(tx, *known);
            if (held && held->id == pledge->id) return receipt;
            return refuse(Why::expired, "", "fault.expired");
        }
        if (!may_be_joined(pledge->state)) return refuse(Why::not_allowed, "", "fault.together_not_ready");
        if (today >= pledge->vow.value().due) return refuse(Why::not_allowed, "", "fault.together_over");
        store::join_pledge(tx, pledge->id, store::find_or_add_participant(tx, joins, today).id);
        return receipt;
    });
}

Outcome<std::string> replace_link(Services& with, const Opened& opened, ContributionId pledge) {
    const auto link = draw_link();
    const auto hash = hash_of(with.keys, link);
    return with.store.write([&](store::Transaction& tx) -> Outcome<std::string> {
        const auto said = store::find_own(tx, opened.participant, pledge);
        if (!said || !said->pledge) return refuse(Why::not_found);
        store::set_pledge_link(tx, pledge, hash);
        return link;
    });
}

std::optional<Contribution> joined_by(Services& with, const Opened& opened) {
    return with.store.read([&](store::Transaction& tx) { return store::pledge_joined_by(tx, opened.participant); });
}

}  // namespace himthough
