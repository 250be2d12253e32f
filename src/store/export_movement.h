#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/id.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::store {

/// By what an export names things instead of row numbers: made for one export and forgotten with it, so that nothing in the file leads back
/// to a row, to another export, or to anybody.
struct ExportNames {
    const PublicIds& shown;                  ///< the server's own: of what stands on a page
    PublicIds contributions{random_key()}, participants{random_key()}, vows{random_key()};
};

using ExportValue = std::variant<std::nullptr_t, bool, std::int64_t, std::string>;

/// One value of a row. `from`: the column it comes from, "contribution.day".
struct ExportField {
    std::string_view key, from;
    ExportValue (*read)(const sql::Row&, int column, const ExportNames&);
};

/// One list of the file; `fields` in the order of the statement's columns. Its only parameter is $movement.
struct ExportSection {
    std::string_view name;
    sql::Text rows;
    std::vector<ExportField> fields;
};

/// Everything an export of a movement holds: what is not named here is not in it. Words are in it where everybody can read them on a page
/// of the current edition, and nowhere else.
std::span<const ExportSection> export_sections();

using ExportRow = std::vector<std::pair<std::string_view, ExportValue>>;
/// Calls `use` for each row of a section, one at a time: it takes no more memory for a large movement than for a small one.
void each_exported(Transaction&, const ExportSection&, MovementId, const ExportNames&, const std::function<void(const ExportRow&)>& use);

/// How many contributions an export of a movement would name.
std::int64_t count_exported(Transaction&, MovementId);

}  // namespace himthough::store
