#include "acts/my_words.h"

#include "acts/sealed_words.h"
#include "store/contributions.h"
#include "store/participants.h"

namespace himthough {

Outcome<Opened> open_my_words(Services& with, const Receipt& receipt) {
    const auto hash = receipt.hash(with.keys);
    const auto seal_key = receipt.seal_key(with.keys);
    const auto found = with.store.read([&](store::Transaction& tx) { return store::find_participant(tx, hash); });
    if (!found) return refuse(Why::not_found, "receipt", "fault.receipt_unknown");
    return Opened{*found, seal_key};
}

Outcome<MyWords> read_my_words(Services& with, const Opened& opened) {
    return with.store.read([&](store::Transaction& tx) -> Outcome<MyWords> {
        const auto since = store::participant_since(tx, opened.participant);
        if (!since) return refuse(Why::not_found, "receipt", "fault.receipt_unknown");
        MyWords mine{*since, store::contributions_of(tx, opened.participant)};
        for (auto& said : mine.said)
            if (said.state == State::sealed) open_words(said, opened.seal_key);
        return mine;
    });
}

constexpr int most_among = 200;

Outcome<std::vector<Contribution>> read_among_survivors(Services& with, const Opened& opened, MovementId movement) {
    return with.store.read([&](store::Transaction& tx) -> Outcome<std::vector<Contribution>> {
        for (const auto& said : store::contributions_of(tx, opened.participant))
            if (said.movement == movement && said.voice == Voice::survivor) return store::among_survivors(tx, movement, most_among);
        return refuse(Why::not_allowed);
    });
}

}  // namespace himthough
