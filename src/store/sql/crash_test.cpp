#include <atomic>
#include <csignal>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/sql/fault_vfs_test.h"
#include "store/sql/scratch_test.h"

namespace himthough::sql {
namespace {

using namespace std::chrono_literals;

SqliteSettings faulty_settings() {
    auto settings = notes_settings();
    settings.vfs = FaultyDisk::name;
    return settings;
}

/// Keeps the log's lines out of the tests' while the disk fails a hundred times.
class Quiet {
public:
    Quiet() : error_(::dup(STDERR_FILENO)) {
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(nowhere, STDERR_FILENO);
        ::close(nowhere);
    }
    ~Quiet() {
        ::dup2(error_, STDERR_FILENO);
        ::close(error_);
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    int error_;
};

/// How often each tag is there.
std::map<std::int64_t, int> tags_in(const std::filesystem::path& file) {
    std::map<std::int64_t, int> found;
    const auto engine = open_sqlite(file, notes_settings());
    engine->read([&](Transaction& tx) {
        EXPECT_EQ(tx.one("PRAGMA integrity_check", {}, [](const Row& row) { return std::string(row.text(0)); }), "ok");
        tx.each("SELECT tag FROM note", {}, [&](const Row& row) { ++found[row.integer(0)]; });
    });
    return found;
}

TEST(Disk, AFailedFsyncIsFinalAndNeverTriedAgain) {
    const Scratch scratch;
    FaultyDisk disk;
    {
        auto engine = open_sqlite(scratch / "a.db", faulty_settings());
        ASSERT_TRUE(keep_note(*engine, 1));
        disk.fail_next_sync();
        EXPECT_FALSE(keep_note(*engine, 2));
        EXPECT_FALSE(engine->healthy());
        const int syncs = disk.syncs();
        for (int tag = 3; tag < 6; ++tag) EXPECT_FALSE(keep_note(*engine, tag));
        EXPECT_EQ(disk.syncs(), syncs);
        EXPECT_EQ(notes(*engine), 1) << "what was kept can still be read";
        EXPECT_THROW(engine->sweep(), Broken);
        engine.reset();
        EXPECT_EQ(disk.syncs(), syncs) << "not when it is closed either";
    }
    const auto found = tags_in(scratch / "a.db");
    EXPECT_TRUE(found.contains(1));
    EXPECT_FALSE(found.contains(3));
}

TEST(Disk, AFailedFsyncWhileTheLogIsCopiedIsFinalToo) {
    const Scratch scratch;
    FaultyDisk disk;
    auto settings = faulty_settings();
    settings.wal_bytes = 8 * 4096;
    auto engine = open_sqlite(scratch / "a.db", settings);
    disk.fail_next_sync(".db");   // the database itself is written only when the log is copied into it
    int kept = 0;
    while (kept < 200 && keep_note(*engine, kept, std::string(3000, 'x'))) ++kept;
    EXPECT_GT(kept, 0);
    EXPECT_LT(kept, 200);
    EXPECT_FALSE(engine->healthy());
}

TEST(Disk, AnErrorOfAWriteIsFinal) {
    const Scratch scratch;
    FaultyDisk disk;
    auto engine = open_sqlite(scratch / "a.db", faulty_settings());
    ASSERT_TRUE(keep_note(*engine, 1));
    disk.fail_next_write();
    EXPECT_FALSE(keep_note(*engine, 2));
    EXPECT_FALSE(keep_note(*engine, 3));
    EXPECT_FALSE(engine->healthy());
}

TEST(Disk, AFullDiskKeepsNothingAndWritingResumesByItself) {
    const Scratch scratch;
    FaultyDisk disk;
    auto engine = open_sqlite(scratch / "a.db", faulty_settings());
    ASSERT_TRUE(keep_note(*engine, 1));
    disk.be_full(true);
    for (int tag = 2; tag < 5; ++tag) EXPECT_FALSE(keep_note(*engine, tag, std::string(20000, 'x')));
    EXPECT_EQ(notes(*engine), 1);
    disk.be_full(false);
    EXPECT_TRUE(keep_note(*engine, 2));
    EXPECT_TRUE(engine->healthy());
    EXPECT_EQ(notes(*engine), 2);
    engine.reset();
    EXPECT_EQ(tags_in(scratch / "a.db").size(), 2u);
}

TEST(Disk, WhoWriteAtOnceShareTheirFsyncs) {
    constexpr int threads = 8, writes = 50;
    const Scratch scratch;
    FaultyDisk disk;
    auto settings = notes_settings();
    settings.vfs = FaultyDisk::name;
    const auto engine = open_sqlite(scratch / "a.db", settings);
    const int before = disk.syncs();
    {
        std::vector<std::jthread> crowd;
        for (int thread = 0; thread < threads; ++thread)
            crowd.emplace_back([&, thread] {
                for (int n = 0; n < writes; ++n) {
                    std::this_thread::sleep_for(std::chrono::microseconds(200 * (1 + (thread + n) % 5)));
                    EXPECT_TRUE(keep_note(*engine, thread * writes + n));
                }
            });
    }
    EXPECT_EQ(notes(*engine), threads * writes);
    EXPECT_LT(disk.syncs() - before, threads * writes / 2);
}

TEST(Disk, ARefusalInAGroupThatWasLostIsNotBelieved) {
    const Scratch scratch;
    FaultyDisk disk;
    auto engine = open_sqlite(scratch / "a.db", faulty_settings());
    std::atomic<int> believed = 0, kept = 0;
    std::atomic<bool> go = false;
    // Everybody wants to be the one who says it; whoever comes second is refused. The disk is full for all.
    disk.be_full(true);
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 12; ++thread)
            threads.emplace_back([&] {
                while (!go) std::this_thread::yield();
                for (int turn = 0; turn < 20; ++turn) {
                    bool refused = false;
                    try {
                        kept += engine->write([&](Transaction& tx) {
                            refused = tx.number(count_tag, {{"tag", turn}}) > 0;
                            return !refused && tx.run(add_note, {{"tag", turn}, {"words", std::string(9000, 'x')}}) == 1;
                        });
                        believed += refused;
                    } catch (const Broken&) {
                    }
                }
            });
        go = true;
    }
    EXPECT_EQ(kept.load(), 0);
    EXPECT_EQ(believed.load(), 0);
    disk.be_full(false);
    EXPECT_EQ(notes(*engine), 0);
}

TEST(PowerLoss, EveryAcknowledgedWriteIsThereExactlyOnce) {
    const Quiet quiet;
    std::mt19937 random(20171015);
    int rounds_with_loss = 0, acknowledged_in_all = 0;
    for (int round = 0; round < 120; ++round) {
        const Scratch scratch;
        std::filesystem::create_directory(scratch / "after");
        std::set<std::int64_t> acknowledged, tried;
        std::mutex mutex;
        {
            FaultyDisk disk;
            auto settings = faulty_settings();
            settings.wal_bytes = 40 * 4096;   // so that power also goes while the log is copied
            auto engine = open_sqlite(scratch / "a.db", settings);
            disk.lose_power_after(static_cast<int>(random() % 1500));
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread)
                threads.emplace_back([&, thread] {
                    const std::string words(200 + 400 * static_cast<std::size_t>(thread), 'x');
                    for (std::int64_t tag = thread * 100000;; ++tag) {
                        { const std::lock_guard lock(mutex); tried.insert(tag); }
                        if (!keep_note(*engine, tag, words)) return;
                        const std::lock_guard lock(mutex);
                        acknowledged.insert(tag);
                    }
                });
            threads.clear();
            rounds_with_loss += disk.powerless();
            engine.reset();
            disk.leave_in(scratch / "after", random, round % 2 == 1);
        }
        const auto found = tags_in(scratch / "after" / "a.db");
        for (const auto tag : acknowledged) EXPECT_TRUE(found.contains(tag)) << "round " << round;
        for (const auto& [tag, times] : found) {
            EXPECT_EQ(times, 1);
            EXPECT_TRUE(tried.contains(tag));
        }
        acknowledged_in_all += static_cast<int>(acknowledged.size());
        if (testing::Test::HasFailure()) break;
    }
    EXPECT_EQ(rounds_with_loss, 120);
    EXPECT_GT(acknowledged_in_all, 1000);
}

