#include "bench/in_turn.h"

#include <atomic>
#include <stdexcept>
#include <thread>

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace bench {

RawSqlite::RawSqlite(const std::filesystem::path& file) {
    check(sqlite3_open(file.c_str(), &handle_));
    run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8192; PRAGMA foreign_keys=ON;");
}

RawSqlite::~RawSqlite() {
    for (auto* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(handle_);
}

sqlite3_stmt* RawSqlite::prepare(std::string_view text) {
    check(sqlite3_prepare_v2(handle_, text.data(), static_cast<int>(text.size()), &statements_.emplace_back(), nullptr));
    return statements_.back();
}

void RawSqlite::bind(sqlite3_stmt* statement, int at, std::string_view value) {
    check(value.empty() ? sqlite3_bind_null(statement, at) : sqlite3_bind_text(statement, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC));
}

void RawSqlite::step_bound(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) check(SQLITE_ERROR);
    sqlite3_reset(statement);
}

void RawSqlite::in_groups(unsigned count, const std::function<void(unsigned)>& write) {
    constexpr unsigned group = 256;
    for (unsigned at = 0; at < count; ++at) {
        if (at % group == 0) run("BEGIN IMMEDIATE");
        write(at);
        if (at % group == group - 1 || at + 1 == count) run("COMMIT");
    }
}

void RawSqlite::check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(handle_ ? sqlite3_errmsg(handle_) : "no memory");
}

void from_threads(unsigned count, unsigned threads, const std::function<bool(unsigned)>& work) {
    std::atomic<unsigned> next = 0, refused = 0;
    {
        std::vector<std::jthread> all;
        for (unsigned number = 0; number < threads; ++number)
            all.emplace_back([&] {
                for (unsigned at = next++; at < count; at = next++)
                    if (!work(at)) ++refused;
            });
    }
    if (refused != 0) throw std::runtime_error(fmt::format("{} of {} were refused", refused.load(), count));
}

void in_turn(const Turns& turns, const Way& ours, const Way& limit) {
    std::vector<double> our_rates, limit_rates;
    std::int64_t next = 1;
    const auto rate = [&](const Way& way, unsigned count) {
        const auto begin = std::chrono::steady_clock::now();
        way(next, count);
        return count / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const auto both = [&](unsigned count, bool limit_first) {
        turns.prepare(next, count);
        if (limit_first) limit_rates.push_back(rate(limit, count));
        our_rates.push_back(rate(ours, count));
        if (!limit_first) limit_rates.push_back(rate(limit, count));
        next += count;
    };
    both(turns.known, true);
    our_rates.clear(), limit_rates.clear();
    for (unsigned round = 0; round < turns.rounds; ++round) both(turns.count, round % 2 == 0);
    fmt::print("{{\"ours\": [{:.0f}], \"limit\": [{:.0f}]}}\n", fmt::join(our_rates, ", "), fmt::join(limit_rates, ", "));
}

}  // namespace bench
