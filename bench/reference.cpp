// reference FILE COUNT GROUP: the limit for post_durable. The same words and hashes of the same size, straight through SQLite, so
// many rows in one commit. Prints one line of JSON.
#include <iostream>
#include <random>
#include <stdexcept>

#include <fmt/core.h>
#include <sqlite3.h>

#include "bench/client.h"
#include "bench/words.h"

namespace bench {
namespace {

class Table {
public:
    explicit Table(const char* file) {
        check(sqlite3_open(file, &handle_));
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, receipt BLOB UNIQUE, words TEXT)");
        check(sqlite3_prepare_v2(handle_, "INSERT INTO said (receipt, words) VALUES (?, ?)", -1, &insert_, nullptr));
    }
    ~Table() {
        sqlite3_finalize(insert_);
        sqlite3_close(handle_);
    }
    Table(const Table&) = delete;
    Table& operator=(const Table&) = delete;

    void run(const char* statements) { check(sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr)); }
    void insert(const std::string& receipt, const std::string& words) {
        sqlite3_bind_blob(insert_, 1, receipt.data(), static_cast<int>(receipt.size()), SQLITE_STATIC);
        sqlite3_bind_text(insert_, 2, words.data(), static_cast<int>(words.size()), SQLITE_STATIC);
        if (sqlite3_step(insert_) != SQLITE_DONE) check(SQLITE_ERROR);
        sqlite3_reset(insert_);
    }

private:
    void check(int code) {
        if (code != SQLITE_OK) throw std::runtime_error(handle_ ? sqlite3_errmsg(handle_) : "no memory");
    }
    sqlite3* handle_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

std::string random_receipt(std::mt19937_64& random) {
    std::string receipt(32, '\0');
    for (char& c : receipt) c = static_cast<char>(random());
    return receipt;
}

int run(const char* file, unsigned count, unsigned group) {
    std::mt19937_64 random(std::random_device{}());
    std::vector<std::pair<std::string, std::string>> rows;
    for (unsigned row = 0; row < count; ++row) rows.emplace_back(random_receipt(random), words(row));
    Table table(file);
    std::vector<double> commits;
    const auto begin = std::chrono::steady_clock::now();
    for (unsigned row = 0; row < count; row += group) {
        const auto before = std::chrono::steady_clock::now();
        table.run("BEGIN IMMEDIATE");
        for (unsigned at = row; at < std::min(row + group, count); ++at) table.insert(rows[at].first, rows[at].second);
        table.run("COMMIT");
        commits.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before).count());
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    fmt::print("{{\"rate\": {:.0f}, \"p50_us\": {:.1f}}}\n", count / seconds, part_of(commits, 0.5));
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
    try {
        if (count != 4) throw std::runtime_error("reference FILE COUNT GROUP");
        return bench::run(words[1], static_cast<unsigned>(std::stoul(words[2])), static_cast<unsigned>(std::stoul(words[3])));
    } catch (const std::exception& why) {
        std::cerr << "reference: " << why.what() << '\n';
        return 1;
    }
}
