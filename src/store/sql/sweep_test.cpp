#include <atomic>
#include <random>
#include <set>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/scratch_test.h"

namespace himthough::sql {
namespace {

using namespace std::chrono_literals;

constexpr Text delete_note = "DELETE FROM note WHERE tag = $tag";
constexpr Text change_note = "UPDATE note SET words = $words WHERE tag = $tag";

// Which files of the folder hold the text.
std::set<std::string> files_with(const Scratch& scratch, std::string_view text) {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path()))
        if (scratch.bytes(entry.path().filename().string()).find(text) != std::string::npos) found.insert(entry.path().filename().string());
    return found;
}

TEST(Sweep, DeletedWordsAreInNoFileAnyMore) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    keep_note(*engine, 1, "words that stay");
    keep_note(*engine, 2, "a kumquat tree");
    EXPECT_FALSE(files_with(scratch, "kumquat").empty());
    engine->write([](Transaction& tx) { return tx.run(delete_note, {{"tag", 2}}) == 1; });
    engine->sweep();
    EXPECT_TRUE(files_with(scratch, "kumquat").empty());
    EXPECT_EQ(std::filesystem::file_size(scratch / "a.db-wal"), 0u);
    EXPECT_FALSE(files_with(scratch, "words that stay").empty());
}

// Rows of all sizes, in pages that were split, merged and rewritten many times: a page must not keep a copy of a row that moved on.
TEST(Sweep, NoPageKeepsACopyOfARowThatMoved) {
    std::mt19937 random(2017);
    const auto some = [&random](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    for (int round = 0; round < 6; ++round) {
        const Scratch scratch;
        auto settings = notes_settings();
        static constexpr Migration scattered[] = {
            {1, "notes", "CREATE TABLE note (id INTEGER PRIMARY KEY, tag INTEGER NOT NULL UNIQUE, words TEXT); CREATE INDEX w ON note (words)"}};
        settings.migrations = scattered;
        auto engine = open_sqlite(scratch / "a.db", settings);
        const auto words = [&](int tag) {
            const int most = some(9) == 0 ? 9000 : 700;
            std::string text(static_cast<std::size_t>(some(most)), static_cast<char>('a' + some(25)));
            return (tag % 2 ? "kumquat " : "apple ") + text;
        };
        for (int turn = 0; turn < 12; ++turn)
            engine->write([&](Transaction& tx) {
                for (int step = 0; step < 150; ++step) {
                    const int tag = some(1200);
                    if (tx.run(change_note, {{"tag", tag}, {"words", words(tag)}})) continue;
                    tx.run("INSERT INTO note (id, tag, words) VALUES ($id, $tag, $words)",
                           {{"id", some(1 << 30)}, {"tag", tag}, {"words", words(tag)}});
                    tx.run(delete_note, {{"tag", some(1200)}});
                }
                return true;
            });
        engine->write([&](Transaction& tx) { return tx.run("DELETE FROM note WHERE tag % 2 = 1") > 0; });
        engine->sweep();
        EXPECT_TRUE(files_with(scratch, "kumquat").empty()) << "round " << round;
        EXPECT_FALSE(files_with(scratch, "apple").empty());
    }
}

TEST(Sweep, WaitsForAReaderWhoIsSoonDone) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    keep_note(*engine, 1, "kumquat");
    std::atomic<bool> reading = false;
    std::jthread reader([&] {
        engine->read([&](Transaction& tx) {
            tx.number(count_notes);
            reading = true;
            std::this_thread::sleep_for(150ms);
        });
    });
    while (!reading) std::this_thread::sleep_for(1ms);
    engine->write([](Transaction& tx) { return tx.run(delete_note, {{"tag", 1}}) == 1; });
    engine->sweep();
    EXPECT_TRUE(files_with(scratch, "kumquat").empty());
}

TEST(Sweep, FindsItsGapAmongReadersWhoNeverPause) {
    const Scratch scratch;
    auto settings = notes_settings();
    settings.sweep_patience = 4s;
    auto engine = open_sqlite(scratch / "a.db", settings);
    std::atomic<bool> stop = false;
    std::vector<std::jthread> readers;
    for (int thread = 0; thread < 4; ++thread)
        readers.emplace_back([&] {
            while (!stop)
                engine->read([&](Transaction& tx) {
                    tx.number(count_notes);
                    std::this_thread::sleep_for(20ms);
                });
        });
    for (int tag = 1; tag <= 3; ++tag) {
        keep_note(*engine, tag, "kumquat");
        engine->write([&](Transaction& tx) { return tx.run(delete_note, {{"tag", tag}}) == 1; });
        EXPECT_NO_THROW(engine->sweep());
    }
    stop = true;
    readers.clear();
    EXPECT_TRUE(files_with(scratch, "kumquat").empty());
}

TEST(Sweep, GivesUpOnAReaderWhoNeverLeavesAndWritingGoesOn) {
    const Scratch scratch;
    auto settings = notes_settings();
    settings.sweep_patience = 100ms;
    auto engine = open_sqlite(scratch / "a.db", settings);
    keep_note(*engine, 1);
    engine->read([&](Transaction& tx) {
        tx.number(count_notes);
        keep_note(*engine, 2);
        EXPECT_THROW(engine->sweep(), Broken);
        EXPECT_TRUE(keep_note(*engine, 3));
    });
    EXPECT_NO_THROW(engine->sweep());
    EXPECT_TRUE(engine->healthy());
}

TEST(Backup, IsOneConsistentFileWhileWritingGoesOn) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    const std::string filler(2000, 'x');
    engine->write([&](Transaction& tx) {
        for (int tag = 1; tag <= 3000; ++tag) tx.run(add_note, {{"tag", tag}, {"words", filler}});
        return true;
    });
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    {
        std::jthread writer([&] {
            for (int tag = 10000; !stop; tag += 2, ++written)   // always two together
                engine->write([&](Transaction& tx) {
                    tx.run(add_note, {{"tag", tag}, {"words", filler}});
                    return tx.run(add_note, {{"tag", tag + 1}, {"words", filler}}) == 1;
                });
        });
        while (written < 3) std::this_thread::sleep_for(1ms);
        engine->backup_to(scratch / "copy.db");
        stop = true;
    }
    EXPECT_FALSE(std::filesystem::exists(scratch / "copy.db-wal"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "copy.db-journal"));
    EXPECT_FALSE(std::filesystem::exists(scratch / "copy.db.part"));
    EXPECT_EQ(std::filesystem::status(scratch / "copy.db").permissions(), std::filesystem::perms(0600));
    EXPECT_EQ(scratch.bytes("copy.db").substr(18, 2), "\x01\x01") << "the copy must not ask for a log beside it";
    auto copy = open_sqlite(scratch / "copy.db", notes_settings());
    const auto kept = notes(*copy);
    EXPECT_GE(kept, 3006);
    EXPECT_EQ(kept % 2, 0);
    copy->read([](Transaction& tx) {
        EXPECT_EQ(tx.one("PRAGMA integrity_check", {}, [](const Row& row) { return std::string(row.text(0)); }), "ok");
    });
}

TEST(Backup, ThatCannotBeMadeLeavesNothing) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    EXPECT_THROW(engine->backup_to(scratch / "no such folder" / "copy.db"), Broken);
    EXPECT_TRUE(keep_note(*engine, 1));
}

}  // namespace
}  // namespace himthough::sql
