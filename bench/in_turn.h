#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include <sqlite3.h>

namespace bench {

/// What a line of ours is held against: the rows that it writes, straight through SQLite into the same tables, 256 in a commit. Throws
/// std::runtime_error with what SQLite says.
class RawSqlite {
public:
    explicit RawSqlite(const std::filesystem::path& file);
    ~RawSqlite();
    RawSqlite(const RawSqlite&) = delete;
    RawSqlite& operator=(const RawSqlite&) = delete;

    sqlite3_stmt* prepare(std::string_view text);
    /// Runs it with these values, numbers or texts; an empty text is null.
    template <class... Values>
    void step(sqlite3_stmt* statement, Values... values) {
        int at = 0;
        (bind(statement, ++at, values), ...);
        step_bound(statement);
    }
    void in_groups(unsigned count, const std::function<void(unsigned)>& write);

private:
    void bind(sqlite3_stmt* statement, int at, std::int64_t value) { check(sqlite3_bind_int64(statement, at, value)); }
    void bind(sqlite3_stmt* statement, int at, std::string_view value);
    void step_bound(sqlite3_stmt* statement);
    void run(const char* statements) { check(sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr)); }
    void check(int code);

    sqlite3* handle_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

/// `work` for each number below `count`, from so many threads; false is a refusal. Throws std::runtime_error when there was one.
void from_threads(unsigned count, unsigned threads, const std::function<bool(unsigned)>& work);

/// Two ways to write the rows `first` to `first` + `count` - 1.
using Way = std::function<void(std::int64_t first, unsigned count)>;
/// Both ways in turn, so many rounds of `count` rows, and which goes first changes; before that `known` rows that are not measured. `prepare`
/// comes before each pair of turns. Prints one line of JSON: {"ours": [rows a second, ...], "limit": [...]}.
struct Turns {
    unsigned known = 0, count = 0, rounds = 0;
    Way prepare = [](std::int64_t, unsigned) {};
};
void in_turn(const Turns& turns, const Way& ours, const Way& limit);

}  // namespace bench
