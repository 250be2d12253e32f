#pragma once
#include <filesystem>

namespace himthough::sql {

/// Held by the one process that may write a database, for as long as the object lives; the system lets go of it when the process
/// ends, however it ends. It is a file of its own: closing any descriptor of the database itself would drop SQLite's locks.
class FileLock {
public:
    /// Locks `file` (made when missing). Throws std::runtime_error, a sentence for the operator, when another process holds it.
    explicit FileLock(const std::filesystem::path& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    static std::filesystem::path beside(const std::filesystem::path& database);

private:
    int descriptor_;
};

}  // namespace himthough::sql
