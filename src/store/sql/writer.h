#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "store/sql/connection.h"

namespace himthough::sql {

/// The one place where the database changes: group commit.
///
///     write() ─┐                                                                ┌─> all woken
///     write() ─┼─> waiting ─> the writer: BEGIN, closure by closure, COMMIT (fsync) ─┤
///     write() ─┘                                                                └─> ...
///
/// What comes in while a group is being committed makes up the next one. A caller who finds nobody writing commits on its own thread,
/// unless several have written at once lately: then the next group gathers for a moment. Every closure of a group sees what those
/// before it did. One that refuses or throws takes back its own changes only: that is rare once it has changed something, so a group
/// runs without savepoints (they copy every page that is touched, a third of the writer's work), and only when it happens once more
/// with them. When the commit fails, nobody in the group has been told anything yet, and all of it is gone.
class Writer {
public:
    /// Brings the database up to the newest schema first; throws what migrate() throws.
    Writer(const std::filesystem::path& file, const SqliteSettings& settings);
    /// Runs what waits, then ends.
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// As store::Engine::write.
    bool write(const std::function<bool(Transaction&)>& work);
    /// Copies the log into the database and empties it, between two groups. False when a reader is in the way. Throws Broken.
    bool empty_log();
    /// False after an error that is final, and while there is no room.
    bool healthy() const;
    /// True after an error that is final.
    bool failed() const { return failed_; }

private:
    enum class End { kept, taken_back, unavailable };
    struct Request {
        const std::function<bool(Transaction&)>* work;   // null: empty the log
        End end = End::unavailable;
        bool changed = false;
        std::exception_ptr error = nullptr;
    };
    using Group = std::vector<Request*>;

    // Who waits for a group sleeps on its number; even and odd ones apart, so that those of the next one sleep on.
    struct Round {
        std::atomic<unsigned> finished = 0;   // the last group that is done
        std::atomic<bool> wake_rest = false;  // the first to wake wakes the others
    };

    void hand_over(Request& request);
    using Clock = std::chrono::steady_clock;
    void notice_crowd(std::size_t at_once, Clock::time_point now);
    bool gathering(Clock::time_point now) const;
    void run_here(Request& request, std::unique_lock<std::mutex>& lock, Clock::time_point now);
    void wait_for(unsigned group);
    void finish(unsigned group);
    void take_group(Group& group);
    void run();
    void run_group(std::span<Request* const> group);
    enum class Ran { whole, lost, wants_savepoints };
    Ran run_closures(std::span<Request* const> group, bool guarded);
    static void forget(std::span<Request* const> group);
    bool run_one(Request& request, bool guarded);
    void lose(std::span<Request* const> group);
    void empty_log_for(Request& request);
    void stop_for_good();

    const std::filesystem::path folder_;
    const std::size_t group_limit_;
    const int wal_pages_;
    Connection connection_;

    std::mutex mutex_;
    std::condition_variable wake_;
    Group waiting_;
    unsigned taken_groups_ = 0;      // how many groups have been taken from waiting_
    bool busy_ = false;              // somebody uses the connection: the writer, or a caller who found it free
    Clock::time_point last_begun_{}, crowd_until_{};
    std::size_t crowd_ = 0;          // the most who wrote at once, until crowd_until_
    bool copy_due_ = false, stopping_ = false;
    bool asleep_ = false, dozing_ = false;   // the writer: until it is called; until a group has gathered
    std::atomic<bool> failed_ = false, no_room_ = false;
    std::array<Round, 2> rounds_;
    std::thread thread_;
};

}  // namespace himthough::sql
