#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <unordered_map>

#include "store/sql/sql.h"
#include "store/sql/sqlite.h"

struct sqlite3;
struct sqlite3_stmt;

namespace himthough::sql {

/// How bad an answer of SQLite is.
enum class Trouble {
    none,
    statement,   ///< this statement only (a constraint, a mistake in the SQL): the transaction goes on
    passing,     ///< no memory, no descriptor, somebody else's lock: the transaction is lost, the next may work
    no_room,     ///< disk or quota full: the transaction is lost, the next may work
    final        ///< the disk failed or the file is damaged: nothing that is written from here on can be trusted
};

/// `code`: SQLite's extended result code. `system_error`: errno of the call that failed.
Trouble judge(int code, int system_error);

/// One connection to a SQLite file and the one transaction that it may be in. Used by one thread at a time.
class Connection final : public Transaction {
public:
    enum class Mode { writer, reader };
    enum class Step { begin, begin_immediate, commit, rollback, savepoint, release, back_to_savepoint };
    static constexpr std::size_t steps = 7;

    /// Opens the file and sets what every connection needs. Throws Broken.
    Connection(const std::filesystem::path& file, Mode mode, const SqliteSettings& settings);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Runs one step of a transaction; what went wrong is also what trouble() says.
    Trouble take(Step step);
    /// The worst since the last begin.
    Trouble trouble() const { return trouble_; }
    /// A closure begins: its first change is preceded by a savepoint when `guarded`.
    void enter(bool guarded);
    /// Has the closure changed, or tried to change, anything since enter()?
    bool changed() const { return changed_; }
    /// The closure ends; what it changed stays or goes. False when the whole transaction is lost.
    bool leave(bool keep);

    /// SQL of our own sources in one or more statements, outside the cache. Throws Broken.
    void script(std::string_view statements);
    std::int64_t pragma(std::string_view statement);

    /// Pages in the write-ahead log after the last commit; 0 once they have been copied.
    int wal_pages() const { return wal_pages_; }
    /// Copies the write-ahead log into the database, as far as readers allow.
    Trouble checkpoint();
    /// The same, then empties the log. False when readers of an old snapshot are in the way. Throws Broken.
    bool truncate_wal();

    /// After a failed fsync: closing must not copy the log, sync once more and delete what was durable.
    void leave_log_alone();

    sqlite3* handle() { return handle_; }

private:
    struct Statement;
    struct Use;

    std::int64_t execute(const Text& text, Binds binds, const std::function<void(const Row&)>* use) override;
    std::int64_t last_row() override;
    Statement& cached(const Text& text);
    std::unique_ptr<Statement> prepare(std::string_view text, bool keep);
    void before_change();
    void configure(Mode mode, const SqliteSettings& settings);
    Trouble note(int code);
    [[noreturn]] void fail(int code);

    sqlite3* handle_ = nullptr;
    Trouble trouble_ = Trouble::none;
    bool guarded_ = false, changed_ = false, savepoint_ = false;
    int wal_pages_ = 0;
    std::chrono::milliseconds busy_{};
    std::array<std::unique_ptr<Statement>, steps> steps_;
    std::unordered_map<const char*, std::unique_ptr<Statement>> statements_;
};

}  // namespace himthough::sql
