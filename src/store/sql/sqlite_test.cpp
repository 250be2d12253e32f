#include "store/sql/sqlite.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "store/sql/connection.h"
#include "store/sql/scratch_test.h"

namespace himthough::sql {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string complaint_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const std::runtime_error& fault) {
        return fault.what();
    }
    return "";
}

TEST(Sqlite, WhatWasKeptIsThereAfterAReopen) {
    const Scratch scratch;
    {
        auto engine = open_sqlite(scratch / "a.db", notes_settings());
        EXPECT_TRUE(keep_note(*engine, 1));
        EXPECT_TRUE(engine->healthy());
    }
    EXPECT_FALSE(std::filesystem::exists(scratch / "a.db-wal"));
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    EXPECT_EQ(notes(*engine), 1);
}

TEST(Sqlite, ItsFilesAreForItsOwnerOnly) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    keep_note(*engine, 1);
    for (const auto& entry : std::filesystem::directory_iterator(scratch.path()))
        EXPECT_EQ(entry.status().permissions(), std::filesystem::perms(0600)) << entry.path();
}

TEST(Sqlite, ARefusalTakesBackWhatItWroteAndNothingElse) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    std::atomic<int> kept = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 16; ++thread)
            threads.emplace_back([&, thread] {
                for (int turn = 0; turn < 60; ++turn) {
                    const int tag = thread * 1000 + turn;
                    const bool wanted = tag % 3 != 0;
                    const bool written = engine->write([&](Transaction& tx) {
                        tx.run(add_note, {{"tag", tag}, {"words", "some words"}});
                        return wanted;
                    });
                    EXPECT_EQ(written, wanted);
                    kept += wanted;
                }
            });
    }
    EXPECT_EQ(notes(*engine), kept.load());
    engine->read([&](Transaction& tx) { EXPECT_EQ(tx.number("SELECT count(*) FROM note WHERE tag % 3 = 0"), 0); });
}

// Groups of all sizes follow one another as fast as they can; a caller who is not woken would hang here.
TEST(Sqlite, NobodyIsLeftWaiting) {
    const Scratch scratch;
    auto settings = notes_settings();
    settings.group_limit = 5;
    auto engine = open_sqlite(scratch / "a.db", settings);
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 24; ++thread)
            threads.emplace_back([&] {
                for (int turn = 0; turn < 2000; ++turn)   // nothing to commit: no fsync slows them down
                    done += engine->write([&](Transaction& tx) { return tx.number("SELECT 1") == 1; });
            });
    }
    EXPECT_EQ(done.load(), 48000);
}

TEST(Sqlite, AnExceptionComesOutWhereItBelongsAndTakesBackItsOwnWritesOnly) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    std::atomic<int> kept = 0, caught = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&, thread] {
                for (int turn = 0; turn < 40; ++turn) {
                    const int tag = thread * 1000 + turn;
                    try {
                        kept += engine->write([&](Transaction& tx) {
                            tx.run(add_note, {{"tag", tag}, {"words", nullptr}});
                            if (turn % 4 == 0) throw tag;
                            return true;
                        });
                    } catch (int mine) {
                        EXPECT_EQ(mine, tag);
                        ++caught;
                    }
                }
            });
    }
    EXPECT_EQ(caught.load(), 80);
    EXPECT_EQ(kept.load(), 240);
    EXPECT_EQ(notes(*engine), 240);
}

TEST(Sqlite, ABrokenRuleOfTheSchemaIsAnExceptionAndTheRestOfItsGroupIsKept) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    ASSERT_TRUE(keep_note(*engine, 7));
    EXPECT_THROW(keep_note(*engine, 7), Broken);
    EXPECT_THAT(complaint_of([&] { keep_note(*engine, 7, "kumquat"); }), Not(HasSubstr("kumquat")));
    EXPECT_TRUE(engine->healthy());
    EXPECT_TRUE(keep_note(*engine, 8));
}

TEST(Sqlite, ValuesGoInAndComeOutAsTheyAre) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    const std::string bytes("\0\xff'\"", 4);
    engine->read([&](Transaction& tx) {
        tx.each("SELECT $text, $blob, $none, $number, $empty, $text", {{"number", -5}, {"none", nullptr}, {"blob", Blob{bytes}},
                {"text", std::string("a\0b", 3)}, {"empty", std::optional<std::string>()}}, [&](const Row& row) {
            EXPECT_EQ(row.text(0), std::string_view("a\0b", 3));
            EXPECT_EQ(row.bytes(1), bytes);
            EXPECT_TRUE(row.null(2));
            EXPECT_EQ(row.integer(3), -5);
            EXPECT_TRUE(row.null(4));
            EXPECT_EQ(row.text(5), std::string_view("a\0b", 3));
        });
        EXPECT_EQ(tx.one("SELECT $a", {{"a", ""}}, [](const Row& row) { return !row.null(0); }), true);
    });
}

