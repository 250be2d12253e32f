#pragma once
#include <ostream>
#include <string_view>

#include "base/day.h"
#include "base/id.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::web {

/// Writes what organisers may take along of a movement, as JSON (docs/EXPORT.md), row by row: what is kept in memory is one row. `ids`: by which
/// pages name what stands on them. Throws std::runtime_error with a sentence for the operator when `out` takes no more.
void write_movement(std::ostream& out, store::Transaction&, MovementId, std::string_view slug, const PublicIds& ids, Day today);

}  // namespace himthough::web
