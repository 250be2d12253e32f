#pragma once
#include <filesystem>

#include "store/sql/connection.h"

namespace himthough::sql {

/// Copies what `source` sees at this moment into one new file (mode 0600, no log beside it, on disk when this returns). The source
/// must be in no transaction; others go on writing meanwhile, and the log grows until the copy is done. Throws Broken and leaves
/// no file.
void copy_database(Connection& source, const std::filesystem::path& target);

}  // namespace himthough::sql
