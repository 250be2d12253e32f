// A b-tree page (SQLite's file format, section 1.6; page 1 has the 100 bytes of the file header in front):
//
//     ┌────────┬───────────────┬──────────────────┬───────────────────────────────┐
//     │ header │ cell pointers │ unused: zeroed   │ cells, and free blocks between │
//     └────────┴───────────────┴──────────────────┴───────────────────────────────┘
#include "store/sql/file_layer.h"

#include <cstring>
#include <list>
#include <mutex>
#include <new>
#include <span>
#include <vector>

#include <sqlite3.h>

namespace himthough::sql {
namespace {

constexpr std::size_t file_header = 100;

std::size_t number_at(std::span<const unsigned char> page, std::size_t at) {
    return static_cast<std::size_t>(page[at]) << 8 | page[at + 1];
}

// Leaves alone whatever does not look exactly like a b-tree page.
void scrub(std::span<unsigned char> page, std::size_t start) {
    const unsigned char kind = page[start];
    const bool inner = kind == 2 || kind == 5, leaf = kind == 10 || kind == 13;
    if (!inner && !leaf) return;
    const std::size_t pointers_end = start + (inner ? 12 : 8) + 2 * number_at(page, start + 3);
    const std::size_t cells_begin = number_at(page, start + 5) ? number_at(page, start + 5) : 65536;
    if (pointers_end > cells_begin || cells_begin > page.size()) return;
    std::memset(page.data() + pointers_end, 0, cells_begin - pointers_end);

    std::size_t least = cells_begin;   // free blocks are chained upwards
    for (std::size_t block = number_at(page, start + 1); block >= least && block + 4 <= page.size();) {
        const std::size_t size = number_at(page, block + 2);
        if (size < 4 || block + size > page.size()) return;
        std::memset(page.data() + block + 4, 0, size - 4);
        least = block + size;
        block = number_at(page, block);
    }
}

// A file of ours; the one of the layer below lives behind it, in the room that SQLite gave us.
struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

template <auto member, class... Args>
int pass(sqlite3_file* file, Args... args) { return (real(file)->pMethods->*member)(real(file), args...); }

void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int write_page(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const bool whole_page = size >= 512 && (size & (size - 1)) == 0 && offset % size == 0;
    if (!whole_page) return pass<&sqlite3_io_methods::xWrite>(file, bytes, size, offset);
    thread_local std::vector<unsigned char> page;
    page.assign(static_cast<const unsigned char*>(bytes), static_cast<const unsigned char*>(bytes) + size);
    scrub(page, offset == 0 ? file_header : 0);
    return pass<&sqlite3_io_methods::xWrite>(file, static_cast<const void*>(page.data()), size, offset);
}

// Version 2: without the calls that map a file into memory, which would pass by write_page().
constexpr sqlite3_io_methods database_methods = {
    2, pass<&sqlite3_io_methods::xClose>,
    pass<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>, write_page,
    pass<&sqlite3_io_methods::xTruncate, sqlite3_int64>, pass<&sqlite3_io_methods::xSync, int>,
    pass<&sqlite3_io_methods::xFileSize, sqlite3_int64*>, pass<&sqlite3_io_methods::xLock, int>,
    pass<&sqlite3_io_methods::xUnlock, int>, pass<&sqlite3_io_methods::xCheckReservedLock, int*>,
    pass<&sqlite3_io_methods::xFileControl, int, void*>, pass<&sqlite3_io_methods::xSectorSize>,
    pass<&sqlite3_io_methods::xDeviceCharacteristics>,
    pass<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>, pass<&sqlite3_io_methods::xShmLock, int, int, int>, barrier,
    pass<&sqlite3_io_methods::xShmUnmap, int>, nullptr, nullptr};

// Readers look only at what the log's index tells them of, and SQLite tells the index after the fsync of the commit.
struct LogFile {
    File file;
    std::vector<unsigned char>* gathered;
    sqlite3_int64 start;   // where in the file they belong
};

constexpr std::size_t most_gathered = 1 << 20;
constexpr std::size_t most_at_once = 1 << 16;   // SQLite's unix layer takes 128 KB for nothing at all, and says that the disk is full

LogFile* log(sqlite3_file* file) { return reinterpret_cast<LogFile*>(file); }

int let_go(sqlite3_file* file) {
    auto& gathered = *log(file)->gathered;
    int code = SQLITE_OK;
    for (std::size_t at = 0; at < gathered.size() && code == SQLITE_OK; at += most_at_once) {
        const auto size = static_cast<int>(std::min(most_at_once, gathered.size() - at));
        code = pass<&sqlite3_io_methods::xWrite>(file, static_cast<const void*>(gathered.data() + at), size,
                                                 log(file)->start + static_cast<sqlite3_int64>(at));
    }
    gathered.clear();
    return code;
}

// Whatever else is done to the log comes after what was written before.
template <auto member, class... Args>
int in_order(sqlite3_file* file, Args... args) {
    const int code = let_go(file);
    return code == SQLITE_OK ? pass<member>(file, args...) : code;
}

int gather(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    auto& gathered = *log(file)->gathered;
    const bool follows = offset == log(file)->start + static_cast<sqlite3_int64>(gathered.size());
    if (!follows || gathered.size() >= most_gathered)
        if (const int code = let_go(file); code != SQLITE_OK) return code;
    if (gathered.empty()) log(file)->start = offset;
    const auto* first = static_cast<const unsigned char*>(bytes);
    gathered.insert(gathered.end(), first, first + size);
    return SQLITE_OK;
}

int close_log(sqlite3_file* file) {
    const int written = let_go(file);
    const int closed = pass<&sqlite3_io_methods::xClose>(file);
    delete log(file)->gathered;
    return written == SQLITE_OK ? closed : written;
}

constexpr sqlite3_io_methods log_methods = {
    1, close_log, in_order<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>, gather,
    in_order<&sqlite3_io_methods::xTruncate, sqlite3_int64>, in_order<&sqlite3_io_methods::xSync, int>,
    in_order<&sqlite3_io_methods::xFileSize, sqlite3_int64*>, pass<&sqlite3_io_methods::xLock, int>,
    pass<&sqlite3_io_methods::xUnlock, int>, pass<&sqlite3_io_methods::xCheckReservedLock, int*>,
    pass<&sqlite3_io_methods::xFileControl, int, void*>, pass<&sqlite3_io_methods::xSectorSize>,
    pass<&sqlite3_io_methods::xDeviceCharacteristics>, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};

struct Layer {
    std::string name;
    sqlite3_vfs vfs;
    sqlite3_vfs* base;
};

sqlite3_vfs* under(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    sqlite3_vfs* base = under(vfs);
    const bool database = flags & SQLITE_OPEN_MAIN_DB, wal = flags & SQLITE_OPEN_WAL;
    if (!database && !wal) return base->xOpen(base, name, file, flags, out);
    auto* made = new (file) LogFile{};
    made->file.real = reinterpret_cast<sqlite3_file*>(made + 1);
    made->file.real->pMethods = nullptr;
    const int code = base->xOpen(base, name, made->file.real, flags, out);
    if (!made->file.real->pMethods) return code;   // SQLite closes only what has methods
    if (wal) made->gathered = new std::vector<unsigned char>;
    made->file.base.pMethods = wal ? &log_methods : &database_methods;
    return code;
}

}  // namespace

const char* file_layer(const std::string& base) {
    static std::mutex mutex;
    static std::list<Layer> layers;   // SQLite keeps pointers to them until the process ends
    const std::lock_guard lock(mutex);
    const std::string name = "himthough-" + base;
    for (const auto& layer : layers)
        if (layer.name == name) return layer.name.c_str();
    sqlite3_vfs* found = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
    if (!found) return nullptr;
    auto& layer = layers.emplace_back(Layer{name, *found, found});
    layer.vfs.szOsFile += static_cast<int>(sizeof(LogFile));
    layer.vfs.pNext = nullptr;
    layer.vfs.zName = layer.name.c_str();
    layer.vfs.xOpen = open;
    // The other calls know their layer by its pAppData; the base's own would be lost, so each is called with the base.
    layer.vfs.pAppData = found;
    layer.vfs.xDelete = [](sqlite3_vfs* vfs, const char* path, int sync) { return under(vfs)->xDelete(under(vfs), path, sync); };
    layer.vfs.xAccess = [](sqlite3_vfs* vfs, const char* path, int flags, int* out) {
        return under(vfs)->xAccess(under(vfs), path, flags, out);
    };
    layer.vfs.xFullPathname = [](sqlite3_vfs* vfs, const char* path, int size, char* out) {
        return under(vfs)->xFullPathname(under(vfs), path, size, out);
    };
    layer.vfs.xGetLastError = [](sqlite3_vfs* vfs, int size, char* out) { return under(vfs)->xGetLastError(under(vfs), size, out); };
    sqlite3_vfs_register(&layer.vfs, 0);
    return layer.name.c_str();
}

}  // namespace himthough::sql
