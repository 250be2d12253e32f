#pragma once
#include <filesystem>
#include <optional>

#include "base/day.h"

namespace himthough::store {

/// The file that makes a folder a backup; written last.
struct BackupMark {
    static constexpr const char* file_name = "backup.txt";
    Day day;

    /// Nothing when the folder is not a complete backup.
    static std::optional<BackupMark> read(const std::filesystem::path& folder);
    void write(const std::filesystem::path& folder) const;
};

/// What a file holds, or the names in a folder, are on disk when this returns. Throws std::runtime_error.
void sync_path(const std::filesystem::path& path);

/// Copies the released figures of one data directory or backup into another one, to disk. What is there already stays: such a file never changes.
void copy_released(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace himthough::store
