#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::store {

struct MovementRow {
    MovementId id;
    std::string slug;
};
/// All that were ever served from this database.
std::vector<MovementRow> all_movements(Transaction& tx);
/// The number kept for a slug; made when it is new.
MovementId find_or_add_movement(Transaction& tx, std::string_view slug);

/// Its figures are released from that day on, or from an earlier one that was said before.
void set_began(Transaction& tx, MovementId movement, Day day);
struct CountedDays {
    Day began;
    Day due_through;   ///< vows that came due up to this day are counted
};
CountedDays counted_days(Transaction& tx, MovementId movement);

/// Did anybody ever say anything in any movement? Also when all of it was taken back.
bool anything_ever_said(Transaction& tx);

/// What the current edition of a movement knows.
struct EditionRow {
    std::int64_t number = 0;          ///< 0: none was cut yet
    Seconds survivors_cut{};          ///< when survivors' words last went out
    std::int64_t survivors_said = 0, accountable_said = 0;   ///< counted contributions, exact: show them rounded only
    Day day;                          ///< when it was cut; before the first, of the first look for one
};
EditionRow edition_of(Transaction& tx, MovementId movement);
void set_edition(Transaction& tx, MovementId movement, const EditionRow& edition);

}  // namespace himthough::store
