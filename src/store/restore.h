#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "store/store.h"

namespace himthough::store {

/// How the two files and the folder of released figures are called, in a data directory and in a backup. The keys are no part of a backup: who has only the one
/// can open nothing. They are kept apart, once.
inline constexpr std::string_view database_name = "himthough.db", deletions_name = "deletions", released_name = "released";

/// Writes a new folder in `target_dir`, called by its day ("2017-10-15", then "2017-10-15-2" ...): the database, the list of
/// deletions and `backup.txt`, which says what it is. Writing goes on meanwhile. The folder has its name only once it is complete
/// and on disk. Only then backups there that are older than `keep_days` are removed; other files are not touched. Returns the folder.
/// Throws sql::Broken or std::runtime_error and leaves nothing half done.
std::filesystem::path back_up(Engine& engine, const std::filesystem::path& data_dir, const std::filesystem::path& target_dir, Day today,
                              std::optional<int> keep_days = {});

/// What a restore did.
struct Restored {
    std::int64_t deleted_again = 0;   ///< participants and contributions on the list of deletions that the backup still had
    Day day;                          ///< of the backup
    std::vector<std::string> reviewers{};   ///< the names of those who may review now
    /// Those of them about whom the replaced database said nothing: perhaps they were removed, or reset, after the backup.
    std::vector<std::string> unasked{};
};

/// Puts a folder that back_up() made in the place of the database in `data_dir` (which may be empty or damaged). Before it stands
/// there: brought up to the newest schema, checked, everything deleted again that is on its list of deletions or on the one in
/// `data_dir`, reviewers as the replaced database knew them when it can be read, their sessions and links ended, swept. Row numbers go on far above any that was ever given (see the source).
/// The old database is kept until the new one has been opened in its place, and is gone then; on any fault the old one stays.
/// Throws std::runtime_error with a sentence for the operator: a server runs there, no backup, made by a newer version, damaged.
Restored restore(const std::filesystem::path& backup, const std::filesystem::path& data_dir);

}  // namespace himthough::store
