#include "acts/stand_with.h"

#include "store/contributions.h"
#include "store/held.h"

namespace himthough {

Outcome<Done> stand_with(Services& with, ContributionId id) {
    return with.store.write([&](store::Transaction& tx) -> Outcome<Done> {
        const auto said = store::find_contribution(tx, id);
        if (!said || !said->place) return refuse(Why::not_found);
        if (said->voice != Voice::survivor) return refuse(Why::not_allowed);
        if (with.lanes.slow(said->movement)) store::hold_stand(tx, id);
        else store::add_stand(tx, id);
        return Done{};
    });
}

}  // namespace himthough
