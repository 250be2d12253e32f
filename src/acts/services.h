#pragma once
#include <functional>
#include <vector>

#include "acts/desk_gate.h"
#include "acts/lanes.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "guard/aid.h"
#include "guard/guard.h"
#include "movement/contribution.h"
#include "movement/item.h"
#include "movement/movement.h"
#include "store/deletions.h"
#include "store/store.h"

namespace himthough {

struct DeskRules {
    ReadingCaps caps{};
    bool two_on_hard = true;       ///< where at least two review, two read what is hard
};

/// What acts work with. Owned and wired by app (and by the tests' World); outlives every act.
struct Services {
    store::Store& store;
    store::DeletionJournal& deletions;
    const guard::Guard& guard;
    const guard::Aid& aid;
    const std::vector<Movement>& movements;
    const Keys& keys;
    const PublicIds& ids;
    const Clock& clock;
    /// Called before an act returns that took something off the current edition: the pages it stood on are dropped.
    std::function<void(const Contribution&)> taken_off = [](const Contribution&) {};
    /// What the way to the desk keeps in memory; owned here. A test gives it a cheap PasswordCost.
    DeskGate gate{};
    /// How the desk reads, as the operator says.
    DeskRules desk{};
    /// How each movement is read now.
    Lanes lanes{clock};
    /// Called before an act returns by which a movement ended: soon nothing of it is shown or taken.
    std::function<void(MovementId)> ended = [](MovementId) {};
};

}  // namespace himthough
