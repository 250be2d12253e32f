// desk_load FOLDER COUNT THREADS ROUNDS: COUNT decisions, every one about another text that waits, by the act that the desk's page calls, from so many
// threads; and as its limit the rows that this writes, straight through SQLite (bench/in_turn.h, also for what it prints).
#include <iostream>
#include <stdexcept>

#include <fmt/core.h>

#include "acts/decide.h"
#include "app/data.h"
#include "bench/in_turn.h"
#include "bench/vows.h"

namespace bench {
namespace {

using namespace himthough;

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

/// Every fourth is declined, the others are accepted.
constexpr bool is_declined(unsigned at) { return at % 4 == 0; }

void by_the_act(app::House& house, ContributionId first, unsigned count, unsigned threads) {
    const AtDesk amal{1, "Amal", 1};
    from_threads(count, threads, [&](unsigned at) {
        const Decided decided = is_declined(at) ? Decided{.decision = Decision::decline, .reason = Reason::attacks} : Decided{};
        return decide(house.services(), amal, {first + at, 1, decided}).has_value();
    });
}

class Rows {
public:
    Rows(const std::filesystem::path& file, Day today) : sqlite_(file), today_(today.number()) {}

    void decide(ContributionId first, unsigned count) {
        sqlite_.in_groups(count, [&](unsigned at) {
            const bool declined = is_declined(at);
            sqlite_.step(state_, first + at, declined ? 7 : 4, declined ? 0 : 1);
            sqlite_.step(record_, first + at, today_, declined ? 2 : 1, 6);
            sqlite_.step(undo_, first + at, today_, 1, declined ? 0 : 1);
            if (!declined) sqlite_.step(cell_, today_);
        });
    }

private:
    RawSqlite sqlite_;
    std::int64_t today_;
    sqlite3_stmt* state_ = sqlite_.prepare("UPDATE contribution SET state = ?2, counted = ?3 WHERE id = ?1");
    sqlite3_stmt* record_ = sqlite_.prepare(
        "INSERT INTO record (id, reviewer, day, did, about, movement, reason, waited, chain) VALUES (?1, 1, ?2, ?3, ?1, 1, ?4, 0, zeroblob(32))");
    sqlite3_stmt* undo_ = sqlite_.prepare(
        "INSERT INTO undo (contribution, reviewer, until, day, decision, counted, stood) VALUES (?1, 1, 2000000000, ?2, ?3, ?4, 0)");
    sqlite3_stmt* cell_ = sqlite_.prepare(
        "INSERT INTO cell (movement, day, event, count) VALUES (1, ?1, 1, 1) ON CONFLICT (movement, day, event, language, country) DO UPDATE SET count = count + 1");
};

int run(const std::filesystem::path& folder, unsigned count, unsigned threads, unsigned rounds) {
    const FixedClock clock;
    const auto acts = settings_in(folder / "acts"), rows = settings_in(folder / "rows");
    const auto campaign = app::read_campaign(acts);
    const Turns turns{.known = 1000, .count = count, .rounds = rounds};   // known: prepared statements
    for (const auto& settings : {acts, rows}) fill_with(settings, campaign, fmt::format(fill, turns.known + count * rounds, clock.today().number()));
    app::House house(acts, campaign, clock, "http://127.0.0.1");
    Rows straight(app::database_file(rows), clock.today());
    in_turn(turns, [&](ContributionId first, unsigned many) { by_the_act(house, first, many, threads); },
            [&](ContributionId first, unsigned many) { straight.decide(first, many); });
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
