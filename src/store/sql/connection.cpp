#include "store/sql/connection.h"

#include <cerrno>
#include <mutex>

#include <fcntl.h>
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/sql/file_layer.h"

namespace himthough::sql {

// SQLITE_FULL is what the unix file layer makes of ENOSPC while it writes; a quota, and the calls that write by other ways, come as
// SQLITE_IOERR with the errno. A failed fsync is final whatever its errno: with delayed allocation even ENOSPC there means that
// pages taken before are gone. Trouble with the shared memory of the log's index or with locks harms nothing that was written.
Trouble judge(int code, int system_error) {
    switch (code) {
        case SQLITE_OK: case SQLITE_ROW: case SQLITE_DONE: return Trouble::none;
        case SQLITE_IOERR_FSYNC: case SQLITE_IOERR_DIR_FSYNC: return Trouble::final;
        case SQLITE_IOERR_NOMEM: case SQLITE_IOERR_SHMOPEN: case SQLITE_IOERR_SHMSIZE: case SQLITE_IOERR_SHMMAP:
        case SQLITE_IOERR_SHMLOCK: case SQLITE_IOERR_LOCK: case SQLITE_IOERR_RDLOCK: case SQLITE_IOERR_UNLOCK:
            return Trouble::passing;
        default: break;
    }
    switch (code & 0xff) {
        case SQLITE_FULL: return Trouble::no_room;
        case SQLITE_IOERR: return system_error == ENOSPC || system_error == EDQUOT ? Trouble::no_room : Trouble::final;
        case SQLITE_CORRUPT: case SQLITE_NOTADB: case SQLITE_READONLY: return Trouble::final;
        case SQLITE_BUSY: case SQLITE_LOCKED: case SQLITE_NOMEM: case SQLITE_INTERRUPT: case SQLITE_CANTOPEN: case SQLITE_PROTOCOL:
            return Trouble::passing;
        default: return Trouble::statement;
    }
}

struct Connection::Statement {
    sqlite3_stmt* handle = nullptr;
    std::vector<std::string_view> names;   // of parameter 1, 2, ...; without '$'
    std::vector<std::size_t> guess;        // where the n-th bind of the last call went
    bool writes = false;
    bool busy = false;

    Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(handle); }

    std::size_t place(std::size_t nth, std::string_view name) {
        if (names[guess[nth]] == name) return guess[nth];
        for (std::size_t at = 0; at < names.size(); ++at)
            if (names[at] == name) return guess[nth] = at;
        throw std::logic_error(fmt::format("SQL has no parameter ${}", name));
    }

    // Every parameter gets a value in every call: one that was left out would still hold somebody else's.
    void bind(Binds binds) {
        if (binds.size() != names.size()) throw std::logic_error("SQL got another number of values than it has parameters");
        std::size_t nth = 0;
        std::uint64_t given = 0;
        for (const auto& [name, value] : binds) {
            const std::size_t at = place(nth++, name);
            given |= std::uint64_t{1} << at;
            const int number = static_cast<int>(at) + 1;
            int code = SQLITE_OK;
            if (const auto* whole = std::get_if<std::int64_t>(&value)) code = sqlite3_bind_int64(handle, number, *whole);
            else if (const auto* text = std::get_if<std::string_view>(&value))
                code = sqlite3_bind_text64(handle, number, text->data() ? text->data() : "", text->size(), SQLITE_STATIC, SQLITE_UTF8);
            else if (const auto* blob = std::get_if<Blob>(&value))
                code = sqlite3_bind_blob64(handle, number, blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(), SQLITE_STATIC);
            else code = sqlite3_bind_null(handle, number);
            if (code != SQLITE_OK) throw Broken(fmt::format("a value could not be handed to SQLite ({})", code));
        }
        if (given + 1 != std::uint64_t{1} << names.size() && names.size() < 64)
            throw std::logic_error("SQL got two values for one parameter");
    }
};

// Lets go of the caller's values whatever happens in between.
struct Connection::Use {
    explicit Use(Statement& used) : statement(used) { statement.busy = true; }
    ~Use() {
        sqlite3_reset(statement.handle);
        statement.busy = false;
    }
    Statement& statement;
};

namespace {

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    bool null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
    std::string_view text(int column) const override {
        const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {start ? start : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    std::string_view bytes(int column) const override {
        const auto* start = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        return {start ? start : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

private:
    sqlite3_stmt* statement_;
};

constexpr std::array<std::string_view, Connection::steps> step_texts = {
    "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT act", "RELEASE act", "ROLLBACK TO act"};

// What a savepoint sets aside would go to a temporary file past 64 KB; people's words do not belong there. Must come before SQLite
// starts; when somebody else started it first, the file is at least unlinked from its birth.
void start_sqlite() {
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1); });
}

}  // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode, const SqliteSettings& settings) : busy_(settings.busy) {
    start_sqlite();
    if (mode == Mode::writer) {
        const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
        if (made >= 0) ::close(made);   // SQLite would make it readable by others
    }
    const int flags = (mode == Mode::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(file.c_str(), &handle_, flags, file_layer(settings.vfs));
    try {
        if (code != SQLITE_OK) fail(code);
        configure(mode, settings);
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    for (auto& step : steps_) step.reset();
    statements_.clear();
    sqlite3_close_v2(handle_);
}

void Connection::configure(Mode mode, const SqliteSettings& settings) {
    sqlite3_busy_timeout(handle_, static_cast<int>(busy_.count()));
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    const auto cache = mode == Mode::writer ? settings.writer_cache_bytes : settings.reader_cache_bytes;
    // No mmap: an error on a mapped page is a signal that ends the process, and its pages would count as ours.
    script(fmt::format("PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; PRAGMA cache_size=-{}",
                       cache / 1024));
    if (mode == Mode::reader) return script("PRAGMA query_only=ON");
    // The log is copied into the database by the writer itself (checkpoint()): SQLite's own way keeps quiet about a failed fsync.
    script(fmt::format("PRAGMA page_size=4096; PRAGMA auto_vacuum=NONE; PRAGMA max_page_count={}", most_pages));
    if (pragma("PRAGMA auto_vacuum") != 0) throw Broken("database: made with auto_vacuum, by another program");
    script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
    sqlite3_wal_hook(handle_, [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Connection*>(self)->wal_pages_ = pages;
        return SQLITE_OK;
    }, this);
}

Trouble Connection::note(int code) {
    const Trouble found = judge(code, sqlite3_system_errno(handle_));
    if (found > trouble_) trouble_ = found;
    return found;
}

void Connection::fail(int code) {
    note(code);
    // SQLite's own sentence names tables and columns, never what is in them.
    throw Broken(fmt::format("database: {} ({})", handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code), code));
}

