// desk_load FOLDER COUNT THREADS ROUNDS: COUNT decisions, every one about another text that waits, by the act that the desk's page calls, from so many
// threads; and as its limit the rows that this writes, straight through SQLite into the same tables, 256 in a commit. In turn, and which goes
// first changes. Prints one line of JSON: {"ours": [decisions a second, ...], "limit": [...]}.
#include <atomic>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "acts/decide.h"
#include "app/data.h"
#include "bench/vows.h"

namespace bench {
namespace {

using namespace himthough;

constexpr unsigned group = 256;

constexpr auto fill = R"(
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -400000;
    BEGIN;
    INSERT INTO reviewer (name, skeleton, password, totp, totp_step, state, day) VALUES ('Amal', 'amal', '', x'', 0, 1, {1}), ('Noor', 'noor', '', x'', 0, 1, {1});
    INSERT INTO participant (receipt, day)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) SELECT randomblob(32), {1} FROM n;
    INSERT INTO contribution (participant, movement, voice, state, audience, answers, language, day, note, words)
        SELECT id, 1, 1, 3, 1, 1, 'en', day, '', 'It was years ago, and I have told two people since. I thought that it was my fault, and it was not.' FROM participant;
    COMMIT;
    PRAGMA wal_checkpoint(TRUNCATE);
)";

template <class Work>
double rate_of(unsigned count, Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return count / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Every fourth is declined, the others are accepted.
double by_the_act(app::House& house, ContributionId first, unsigned count, unsigned threads) {
    std::atomic<unsigned> next = 0, refused = 0;
    const AtDesk amal{1, "Amal", 1};
    const auto work = [&] {
        for (unsigned at = next++; at < count; at = next++) {
            const auto id = first + at;
            const Decided decided = at % 4 == 0 ? Decided{.decision = Decision::decline, .reason = Reason::attacks} : Decided{};
            if (!decide(house.services(), amal, {id, 1, decided})) ++refused;
        }
    };
    const double rate = rate_of(count, [&] {
        std::vector<std::jthread> all;
        for (unsigned number = 0; number < threads; ++number) all.emplace_back(work);
    });
    if (refused != 0) throw std::runtime_error("a decision was refused");
    return rate;
}

class Rows {
public:
    Rows(const std::filesystem::path& file, Day today) : today_(today.number()) {
        check(sqlite3_open(file.c_str(), &handle_));
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8192; PRAGMA foreign_keys=ON;");
        prepare(state_, "UPDATE contribution SET state = ?2, counted = ?3 WHERE id = ?1");
        prepare(record_, "INSERT INTO record (id, reviewer, day, did, about, movement, reason, waited, chain) VALUES (?1, 1, ?2, ?3, ?1, 1, ?4, 0, zeroblob(32))");
        prepare(undo_, "INSERT INTO undo (contribution, reviewer, until, day, decision, counted, stood) VALUES (?1, 1, 2000000000, ?2, ?3, ?4, 0)");
        prepare(cell_, "INSERT INTO cell (movement, day, event, count) VALUES (1, ?1, 1, 1) ON CONFLICT (movement, day, event) DO UPDATE SET count = count + 1");
    }
    ~Rows() {
        for (auto* statement : {state_, record_, undo_, cell_}) sqlite3_finalize(statement);
        sqlite3_close(handle_);
    }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    double decide(ContributionId first, unsigned count) {
        return rate_of(count, [&] {
            for (unsigned at = 0; at < count; ++at) {
                if (at % group == 0) run("BEGIN IMMEDIATE");
                const bool declined = at % 4 == 0;
                step(state_, first + at, declined ? 7 : 4, declined ? 0 : 1);
                step(record_, first + at, today_, declined ? 2 : 1, 6);
                step(undo_, first + at, today_, 1, declined ? 0 : 1);
                if (!declined) step(cell_, today_);
                if (at % group == group - 1 || at + 1 == count) run("COMMIT");
            }
        });
    }

private:
    void prepare(sqlite3_stmt*& statement, const char* text) { check(sqlite3_prepare_v2(handle_, text, -1, &statement, nullptr)); }
    template <class... Values>
    void step(sqlite3_stmt* statement, Values... values) {
        int at = 0;
        (sqlite3_bind_int64(statement, ++at, values), ...);
        if (sqlite3_step(statement) != SQLITE_DONE) check(SQLITE_ERROR);
        sqlite3_reset(statement);
    }
    void run(const char* statements) { check(sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr)); }
    void check(int code) {
        if (code != SQLITE_OK) throw std::runtime_error(handle_ ? sqlite3_errmsg(handle_) : "no memory");
    }
    std::int64_t today_;
    sqlite3* handle_ = nullptr;
    sqlite3_stmt *state_ = nullptr, *record_ = nullptr, *undo_ = nullptr, *cell_ = nullptr;
};

int run(const std::filesystem::path& folder, unsigned count, unsigned threads, unsigned rounds) {
    const FixedClock clock;
    const auto acts = settings_in(folder / "acts"), rows = settings_in(folder / "rows");
    const auto campaign = app::read_campaign(acts);
    const unsigned known = 1000;   // before it is measured: prepared statements
    for (const auto& settings : {acts, rows}) fill_with(settings, campaign, fmt::format(fill, known + count * rounds, clock.today().number()));
    app::House house(acts, campaign, clock, "http://127.0.0.1");
    Rows straight(app::database_file(rows), clock.today());
    std::vector<double> ours, limit;
    ContributionId next = 1;
    const auto measure = [&](unsigned many, bool straight_first) {
        if (straight_first) limit.push_back(straight.decide(next, many));
        ours.push_back(by_the_act(house, next, many, threads));
        if (!straight_first) limit.push_back(straight.decide(next, many));
        next += many;
    };
    measure(known, true);
    ours.clear(), limit.clear();
    for (unsigned round = 0; round < rounds; ++round) measure(count, round % 2 == 0);
    fmt::print("{{\"ours\": [{:.0f}], \"limit\": [{:.0f}]}}\n", fmt::join(ours, ", "), fmt::join(limit, ", "));
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
    try {
        if (count != 5) throw std::runtime_error("desk_load FOLDER COUNT THREADS ROUNDS");
        himthough::start_secrets();
        const auto number = [&](int at) { return static_cast<unsigned>(std::stoul(words[at])); };
        return bench::run(words[1], number(2), number(3), number(4));
    } catch (const std::exception& why) {
        std::cerr << "desk_load: " << why.what() << '\n';
        return 1;
    }
}
