#include "store/sql/copy.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql/file_layer.h"

namespace himthough::sql {
namespace {

// Some milliseconds of copying at a time: with nothing in between the disk would be ours alone.
constexpr int pages_at_a_time = 512;

[[noreturn]] void fail(std::string_view what, int code) { throw Broken(fmt::format("backup: {} ({})", what, sqlite3_errstr(code))); }

void sync(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw Broken(fmt::format("backup: {} could not be written to disk: {}", path.string(), std::strerror(error)));
}

void copy_pages(Connection& source, sqlite3* target) {
    sqlite3_backup* copy = sqlite3_backup_init(target, "main", source.handle(), "main");
    if (!copy) fail("cannot begin", sqlite3_errcode(target));
    int code;
    do {
        code = sqlite3_backup_step(copy, pages_at_a_time);
        if (code == SQLITE_OK) sqlite3_sleep(1);
    } while (code == SQLITE_OK);
    sqlite3_backup_finish(copy);
    if (code != SQLITE_DONE) fail("stopped half way", code);
}

void copy_into(Connection& source, const std::filesystem::path& part) {
    sqlite3* target = nullptr;
    int code = sqlite3_open_v2(part.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, file_layer(""));
    try {
        if (code != SQLITE_OK) fail("cannot open the new file", code);
        // Nobody else sees this file yet: no journal, and one fsync at the end.
        code = sqlite3_exec(target, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) fail("cannot prepare the new file", code);
        copy_pages(source, target);
        // The copy says of itself that it has a write-ahead log, as its source does. It is one file and shall stay one.
        code = sqlite3_exec(target, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) fail("cannot finish the new file", code);
    } catch (...) {
        sqlite3_close_v2(target);
        throw;
    }
    code = sqlite3_close(target);
    if (code != SQLITE_OK) fail("cannot close the new file", code);
}

}  // namespace

void copy_database(Connection& source, const std::filesystem::path& target) {
    auto part = target;
    part += ".part";
    const int made = ::open(part.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (made < 0) throw Broken(fmt::format("backup: {} cannot be made: {}", part.string(), std::strerror(errno)));
    ::close(made);

    // One snapshot for the whole copy: without it every write of somebody else would start the copy over.
    if (source.take(Connection::Step::begin) != Trouble::none) throw Broken("backup: the database cannot be read now");
    try {
        source.pragma("SELECT count(*) FROM sqlite_master");
        copy_into(source, part);
        source.take(Connection::Step::rollback);
        sync(part, O_RDONLY);
        std::filesystem::rename(part, target);
        sync(target.parent_path().empty() ? "." : target.parent_path(), O_RDONLY | O_DIRECTORY);
    } catch (...) {
        source.take(Connection::Step::rollback);
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw;
    }
}

}  // namespace himthough::sql
