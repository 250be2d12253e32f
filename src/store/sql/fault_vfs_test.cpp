#include "store/sql/fault_vfs_test.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <new>

#include <sqlite3.h>

namespace himthough::sql {
namespace {

FaultyDisk* the_disk = nullptr;   // SQLite's callbacks carry no pointer of ours

struct FaultyFile {
    sqlite3_file base;
    sqlite3_file* real;
    const char* path;   // SQLite keeps it alive for as long as the file is open
};

FaultyFile* ours(sqlite3_file* file) { return reinterpret_cast<FaultyFile*>(file); }
sqlite3_vfs* under(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

template <auto member, class... Args>
int pass(sqlite3_file* file, Args... args) { return (ours(file)->real->pMethods->*member)(ours(file)->real, args...); }

int answer(FaultyDisk::Verdict verdict, int error) {
    errno = verdict == FaultyDisk::Verdict::no_room ? ENOSPC : EIO;
    return verdict == FaultyDisk::Verdict::no_room ? SQLITE_FULL : error;
}

int close(sqlite3_file* file) { return pass<&sqlite3_io_methods::xClose>(file); }

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const auto verdict = the_disk->write(ours(file)->path, bytes, size, offset);
    if (verdict != FaultyDisk::Verdict::pass) return answer(verdict, SQLITE_IOERR_WRITE);
    return pass<&sqlite3_io_methods::xWrite>(file, bytes, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const auto verdict = the_disk->truncate(ours(file)->path, size);
    if (verdict != FaultyDisk::Verdict::pass) return answer(verdict, SQLITE_IOERR_TRUNCATE);
    return pass<&sqlite3_io_methods::xTruncate>(file, size);
}

int sync(sqlite3_file* file, int) {
    const auto verdict = the_disk->sync(ours(file)->path);
    return verdict == FaultyDisk::Verdict::pass ? SQLITE_OK : answer(verdict, SQLITE_IOERR_FSYNC);
}

void barrier(sqlite3_file* file) { ours(file)->real->pMethods->xShmBarrier(ours(file)->real); }

constexpr sqlite3_io_methods methods = {
    2, close, pass<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>, write, truncate, sync,
    pass<&sqlite3_io_methods::xFileSize, sqlite3_int64*>, pass<&sqlite3_io_methods::xLock, int>,
    pass<&sqlite3_io_methods::xUnlock, int>, pass<&sqlite3_io_methods::xCheckReservedLock, int*>,
    pass<&sqlite3_io_methods::xFileControl, int, void*>, pass<&sqlite3_io_methods::xSectorSize>,
    pass<&sqlite3_io_methods::xDeviceCharacteristics>,
    pass<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>, pass<&sqlite3_io_methods::xShmLock, int, int, int>, barrier,
    pass<&sqlite3_io_methods::xShmUnmap, int>, nullptr, nullptr};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    auto* made = new (file) FaultyFile{};
    made->real = reinterpret_cast<sqlite3_file*>(made + 1);
    made->real->pMethods = nullptr;
    made->path = name ? name : "";
    const int code = under(vfs)->xOpen(under(vfs), name, made->real, flags, out);
    made->base.pMethods = made->real->pMethods ? &methods : nullptr;
    if (code == SQLITE_OK) the_disk->opened(made->path);
    return code;
}

sqlite3_vfs& layer() {
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs made = *sqlite3_vfs_find(nullptr);
        made.pAppData = sqlite3_vfs_find(nullptr);
        made.szOsFile += static_cast<int>(sizeof(FaultyFile));
        made.zName = FaultyDisk::name;
        made.xOpen = open;
        made.xDelete = [](sqlite3_vfs* self, const char* path, int folder) {
            if (the_disk->powerless()) return SQLITE_IOERR_DELETE;
            the_disk->removed(path);
            return under(self)->xDelete(under(self), path, folder);
        };
        made.xAccess = [](sqlite3_vfs* self, const char* path, int flags, int* out) { return under(self)->xAccess(under(self), path, flags, out); };
        made.xFullPathname = [](sqlite3_vfs* self, const char* path, int size, char* out) {
            return under(self)->xFullPathname(under(self), path, size, out);
        };
        made.xGetLastError = [](sqlite3_vfs*, int, char*) { return errno; };
        return made;
    }();
    return vfs;
}

}  // namespace