TEST(Sqlite, AForgottenOrUnknownValueIsAMistakeOfOurs) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    engine->read([&](Transaction& tx) {
        EXPECT_THROW(tx.number("SELECT $a + $b", {{"a", 1}}), std::logic_error);
        EXPECT_THROW(tx.number("SELECT $a + $b", {{"a", 1}, {"c", 2}}), std::logic_error);
        EXPECT_THROW(tx.number("SELECT $a + $b", {{"a", 1}, {"a", 2}}), std::logic_error);
        EXPECT_EQ(tx.number("SELECT $a + $b", {{"b", 1}, {"a", 2}}), 3);
    });
}

TEST(Sqlite, AStatementMayRunInsideItself) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    for (int tag = 1; tag <= 3; ++tag) keep_note(*engine, tag);
    static constexpr Text all = "SELECT tag FROM note ORDER BY tag";
    int seen = 0;
    engine->read([&](Transaction& tx) { tx.each(all, {}, [&](const Row&) { tx.each(all, {}, [&](const Row&) { ++seen; }); }); });
    EXPECT_EQ(seen, 9);
}

TEST(Sqlite, AReaderSeesOneMomentAndCannotWrite) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    keep_note(*engine, 1);
    engine->read([&](Transaction& tx) {
        EXPECT_EQ(tx.number(count_notes), 1);
        EXPECT_TRUE(keep_note(*engine, 2));
        EXPECT_EQ(tx.number(count_notes), 1);
        EXPECT_THROW(tx.run("DELETE FROM note"), Broken);
    });
    EXPECT_EQ(notes(*engine), 2);
}

TEST(Sqlite, MoreReadersThanConnectionsTakeTurns) {
    const Scratch scratch;
    auto settings = notes_settings();
    settings.readers = 2;
    auto engine = open_sqlite(scratch / "a.db", settings);
    std::atomic<int> inside = 0, most = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 8; ++thread)
            threads.emplace_back([&] {
                for (int turn = 0; turn < 20; ++turn)
                    engine->read([&](Transaction& tx) {
                        const int now = ++inside;
                        for (int before = most; before < now && !most.compare_exchange_weak(before, now);) {}
                        tx.number(count_notes);
                        --inside;
                    });
            });
    }
    EXPECT_LE(most.load(), 2);
}

TEST(Sqlite, OnlyOneProcessServes) {
    const Scratch scratch;
    auto engine = open_sqlite(scratch / "a.db", notes_settings());
    EXPECT_THAT(complaint_of([&] { open_sqlite(scratch / "a.db", notes_settings()); }), HasSubstr("Another process"));
    auto beside = notes_settings();
    beside.read_only = true;
    auto looker = open_sqlite(scratch / "a.db", beside);
    keep_note(*engine, 1);
    EXPECT_EQ(notes(*looker), 1);
    EXPECT_FALSE(keep_note(*looker, 2));
}

TEST(Migration, BringsAnOlderDatabaseUpAndKeepsItsRows) {
    static constexpr Migration two[] = {notes_schema[0], {2, "kind", "ALTER TABLE note ADD COLUMN kind INTEGER NOT NULL DEFAULT 4"}};
    const Scratch scratch;
    keep_note(*open_sqlite(scratch / "a.db", notes_settings()), 1);
    auto newer = notes_settings();
    newer.migrations = two;
    {
        auto engine = open_sqlite(scratch / "a.db", newer);
        engine->read([&](Transaction& tx) { EXPECT_EQ(tx.number("SELECT kind FROM note"), 4); });
    }
    EXPECT_THAT(complaint_of([&] { open_sqlite(scratch / "a.db", notes_settings()); }), HasSubstr("newer version of himthough (schema 2"));
}

TEST(Migration, AStepThatFailsLeavesTheDatabaseAsItWas) {
    static constexpr Migration bad[] = {notes_schema[0], {2, "torn", "DELETE FROM note; INSERT INTO nothing VALUES (1)"}};
    const Scratch scratch;
    keep_note(*open_sqlite(scratch / "a.db", notes_settings()), 1);
    auto newer = notes_settings();
    newer.migrations = bad;
    EXPECT_THAT(complaint_of([&] { open_sqlite(scratch / "a.db", newer); }), HasSubstr("as it was before"));
    EXPECT_EQ(notes(*open_sqlite(scratch / "a.db", notes_settings())), 1);
}

TEST(Migration, RefusesTheDatabaseOfAnotherProgramAndWhatIsNoDatabase) {
    const Scratch scratch;
    { Connection other(scratch / "b.db", Connection::Mode::writer, {}); other.script("CREATE TABLE x (y)"); }
    EXPECT_THAT(complaint_of([&] { open_sqlite(scratch / "b.db", notes_settings()); }), HasSubstr("another program"));
    std::ofstream(scratch / "c.db") << std::string(5000, 'x');
    EXPECT_THAT(complaint_of([&] { open_sqlite(scratch / "c.db", notes_settings()); }), HasSubstr("cannot be opened"));
}

TEST(Migration, TheRealSchemaIsNumberedWithoutGapsAndHoldsTogether) {
    int expected = 0;
    for (const auto& step : schema()) EXPECT_EQ(step.number, ++expected);
    EXPECT_GE(expected, 1);
    const Scratch scratch;
    EXPECT_TRUE(open_sqlite(scratch / "a.db")->healthy());
}

}  // namespace
}  // namespace himthough::sql
