#include "acts/keep.h"

#include "acts/checked_words.h"
#include "acts/sealed_words.h"
#include "store/contributions.h"
#include "store/participants.h"

namespace himthough {
namespace {

/// The same words for the same readers?
bool same_words(Contribution one, Contribution other, const Key& seal_key) {
    for (auto* said : {&one, &other})
        if (said->state == State::sealed) open_words(*said, seal_key);
    const auto needs = [](const Contribution& said) { return said.pledge ? said.pledge->needs : 0; };
    return one.words == other.words && one.note == other.note && one.deed == other.deed && one.answers == other.answers &&
           (one.audience == other.audience || one.words.empty()) && same_promise(one.vow, other.vow) && needs(one) == needs(other);
}

bool is_held(store::Transaction& tx, const Contribution& said) {
    return (said.state == State::silent || said.state == State::sealed) && !store::is_counted(tx, said.id);
}

}  // namespace

Outcome<KeptWords> keep(Services& with, const Receipt& receipt, Contribution as_kept, const MayKeep& may) {
    const auto hash = receipt.hash(with.keys);
    if (as_kept.state == State::waiting) as_kept.likeness = likeness_of(with, as_kept);
    auto kept = with.store.write([&](store::Transaction& tx) -> Outcome<KeptWords> {
        if (store::was_taken_back(tx, hash)) return refuse(Why::expired, "", "fault.taken_back");
        if (may) {
            const auto known = store::find_participant(tx, hash);
            const bool is_kept = known && !store::contributions_of(tx, *known).empty();
            if (const auto now = is_kept ? Done{} : may(tx); !now) return std::unexpected(now.error());
        }
        const auto author = store::find_or_add_participant(tx, hash, as_kept.day);
        if (author.is_new) {
            as_kept.participant = author.id;
            as_kept.id = store::add_contribution(tx, as_kept, with.lanes.slow(as_kept.movement) ? store::Counting::held : store::Counting::now);
            return KeptWords{receipt, as_kept, is_held(tx, as_kept)};
        }
        const auto before = store::contributions_of(tx, author.id);
        if (before.empty()) return KeptWords{receipt, as_kept};
        return KeptWords{receipt, before.front(), is_held(tx, before.front())};
    });
    if (kept) kept->as_sent = same_words(kept->said, as_kept, receipt.seal_key(with.keys));
    return kept;
}

}  // namespace himthough
