// himthough export: everything of one movement that organisers may take along, as JSON. docs/EXPORT.md says what is in it.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ext/stdio_filebuf.h>
#include <iostream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/data.h"
#include "base/clock.h"
#include "store/movements.h"
#include "web/movement_file.h"

namespace himthough::app {
namespace {

/// Never one that is there, and for nobody else to read.
int new_file(const std::string& file) {
    const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (made < 0) throw std::runtime_error(fmt::format("{} cannot be made: {}", file, std::strerror(errno)));
    return made;
}

}  // namespace

int export_movement(const Settings& settings, std::string_view slug, const std::string& file) {
    require_data(settings);
    store::Store store(open_store(settings, Use::look));
    const auto keys = Keys::open(key_file(settings));
    const PublicIds ids(keys.id);
    store.read([&](store::Transaction& tx) {
        const auto movements = store::all_movements(tx);
        const auto movement = std::ranges::find(movements, slug, &store::MovementRow::slug);
        if (movement == movements.end()) throw std::runtime_error(fmt::format("there is no movement {} here", slug));
        const auto today = SystemClock().today();
        if (file.empty()) {
            web::write_movement(std::cout, tx, movement->id, slug, ids, today);
            return true;
        }
        __gnu_cxx::stdio_filebuf<char> buffer(new_file(file), std::ios::out | std::ios::binary);
        std::ostream out(&buffer);
        try {
            web::write_movement(out, tx, movement->id, slug, ids, today);
        } catch (...) {
            ::unlink(file.c_str());   // half an export is none
            throw;
        }
        return true;
    });
    return 0;
}

}  // namespace himthough::app