FaultyDisk::FaultyDisk() {
    the_disk = this;
    sqlite3_vfs_register(&layer(), 0);
}
FaultyDisk::~FaultyDisk() { the_disk = nullptr; }

void FaultyDisk::fail_next_sync(std::string_view ending) { const std::lock_guard lock(mutex_); fail_sync_ = ending; }
void FaultyDisk::fail_next_write() { const std::lock_guard lock(mutex_); fail_write_ = true; }
void FaultyDisk::be_full(bool full) { const std::lock_guard lock(mutex_); full_ = full; }
int FaultyDisk::syncs() const { const std::lock_guard lock(mutex_); return syncs_; }
bool FaultyDisk::powerless() const { const std::lock_guard lock(mutex_); return powerless_; }
void FaultyDisk::lose_power_after(int operations) { const std::lock_guard lock(mutex_); operations_left_ = operations; }

bool FaultyDisk::power_goes() {
    if (operations_left_ == 0) powerless_ = true;
    if (operations_left_ > 0) --operations_left_;
    return powerless_;
}

void FaultyDisk::apply(std::string& content, const Change& change) {
    if (change.bytes.empty()) return content.resize(static_cast<std::size_t>(change.offset));
    const auto end = static_cast<std::size_t>(change.offset) + change.bytes.size();
    if (content.size() < end) content.resize(end);
    content.replace(static_cast<std::size_t>(change.offset), change.bytes.size(), change.bytes);
}

void FaultyDisk::opened(const std::string& path) {
    const std::lock_guard lock(mutex_);
    files_.try_emplace(path);
}

FaultyDisk::Verdict FaultyDisk::write(const std::string& path, const void* bytes, int size, std::int64_t offset) {
    const std::lock_guard lock(mutex_);
    auto& file = files_[path];
    Change change{offset, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))};
    if (power_goes()) {
        // The very write that was under way: half of it may have got through.
        if (operations_left_ == 0) change.bytes.resize(change.bytes.size() / 2 + 1), file.since.push_back(change), operations_left_ = -1;
        return Verdict::error;
    }
    if (std::exchange(fail_write_, false)) return Verdict::error;
    if (full_ && offset + size > file.size) return Verdict::no_room;
    file.size = std::max(file.size, offset + size);
    file.since.push_back(std::move(change));
    return Verdict::pass;
}

FaultyDisk::Verdict FaultyDisk::truncate(const std::string& path, std::int64_t size) {
    const std::lock_guard lock(mutex_);
    if (power_goes()) return Verdict::error;
    files_[path].size = size;
    files_[path].since.push_back({size, ""});
    return Verdict::pass;
}

FaultyDisk::Verdict FaultyDisk::sync(const std::string& path) {
    const std::lock_guard lock(mutex_);
    ++syncs_;
    if (power_goes()) return Verdict::error;
    if (fail_sync_ && path.ends_with(*fail_sync_)) {
        fail_sync_.reset();
        return Verdict::error;
    }
    auto& file = files_[path];
    for (const auto& change : file.since) apply(file.synced, change);
    file.since.clear();
    return Verdict::pass;
}

void FaultyDisk::removed(const std::string& path) {
    const std::lock_guard lock(mutex_);
    files_.erase(path);
}

void FaultyDisk::leave_in(const std::filesystem::path& folder, std::mt19937& random, bool some_unsynced) const {
    const std::lock_guard lock(mutex_);
    for (const auto& [path, file] : files_) {
        if (path.ends_with("-shm")) continue;
        auto content = file.synced;
        for (const auto& change : file.since)
            if (some_unsynced && random() % 2) apply(content, change);
        std::ofstream(folder / std::filesystem::path(path).filename(), std::ios::binary) << content;
    }
}

}  // namespace himthough::sql
