#pragma once
#include <optional>
#include <vector>

#include "base/clock.h"
#include "store/movements.h"
#include "store/reviewers.h"

namespace himthough::store {

/// Somebody who organises asked that a movement is erased for good.
struct Erasure {
    MovementId movement = 0;
    ReviewerId reviewer = 0;       ///< who asked
    Seconds until;                 ///< then it happens, or lapses
    bool alone = false;            ///< nobody else organised when it was asked for
    ReviewerId agreed = 0;         ///< who agreed, or who asked once the time was over; 0: nobody so far. Then it can not be stopped any more
};
std::vector<Erasure> erasures(Transaction&);
std::optional<Erasure> erasure_of(Transaction&, MovementId);
void set_erasure(Transaction&, const Erasure&);
void forget_erasure(Transaction&, MovementId);
/// All of them, whatever became of them: after a restore, when nobody knows whether they were stopped since.
void forget_erasures(Transaction&);

/// The day on which a movement ended, for those that did.
std::optional<Day> ended_on(Transaction&, MovementId);
/// Those that ended and of which something is left.
std::vector<MovementId> to_erase(Transaction&);
/// From now on it is to_erase(). The list of deletions has it already (deletions.h).
void end_movement(Transaction&, MovementId, Day);
/// Erases a part of what is left: what hangs on `most` contributions or circles, or the last of it. False: there is nothing left.
bool erase_some(Transaction&, MovementId, int most);

}  // namespace himthough::store
