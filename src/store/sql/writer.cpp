#include "store/sql/writer.h"

#include "base/log.h"
#include "store/sql/migrate.h"

namespace himthough::sql {
namespace {

constexpr std::int64_t page_bytes = 4096;
// Less free space than this and the next write is likely to fail again.
constexpr std::uintmax_t room_to_write = 16 << 20;

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
    unsigned group;
    bool asleep;
    {
        const std::lock_guard lock(mutex_);
        group = taken_groups_ + static_cast<unsigned>(waiting_.size() / group_limit_) + 1;
        waiting_.push_back(&request);
        asleep = std::exchange(asleep_, false);
    }
    if (asleep) wake_.notify_one();
    auto& finished = finished_[group % 2];
    for (;;) {
        const unsigned seen = finished.load(std::memory_order_acquire);
        if (static_cast<int>(group - seen) <= 0) return;   // by difference: the count may wrap
        finished.wait(seen, std::memory_order_acquire);
    }
}

void Writer::run() {
    Group group;
    for (;;) {
        unsigned number;
        {
            std::unique_lock lock(mutex_);
            while (waiting_.empty() && !stopping_) {
                asleep_ = true;
                wake_.wait(lock);
            }
            asleep_ = false;
            if (waiting_.empty()) return;
            group.clear();
            if (waiting_.size() <= group_limit_) {
                group.swap(waiting_);
            } else {
                const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(group_limit_);
                group.assign(waiting_.begin(), end);
                waiting_.erase(waiting_.begin(), end);
            }
            number = ++taken_groups_;
        }
        run_group(group);
        finished_[number % 2].store(number, std::memory_order_release);
        finished_[number % 2].notify_all();

        if (!failed_ && connection_.wal_pages() >= wal_pages_ && connection_.checkpoint() == Trouble::final) stop_for_good();
    }
}

void Writer::run_group(const Group& group) {
    if (failed_) return;   // every request says "unavailable" until told otherwise
    if (run_closures(group)) {
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

bool Writer::run_closures(const Group& group) {
    if (group.size() == 1 && !group.front()->work) return true;
    if (connection_.take(Connection::Step::begin_immediate) != Trouble::none) return false;
    const bool guarded = group.size() > 1;
    for (Request* request : group)
        if (request->work && !run_one(*request, guarded)) return false;
    // Alone, with nothing around it to keep: taking it back takes the whole transaction back.
    if (!guarded && group.front()->end == End::taken_back) {
        connection_.take(Connection::Step::rollback);
        return true;
    }
    return connection_.take(Connection::Step::commit) == Trouble::none;
}

bool Writer::run_one(Request& request, bool guarded) {
    connection_.enter(guarded);
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

void Writer::lose(const Group& group) {
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
