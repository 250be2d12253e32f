// A b-tree page (SQLite's file format, section 1.6; page 1 has the 100 bytes of the file header in front):
//
//     ┌────────┬───────────────┬──────────────────┬───────────────────────────────┐
//     │ header │ cell pointers │ unused: zeroed   │ cells, and free blocks between │
//     └────────┴───────────────┴──────────────────┴───────────────────────────────┘
#include "store/sql/scrub_vfs.h"

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

struct DatabaseFile {
    sqlite3_file base;
    sqlite3_file* real;   // lives behind this object, in the room that SQLite gave us
};

sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<DatabaseFile*>(file)->real; }

template <auto member, class... Args>
int pass(sqlite3_file* file, Args... args) { return (real(file)->pMethods->*member)(real(file), args...); }

int close(sqlite3_file* file) {
    const int code = pass<&sqlite3_io_methods::xClose>(file);
    file->pMethods = nullptr;
    return code;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    const bool whole_page = size >= 512 && (size & (size - 1)) == 0 && offset % size == 0;
    if (!whole_page) return pass<&sqlite3_io_methods::xWrite>(file, bytes, size, offset);
    thread_local std::vector<unsigned char> page;
    page.assign(static_cast<const unsigned char*>(bytes), static_cast<const unsigned char*>(bytes) + size);
    scrub(page, offset == 0 ? file_header : 0);
    return pass<&sqlite3_io_methods::xWrite>(file, static_cast<const void*>(page.data()), size, offset);
}

void barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

// Version 2: without the calls that map a file into memory, which would pass by write().
constexpr sqlite3_io_methods methods = {
    2, close,
    pass<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>, write,
    pass<&sqlite3_io_methods::xTruncate, sqlite3_int64>, pass<&sqlite3_io_methods::xSync, int>,
    pass<&sqlite3_io_methods::xFileSize, sqlite3_int64*>, pass<&sqlite3_io_methods::xLock, int>,
    pass<&sqlite3_io_methods::xUnlock, int>, pass<&sqlite3_io_methods::xCheckReservedLock, int*>,
    pass<&sqlite3_io_methods::xFileControl, int, void*>, pass<&sqlite3_io_methods::xSectorSize>,
    pass<&sqlite3_io_methods::xDeviceCharacteristics>,
    pass<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>, pass<&sqlite3_io_methods::xShmLock, int, int, int>, barrier,
    pass<&sqlite3_io_methods::xShmUnmap, int>, nullptr, nullptr};

struct Layer {
    std::string name;
    sqlite3_vfs vfs;
    sqlite3_vfs* base;
};

sqlite3_vfs* under(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    sqlite3_vfs* base = under(vfs);
    if (!(flags & SQLITE_OPEN_MAIN_DB)) return base->xOpen(base, name, file, flags, out);
    auto* made = new (file) DatabaseFile{};
    made->real = reinterpret_cast<sqlite3_file*>(made + 1);
    made->real->pMethods = nullptr;
    const int code = base->xOpen(base, name, made->real, flags, out);
    made->base.pMethods = made->real->pMethods ? &methods : nullptr;
    return code;
}

}  // namespace

const char* scrubbing_vfs(const std::string& base) {
    static std::mutex mutex;
    static std::list<Layer> layers;   // SQLite keeps pointers to them until the process ends
    const std::lock_guard lock(mutex);
    const std::string name = "scrub-" + base;
    for (const auto& layer : layers)
        if (layer.name == name) return layer.name.c_str();
    sqlite3_vfs* found = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
    if (!found) return nullptr;
    auto& layer = layers.emplace_back(Layer{name, *found, found});
    layer.vfs.szOsFile += static_cast<int>(sizeof(DatabaseFile));
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
