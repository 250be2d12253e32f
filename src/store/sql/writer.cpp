#include "store/sql/writer.h"

#include <algorithm>
#include <climits>

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"
#include "store/sql/migrate.h"

namespace himthough::sql {
namespace {

constexpr std::int64_t page_bytes = 4096;
// As PostgreSQL's commit_delay and commit_siblings: one flush for many costs each of them far less than one each, and nobody who waits
// for a page notices a millisecond. Who writes alone never waits.
constexpr std::chrono::microseconds gathers{1500};
constexpr std::chrono::milliseconds remembers_crowd{50};
// So many make a flush cheap for each. Whoever waits for more keeps the callers from working while the writer writes.
constexpr std::size_t company = 64;
// Less free space than this and the next write is likely to fail again.
constexpr std::uintmax_t room_to_write = 16 << 20;

// std::atomic::wait spins and yields first: a commit takes far longer than that, and sixty threads that yield to one another keep
// the writer off its core.
void sleep_while(std::atomic<unsigned>& word, unsigned value) {
    ::syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

void wake(std::atomic<unsigned>& word, int how_many) { ::syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, how_many, nullptr, nullptr, 0); }
static_assert(sizeof(std::atomic<unsigned>) == 4 && std::atomic<unsigned>::is_always_lock_free);

}  // namespace

Writer::Writer(const std::filesystem::path& file, const SqliteSettings& settings)
    : folder_(file.parent_path().empty() ? "." : file.parent_path()),
      group_limit_(settings.group_limit),
      wal_pages_(static_cast<int>(settings.wal_bytes / page_bytes)),
      connection_(file, Connection::Mode::writer, settings) {
    migrate(connection_, settings.migrations, file);
    thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

bool Writer::write(const std::function<bool(Transaction&)>& work) {
    Request request{&work};
    hand_over(request);
    if (request.error) std::rethrow_exception(request.error);
    return request.end == End::kept;
}

bool Writer::empty_log() {
    Request request{nullptr};
    hand_over(request);
    if (request.error) std::rethrow_exception(request.error);
    return request.end == End::kept;
}

void Writer::hand_over(Request& request) {
    std::unique_lock lock(mutex_);
    const auto now = Clock::now();
    notice_crowd(waiting_.size() + (busy_ ? 2 : 1), now);
    // Not while the log is to be copied: somebody alone who writes without a pause would keep the writer from it for ever.
    if (!busy_ && !copy_due_ && waiting_.empty() && !gathering(now)) return run_here(request, lock, now);
    const unsigned group = taken_groups_ + static_cast<unsigned>(waiting_.size() / group_limit_) + 1;
    waiting_.push_back(&request);
    const bool wakes = !busy_ && (std::exchange(asleep_, false) || (dozing_ && !gathering(now)));
    lock.unlock();
    if (wakes) wake_.notify_one();
    wait_for(group);
}

/// How many have written at once lately?
void Writer::notice_crowd(std::size_t at_once, Clock::time_point now) {
    if (at_once < crowd_ && now < crowd_until_) return;
    crowd_ = at_once;
    crowd_until_ = now + remembers_crowd;
}

/// A group that begins so soon after another waits for company, until all are there who wrote at once lately, or enough.
bool Writer::gathering(Clock::time_point now) const {
    return waiting_.size() < std::min(crowd_, company) && crowd_ > 1 && now < crowd_until_ && now < last_begun_ + gathers;
}

// Nobody writes and nobody waits: the caller commits by itself. Two changes of thread would cost about as much as its fsync.
void Writer::run_here(Request& request, std::unique_lock<std::mutex>& lock, Clock::time_point now) {
    busy_ = true;
    last_begun_ = now;
    lock.unlock();
    Request* const alone = &request;
    run_group({&alone, 1});
    const bool log_is_long = connection_.wal_pages() >= wal_pages_;
    lock.lock();
    busy_ = false;
    copy_due_ = copy_due_ || log_is_long;
    const bool wakes = (!waiting_.empty() || copy_due_) && std::exchange(asleep_, false);
    lock.unlock();
    if (wakes) wake_.notify_one();
}

void Writer::wait_for(unsigned group) {
    auto& round = rounds_[group % 2];
    for (;;) {
        const unsigned seen = round.finished.load();
        if (static_cast<int>(group - seen) <= 0) return;   // by difference: the count may wrap
        sleep_while(round.finished, seen);
        if (round.wake_rest.load() && round.wake_rest.exchange(false)) wake(round.finished, INT_MAX);
    }
}

// The writer wakes one, and that one the rest: waking sixty threads takes as long as writing for thirty. The order matters: who
// finds wake_rest set has a number to show to all it wakes; who wakes and does not find it was forestalled by one who did. A later
// group that sleeps on the same word may be woken for nothing, never left asleep.
void Writer::finish(unsigned group) {
    auto& round = rounds_[group % 2];
    round.finished.store(group);
    round.wake_rest.store(true);
    wake(round.finished, 1);
}

void Writer::run() {
    ::pthread_setname_np(::pthread_self(), "writer");
    Group group;
    std::unique_lock lock(mutex_);
    for (;;) {
        if (busy_ || (waiting_.empty() && !copy_due_)) {
            if (stopping_ && !busy_) return;
            asleep_ = true;
            wake_.wait(lock);
            asleep_ = false;
            continue;
        }
        if (!waiting_.empty() && !copy_due_ && gathering(Clock::now())) {
            dozing_ = true;
            wake_.wait_until(lock, last_begun_ + gathers);
            dozing_ = false;
            continue;
        }
        busy_ = true;
        last_begun_ = Clock::now();
        take_group(group);
        if (!group.empty()) ++taken_groups_;
        const unsigned number = taken_groups_;
        bool copy = std::exchange(copy_due_, false);
        lock.unlock();
        if (!group.empty()) {
            run_group(group);
            finish(number);
            copy = copy || connection_.wal_pages() >= wal_pages_;
        }
        // After the answers: it takes some milliseconds. When a reader is in its way, the next commit tries again.
        if (copy && !failed_ && connection_.checkpoint() == Trouble::final) stop_for_good();
        lock.lock();
        busy_ = false;
    }
}

void Writer::take_group(Group& group) {
    group.clear();
    if (waiting_.size() <= group_limit_) return group.swap(waiting_);
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(group_limit_);
    group.assign(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
}

void Writer::run_group(std::span<Request* const> group) {
    if (failed_) return;   // every request says "unavailable" until told otherwise
    Ran ran = run_closures(group, false);
    if (ran == Ran::wants_savepoints) {
        forget(group);
        ran = run_closures(group, true);
    }
    if (ran == Ran::whole) {
        no_room_ = false;
    } else {
        const Trouble trouble = connection_.trouble();
        connection_.take(Connection::Step::rollback);
        lose(group);
        if (trouble == Trouble::final) stop_for_good();
        if (trouble == Trouble::no_room && !no_room_.exchange(true)) log::error("The disk is full. Nothing can be kept until there is room.");
    }
    for (Request* request : group)
        if (!request->work) empty_log_for(*request);
}

Writer::Ran Writer::run_closures(std::span<Request* const> group, bool guarded) {
    if (group.size() == 1 && !group.front()->work) return Ran::whole;
    if (connection_.take(Connection::Step::begin_immediate) != Trouble::none) return Ran::lost;
    for (Request* request : group) {
        if (!request->work) continue;
        if (!run_one(*request, guarded)) return Ran::lost;
        if (guarded || request->end != End::taken_back || !request->changed) continue;
        // What it changed goes, and with it the whole transaction.
        connection_.take(Connection::Step::rollback);
        return group.size() == 1 ? Ran::whole : Ran::wants_savepoints;
    }
    return connection_.take(Connection::Step::commit) == Trouble::none ? Ran::whole : Ran::lost;
}

/// Nothing of the first run counts; who is not reached in the second hears so.
void Writer::forget(std::span<Request* const> group) {
    for (Request* request : group) {
        if (!request->work) continue;
        request->end = End::unavailable;
        request->changed = false;
        request->error = std::make_exception_ptr(Broken("database: cannot be written now"));
    }
}

bool Writer::run_one(Request& request, bool guarded) {
    connection_.enter(guarded);
    request.error = nullptr;
    bool keep = false;
    try {
        keep = (*request.work)(connection_);
    } catch (...) {
        request.error = std::current_exception();
    }
    request.end = keep ? End::kept : End::taken_back;
    request.changed = connection_.changed();
    if (connection_.leave(keep)) return true;
    request.error = nullptr;   // it was the database's doing, and is answered with "unavailable"
    return false;
}

void Writer::lose(std::span<Request* const> group) {
    bool on_sand = false;   // has somebody before it changed what is gone now?
    for (Request* request : group) {
        const bool refused = request->end == End::taken_back && !request->error;
        // Its refusal may rest on what was not kept after all.
        if (refused && on_sand) request->error = std::make_exception_ptr(Broken("database: cannot be written now"));
        on_sand = on_sand || (request->end == End::kept && request->changed);
        if (request->end == End::kept) request->end = End::unavailable;
    }
}

void Writer::empty_log_for(Request& request) {
    try {
        request.end = connection_.truncate_wal() ? End::kept : End::taken_back;
    } catch (...) {
        request.error = std::current_exception();
        if (connection_.trouble() == Trouble::final) stop_for_good();
    }
}

void Writer::stop_for_good() {
    if (failed_.exchange(true)) return;
    connection_.leave_log_alone();
    log::error("The disk failed while the database was being written. Nothing more will be kept until the server is started again. "
               "Look after the disk first, and have a backup at hand.");
}

bool Writer::healthy() const {
    if (failed_) return false;
    if (!no_room_) return true;
    std::error_code error;
    const auto space = std::filesystem::space(folder_, error);
    return !error && space.available >= room_to_write;
}

}  // namespace himthough::sql
