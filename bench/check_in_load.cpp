// check_in_load FOLDER COUNT THREADS ROUNDS: COUNT check-ins, every one on another vow, every second with a line of words and the others as one tap
// sends them, by the act that pages call, from so many threads; and as its limit the rows that this writes, straight through SQLite into the same tables, 256 in a commit.
// In turn, and which goes first changes. Prints one line of JSON: {"ours": [check-ins a second, ...], "limit": [...]}.
#include <array>
#include <atomic>
#include <iostream>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "acts/check_in.h"
#include "app/data.h"
#include "bench/vows.h"

namespace bench {
namespace {

using namespace himthough;

constexpr unsigned group = 256;

/// What somebody writes of a vow, put together anew for each number: about a hundred letters. Whoever taps "still at it" writes nothing.
std::string line(unsigned number) {
    if (number % 2 == 1) return "";
    using Words = std::array<std::string_view, 12>;
    static constexpr Words when{"This week", "At the meeting", "On the way home", "After training", "At lunch", "In the group chat", "Before the match", "At home",
                                "In the car", "On my shift", "At the party", "In the break"};
    static constexpr Words what{"I said stop out loud", "I asked first", "I left when the jokes began", "I listened and said little", "I did not drink", "I spoke up for her",
                                "I told them why I care", "I read two chapters", "I went to the course", "I said what I had done", "I asked how it had felt", "I stayed sober and helped"};
    static constexpr Words how{"and nobody laughed", "and my voice shook", "although it was late", "and two others joined in", "and it went quiet", "before I could think twice",
                               "and it was easier than last time", "and it was hard", "while everybody watched", "and one of them thanked me", "and I meant it", "without being asked"};
    static constexpr Words end{"I go on.", "Next time sooner.", "That is all for now.", "It gets easier.", "I was late once.", "I will do it again.", "My friend was there.",
                               "I wrote it down.", "There is more to do.", "I had to try twice.", "So far so good.", "I talked it over after."};
    std::mt19937 random(number);
    const auto one = [&](const Words& words) { return words[random() % words.size()]; };
    return fmt::format("{} {} {}. {} {} {}. {}", one(when), one(what), one(how), one(when), one(what), one(how), one(end));
}

template <class Work>
double rate_of(unsigned count, Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return count / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The check-ins first to first + lines.size(), through the act.
double by_the_act(app::House& house, ContributionId first, const std::vector<std::string>& lines, unsigned threads) {
    std::atomic<std::size_t> next = 0, refused = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < lines.size(); at = next++) {
            const auto id = first + static_cast<ContributionId>(at);
            if (!check_in(house.services(), Opened{id, {}}, {id, Report::at_it, "", lines[at]})) ++refused;
        }
    };
    const double rate = rate_of(static_cast<unsigned>(lines.size()), [&] {
        std::vector<std::jthread> all;
        for (unsigned number = 0; number < threads; ++number) all.emplace_back(work);
    });
    if (refused != 0) throw std::runtime_error("a check-in was refused");
    return rate;
}

class Rows {
public:
    explicit Rows(const std::filesystem::path& file) {
        check(sqlite3_open(file.c_str(), &handle_));
        run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8192; PRAGMA foreign_keys=ON;");
        check(sqlite3_prepare_v2(handle_, insert_text, -1, &insert_, nullptr));
    }
    ~Rows() {
        sqlite3_finalize(insert_);
        sqlite3_close(handle_);
    }
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;

    double add(ContributionId first, const std::vector<std::string>& lines, Day today) {
        return rate_of(static_cast<unsigned>(lines.size()), [&] {
            for (std::size_t at = 0; at < lines.size(); ++at) {
                if (at % group == 0) run("BEGIN IMMEDIATE");
                insert(first + static_cast<ContributionId>(at), lines[at], today);
                if (at % group == group - 1 || at + 1 == lines.size()) run("COMMIT");
            }
        });
    }

private:
    static constexpr auto insert_text =
        "INSERT INTO contribution (participant, movement, voice, state, audience, answers, language, day, note, words, heed, follows, of_vow, "
        "report, reported_on) VALUES (?1, 1, 2, ?4, 1, 1, 'en', ?2, '', ?3, 0, ?1, ?1, 1, ?2)";

    void insert(ContributionId on, const std::string& words, Day today) {
        sqlite3_bind_int64(insert_, 1, on);
        sqlite3_bind_int64(insert_, 2, today.number());
        if (words.empty()) sqlite3_bind_null(insert_, 3);
        else sqlite3_bind_text(insert_, 3, words.data(), static_cast<int>(words.size()), SQLITE_STATIC);
        sqlite3_bind_int(insert_, 4, static_cast<int>(words.empty() ? State::accepted : State::waiting));
        if (sqlite3_step(insert_) != SQLITE_DONE) check(SQLITE_ERROR);
        sqlite3_reset(insert_);
    }
    void run(const char* statements) { check(sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr)); }
    void check(int code) {
        if (code != SQLITE_OK) throw std::runtime_error(handle_ ? sqlite3_errmsg(handle_) : "no memory");
    }
    sqlite3* handle_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
};

int run(const std::filesystem::path& folder, unsigned count, unsigned threads, unsigned rounds) {
    const FixedClock clock;
    const auto acts = settings_in(folder / "acts"), rows = settings_in(folder / "rows");
    const auto campaign = app::read_campaign(acts);
    const unsigned known = 1000, read = 8000;   // before it is measured: prepared statements; a guard that has read other lines for a while
    for (const auto& settings : {acts, rows}) fill_with_vows(settings, campaign, {.count = known + count * rounds, .today = clock.today()});
    app::House house(acts, campaign, clock, "http://127.0.0.1");
    for (unsigned number = 0; number < read; ++number) static_cast<void>(house.services().guard.read(line(1'000'000 + number)));
    Rows straight(app::database_file(rows));
    std::vector<double> ours, limit;
    ContributionId next = 1;
    const auto measure = [&](unsigned many, bool straight_first) {
        std::vector<std::string> lines;
        for (unsigned number = 0; number < many; ++number) lines.push_back(line(static_cast<unsigned>(next) + number));
        if (straight_first) limit.push_back(straight.add(next, lines, clock.today()));
        ours.push_back(by_the_act(house, next, lines, threads));
        if (!straight_first) limit.push_back(straight.add(next, lines, clock.today()));
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
        if (count != 5) throw std::runtime_error("check_in_load FOLDER COUNT THREADS ROUNDS");
        himthough::start_secrets();
        const auto number = [&](int at) { return static_cast<unsigned>(std::stoul(words[at])); };
        return bench::run(words[1], number(2), number(3), number(4));
    } catch (const std::exception& why) {
        std::cerr << "check_in_load: " << why.what() << '\n';
        return 1;
    }
}
