#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "store/store.h"

namespace himthough::sql {

/// One step of the schema. Numbers start at 1 and leave none out; a step that was released is never edited again.
struct Migration {
    int number;
    std::string_view name;
    std::string_view text;
};

/// The files of src/store/schema, in the order of their numbers.
std::span<const Migration> schema();

struct SqliteSettings {
    std::size_t group_limit = 512;                       ///< most closures that share one commit
    std::size_t readers = 8;                             ///< most snapshots read at once; others wait their turn
    std::int64_t wal_bytes = 32 << 20;                   ///< the write-ahead log is copied into the database past this size
    std::int64_t writer_cache_bytes = 32 << 20;
    std::int64_t reader_cache_bytes = 4 << 20;           ///< of each reader
    std::chrono::milliseconds busy{5000};                ///< how long to wait for another process (a backup, a shell)
    std::chrono::milliseconds sweep_patience{10000};     ///< how long a sweep waits for readers of old snapshots
    bool read_only = false;                              ///< reads and backs up beside a running server; takes no lock, migrates nothing
    bool takes_lock = true;                              ///< false: the caller holds the lock (file_lock.h) already
    std::string vfs;                                     ///< SQLite's name of the file layer; empty: the system's. For tests
    std::span<const Migration> migrations = schema();
};

/// Opens the database, makes it when there is none (mode 0600), and brings an older one up to the newest schema.
/// One process at a time: holds a lock on `file`.lock for as long as the engine lives. Starting reads a few pages, however large
/// the database is. Throws std::runtime_error with a sentence for the operator: locked by another process, made by a newer
/// version, not ours, not openable. Calls on the engine come from any thread; end the last one before the engine goes.
///
/// What write() does when the disk does not do its part:
/// - no room (full disk, quota): false, nothing kept; the next write tries again by itself.
/// - anything else that fails while it writes, above all fsync: false from then on until a restart, healthy() false. The kernel
///   may have dropped the pages that it could not write, so a second fsync that succeeds would prove nothing.
std::unique_ptr<store::Engine> open_sqlite(const std::filesystem::path& file, const SqliteSettings& settings = {});

}  // namespace himthough::sql
