#include "web/pages/my_state.h"

#include "store/contributions.h"
#include "store/held.h"
#include "store/queue.h"
#include "store/record.h"

namespace himthough::web::pages {

std::optional<Answered> answered(const Site& site, const Contribution& said) {
    if (said.state != State::declined && said.state != State::to_change) return std::nullopt;
    return site.with.store.read([&](store::Transaction& tx) -> std::optional<Answered> {
        const auto refused = store::last_refusal(tx, said.id);
        if (!refused || !refused->entry.reason) return std::nullopt;
        return Answered{*refused->entry.reason, store::to_writer(tx, said.id), refused->entry.did == Did::taken_off};
    });
}

namespace {

/// What is kept and not counted (held.h) is said to be so.
std::string_view uncounted(const Site& site, const Contribution& said) {
    if (said.state != State::silent && said.state != State::sealed) return "";
    return site.with.store.read([&](store::Transaction& tx) { return store::is_counted(tx, said.id) ? "" : store::is_held(tx, said.id) ? "_held" : "_left"; });
}

}  // namespace

std::string state_key(const Site& site, const Contribution& said, const std::optional<Answered>& answer) {
    if (said.pledge && said.state == State::accepted) return "pledge.not_yet";
    if (said.answers_to && (said.state == State::accepted || said.state == State::released)) return "answer.accepted";   // what its reader does with it is theirs
    if (answer && answer->taken_off && said.state == State::declined) return "state.taken_off";
    return "state." + std::string(word_of(said.state)).append(uncounted(site, said));
}

}  // namespace himthough::web::pages
