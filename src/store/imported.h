#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "movement/movement.h"
#include "store/store.h"

namespace himthough::store {

/// So many uses of one day and kind, as an archive of another network has them.
struct ImportedCell {
    Day day;
    int voices = 0;             ///< the sum of 1 survivor, 2 accountable, 4 caller, 8 ally; 0: not known
    int kind = 1;               ///< 1 original, 2 repeat, 3 quote
    std::string language, country;
    std::int64_t count = 0;
    friend bool operator==(const ImportedCell&, const ImportedCell&) = default;
};

struct ImportedAuthors {
    std::int64_t count = 0;
    bool exact = true;
};

/// What is kept of one file of an archive.
struct ImportedFile {
    Hash digest{};              ///< keyed, of its bytes
    std::string label;          ///< the operator's own; "": none
    std::string format;
    Day day;                    ///< on which it was imported
    std::int64_t posts = 0, again = 0, undated = 0, faulty = 0;
    ImportedAuthors authors;
    std::vector<ImportedCell> cells;
    std::map<Day, ImportedAuthors> authors_of_day;
};

/// False, and nothing is kept, when a file with these bytes was imported into this movement before.
bool add_imported(Transaction& tx, MovementId movement, const ImportedFile& file);
std::vector<Hash> imported_digests(Transaction& tx, MovementId movement);
bool is_imported(Transaction& tx, MovementId movement, const Hash& digest);
std::int64_t imported_files(Transaction& tx, MovementId movement);
/// Uses, all files together.
std::map<Day, std::int64_t> imported_by_day(Transaction& tx, MovementId movement);
/// All files together, by day, voices, kind, language and country.
std::vector<ImportedCell> imported_cells(Transaction& tx, MovementId movement);

}  // namespace himthough::store
