#include "acts/take_along.h"

#include "acts/prove.h"
#include "store/export_movement.h"
#include "store/record.h"

namespace himthough {

Outcome<Done> take_along(Services& with, const AtDesk& me, MovementId movement, std::string_view password, std::string_view code) {
    if (with.store.read([&](store::Transaction& tx) { return store::count_exported(tx, movement); }) > most_taken_along)
        return refuse(Why::already_done, "", "fault.export_large");
    const auto proof = prove(with, me.name, password, code);
    if (!proof) return std::unexpected(proof.error());
    auto kept = with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        if (const auto used = use_up(tx, *proof); !used) return used;
        const auto who = store::reviewer(tx, me.reviewer);
        if (!who || !may(who->role, Task::organise)) return refuse(Why::not_allowed, "", "fault.sign_in");
        store::add_entry(tx, record_key(with.keys), {.reviewer = me.reviewer, .day = with.clock.today(), .did = Did::exported, .about = movement, .movement = movement});
        return Done{};
    });
    judge(with, *proof, kept);
    return kept;
}

}  // namespace himthough