std::unique_ptr<Connection::Statement> Connection::prepare(std::string_view text, bool keep) {
    auto made = std::make_unique<Statement>();
    const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                        keep ? SQLITE_PREPARE_PERSISTENT : 0, &made->handle, nullptr);
    if (code != SQLITE_OK) fail(code);
    made->writes = !sqlite3_stmt_readonly(made->handle);
    const int count = sqlite3_bind_parameter_count(made->handle);
    for (int number = 1; number <= count; ++number) {
        const char* name = sqlite3_bind_parameter_name(made->handle, number);
        if (!name || *name != '$') throw std::logic_error("SQL has a parameter without a name");
        made->names.emplace_back(name + 1);
        made->guess.push_back(made->guess.size());
    }
    return made;
}

// A literal never moves and never changes: its address is its name.
Connection::Statement& Connection::cached(const Text& text) {
    auto& found = statements_[text.str().data()];
    if (!found) found = prepare(text.str(), true);
    return *found;
}

void Connection::before_change() {
    changed_ = true;
    if (!guarded_ || savepoint_) return;
    if (take(Step::savepoint) != Trouble::none) throw Broken("database: no savepoint");
    savepoint_ = true;
}

std::int64_t Connection::execute(const Text& text, Binds binds, const std::function<void(const Row&)>* use) {
    // SQLite ends the transaction by itself on some errors; whatever came after would be kept on its own.
    if (trouble_ > Trouble::statement) throw Broken("database: this transaction is lost");
    Statement* statement = &cached(text);
    std::unique_ptr<Statement> second;   // the same text runs already, further up
    if (statement->busy) statement = (second = prepare(text.str(), false)).get();

    if (statement->writes) before_change();
    const Use in_use(*statement);
    statement->bind(binds);
    const SqliteRow row(statement->handle);
    int code;
    while ((code = sqlite3_step(statement->handle)) == SQLITE_ROW)
        if (use) (*use)(row);
    if (code != SQLITE_DONE) fail(code);
    return statement->writes ? sqlite3_changes64(handle_) : 0;
}

std::int64_t Connection::last_row() { return sqlite3_last_insert_rowid(handle_); }

Trouble Connection::take(Step step) {
    if (step == Step::begin || step == Step::begin_immediate) trouble_ = Trouble::none;
    auto& statement = steps_[static_cast<std::size_t>(step)];
    if (!statement) {
        auto made = std::make_unique<Statement>();
        const std::string_view text = step_texts[static_cast<std::size_t>(step)];
        const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &made->handle, nullptr);
        if (code != SQLITE_OK) return note(code);
        statement = std::move(made);
    }
    const int code = sqlite3_step(statement->handle);
    const Trouble found = note(code);
    sqlite3_reset(statement->handle);
    if (step == Step::rollback) return Trouble::none;   // there was none left to take back: SQLite did it by itself
    return found;
}

void Connection::enter(bool guarded) {
    guarded_ = guarded;
    changed_ = savepoint_ = false;
}

bool Connection::leave(bool keep) {
    if (trouble_ > Trouble::statement) return false;
    if (!savepoint_) return true;
    savepoint_ = false;
    if (!keep && take(Step::back_to_savepoint) != Trouble::none) return false;
    return take(Step::release) == Trouble::none;
}

void Connection::script(std::string_view statements) {
    const int code = sqlite3_exec(handle_, std::string(statements).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t Connection::pragma(std::string_view statement) {
    const auto asked = prepare(statement, false);
    const int code = sqlite3_step(asked->handle);
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(code);
    return code == SQLITE_ROW ? sqlite3_column_int64(asked->handle, 0) : 0;
}

Trouble Connection::checkpoint() {
    int in_log = 0, copied = 0;
    const int code = sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_PASSIVE, &in_log, &copied);
    const Trouble found = judge(code, sqlite3_system_errno(handle_));
    if (found == Trouble::none && in_log == copied) wal_pages_ = 0;
    return found;
}

void Connection::leave_log_alone() { sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

bool Connection::truncate_wal() {
    // Waiting is the caller's part: the writer has other things to do meanwhile.
    sqlite3_busy_timeout(handle_, 0);
    const int code = sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle_, static_cast<int>(busy_.count()));
    if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED) return false;
    trouble_ = Trouble::none;
    if (code != SQLITE_OK) fail(code);
    wal_pages_ = 0;
    return true;
}

}  // namespace himthough::sql
