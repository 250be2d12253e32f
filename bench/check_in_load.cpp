// check_in_load FOLDER COUNT THREADS ROUNDS: COUNT check-ins, every one on another vow, every second with a line of words and the others as one tap
// sends them, by the act that pages call, from so many threads; and as its limit the rows that this writes, straight through SQLite
// (bench/in_turn.h, also for what it prints).
#include <array>
#include <iostream>
#include <random>
#include <stdexcept>
#include <vector>

#include <fmt/core.h>

#include "acts/check_in.h"
#include "app/data.h"
#include "bench/in_turn.h"
#include "bench/vows.h"

namespace bench {
namespace {

using namespace himthough;

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

using Lines = std::vector<std::string>;

/// The check-ins first to first + lines.size(), through the act.
void by_the_act(app::House& house, ContributionId first, const Lines& lines, unsigned threads) {
    from_threads(static_cast<unsigned>(lines.size()), threads, [&](unsigned at) {
        return check_in(house.services(), Opened{first + at, {}}, {first + at, Report::at_it, "", lines[at]}).has_value();
    });
}

class Rows {
public:
    Rows(const std::filesystem::path& file, Day today) : sqlite_(file), today_(today.number()) {}

    void add(ContributionId first, const Lines& lines) {
        sqlite_.in_groups(static_cast<unsigned>(lines.size()), [&](unsigned at) {
            const std::string_view words = lines[at];
            sqlite_.step(insert_, first + at, today_, words, static_cast<std::int64_t>(words.empty() ? State::accepted : State::waiting));
        });
    }

private:
    RawSqlite sqlite_;
    std::int64_t today_;
    sqlite3_stmt* insert_ = sqlite_.prepare(
        "INSERT INTO contribution (participant, movement, voice, state, audience, answers, language, day, note, words, heed, follows, of_vow, "
        "report, reported_on) VALUES (?1, 1, 2, ?4, 1, 1, 'en', ?2, '', ?3, 0, ?1, ?1, 1, ?2)");
};

int run(const std::filesystem::path& folder, unsigned count, unsigned threads, unsigned rounds) {
    const FixedClock clock;
    const auto acts = settings_in(folder / "acts"), rows = settings_in(folder / "rows");
    const auto campaign = app::read_campaign(acts);
    Lines lines;
    const Turns turns{.known = 1000, .count = count, .rounds = rounds, .prepare = [&](ContributionId first, unsigned many) {   // known: prepared statements
        lines.clear();
        for (unsigned number = 0; number < many; ++number) lines.push_back(line(static_cast<unsigned>(first) + number));
    }};
    for (const auto& settings : {acts, rows}) fill_with_vows(settings, campaign, {.count = turns.known + count * rounds, .today = clock.today()});
    app::House house(acts, campaign, clock, "http://127.0.0.1");
    const unsigned read = 8000;   // a guard that has read other lines for a while
    for (unsigned number = 0; number < read; ++number) static_cast<void>(house.services().guard.read(line(1'000'000 + number)));
    Rows straight(app::database_file(rows), clock.today());
    in_turn(turns, [&](ContributionId first, unsigned) { by_the_act(house, first, lines, threads); },
            [&](ContributionId first, unsigned) { straight.add(first, lines); });
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