// Runs in a process of its own until it is killed: tells the pipe what was acknowledged.
[[noreturn]] void write_until_killed(const std::filesystem::path& file, std::int64_t first, int pipe) {
    auto settings = notes_settings();
    settings.wal_bytes = 64 * 4096;
    auto engine = open_sqlite(file, settings);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 16; ++thread)
        threads.emplace_back([&, thread] {
            for (std::int64_t tag = first + thread; keep_note(*engine, tag, std::string(400, 'x')); tag += 16)
                if (::write(pipe, &tag, sizeof tag) != sizeof tag) return;
        });
    threads.clear();
    ::_exit(1);
}

TEST(Kill, EveryAcknowledgedWriteIsThereExactlyOnce) {
    const Scratch scratch;
    std::mt19937 random(42);
    std::set<std::int64_t> acknowledged;
    constexpr int kills = 30;
    for (int round = 0; round < kills; ++round) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(ends[0]);
            try {
                write_until_killed(scratch / "a.db", (round + 1) * 10'000'000, ends[1]);
            } catch (...) {
                ::_exit(2);   // nothing of it must come back into the tests
            }
        }
        ::close(ends[1]);
        std::jthread killer([&, after = std::chrono::milliseconds(random() % 120)] {
            std::this_thread::sleep_for(30ms + after);
            ::kill(child, SIGKILL);
        });
        std::int64_t tag;
        while (::read(ends[0], &tag, sizeof tag) == sizeof tag) acknowledged.insert(tag);
        killer.join();
        ::waitpid(child, nullptr, 0);
        ::close(ends[0]);
    }
    const auto found = tags_in(scratch / "a.db");
    EXPECT_GT(acknowledged.size(), 100u);
    for (const auto tag : acknowledged) EXPECT_TRUE(found.contains(tag));
    for (const auto& [tag, times] : found) EXPECT_EQ(times, 1) << tag;
}

}  // namespace
}  // namespace himthough::sql
