#include "bench/vows.h"

#include <stdexcept>

#include <fmt/core.h>
#include <sqlite3.h>

#include "app/data.h"

namespace bench {
namespace {

// 7919 is a prime: i * 7919 % count goes once through all numbers, far from the order of i.
constexpr auto fill = R"(
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -400000;
    BEGIN;
    INSERT INTO participant (receipt, day)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) SELECT randomblob(32), {3} - i % 500 FROM n;
    INSERT INTO contribution (participant, movement, voice, state, audience, answers, deed, language, day, note, words, counted, edition, place)
        SELECT id, 1, 2, 5, 1, 1, 2, 'en', day, '', 'I looked away when it was said, more than once, and I laughed along. Nobody asked me to.', 1, 1, id
        FROM participant;
    INSERT INTO vow (contribution, movement, action, shows, made, due, stands)
        SELECT id, 1, 'I say something when a colleague is talked over in our meetings.', 'Somebody who was there could tell.', {3} - 1,
               CASE WHEN id * 7919 % {0} < {1} * {2} THEN {3} + id * 7919 % {0} / {1} ELSE {3} + {2} + id * 7919 % {0} % 1800 END, 1
        FROM contribution;
    COMMIT;
    PRAGMA wal_checkpoint(TRUNCATE);
)";

}  // namespace

himthough::app::Settings settings_in(const std::filesystem::path& folder) {
    auto settings = himthough::app::read_settings({}).settings;
    settings.data = folder;
    settings.workers = 4;
    return settings;
}

void fill_with(const himthough::app::Settings& settings, const himthough::app::Campaign& campaign, const std::string& text) {
    std::filesystem::create_directories(settings.data);
    { const himthough::app::House house(settings, campaign, himthough::SystemClock(), "http://127.0.0.1"); }   // the schema, and the movements' rows
    sqlite3* database = nullptr;
    const bool filled = sqlite3_open(himthough::app::database_file(settings).c_str(), &database) == SQLITE_OK &&
                        sqlite3_exec(database, text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    const std::string why = filled ? "" : sqlite3_errmsg(database);
    sqlite3_close(database);
    if (!filled) throw std::runtime_error("the rows could not be written: " + why);
}

void fill_with_vows(const himthough::app::Settings& settings, const himthough::app::Campaign& campaign, const Vows& vows) {
    fill_with(settings, campaign, fmt::format(fill, vows.count, std::max(vows.each_day, 1u), vows.each_day == 0 ? 0 : vows.days, vows.today.number()));
}

}  // namespace bench
