#include "reach/released.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "reach/release_file.h"

namespace himthough::reach {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannot(std::string_view what, const fs::path& file) {
    throw std::runtime_error(fmt::format("{} cannot be {}: {}", file.string(), what, std::strerror(errno)));
}

void sync(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) cannot("opened", path);
    const int failed = ::fsync(file);
    ::close(file);
    if (failed != 0) cannot("written", path);
}

/// While it lives nobody else writes in that folder, whatever thread or process.
class Alone {
public:
    explicit Alone(const fs::path& folder) : folder_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (folder_ < 0) cannot("opened", folder);
        while (::flock(folder_, LOCK_EX) != 0)
            if (errno != EINTR) {
                const int why = errno;
                ::close(folder_);
                errno = why;
                cannot("locked", folder);
            }
    }
    ~Alone() { ::close(folder_); }
    Alone(const Alone&) = delete;
    Alone& operator=(const Alone&) = delete;

private:
    const int folder_;
};

/// Whole, durable and only where nothing is yet; false when something is.
bool write_once(const fs::path& file, std::string_view text) {
    const Alone alone(file.parent_path());   // two would write into the same part of a file
    const auto part = fs::path(file).concat(".part");
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out << text;
        if (!out.flush()) cannot("written", part);
    }
    fs::permissions(part, fs::perms::owner_read);
    sync(part);
    const bool made = ::link(part.c_str(), file.c_str()) == 0;
    if (!made && errno != EEXIST) cannot("made", file);
    fs::remove(part);
    sync(file.parent_path());
    return made;
}

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return std::move(text).str();
}

/// The table and period that a file's name tells.
std::optional<std::pair<Table, Day>> place_of(const std::string& name) {
    for (const auto table : all_tables)
        if (const auto day = name.size() > 12 ? Day::parse(std::string_view(name).substr(2, 10)) : std::nullopt; day && name == file_name(table, *day))
            return std::pair(table, *day);
    return std::nullopt;
}

}  // namespace

Released::Released(fs::path folder, std::string movement) : folder_(std::move(folder)), movement_(std::move(movement)) {
    std::error_code failed;
    fs::create_directories(folder_, failed);
    if (failed) throw std::runtime_error(fmt::format("{} cannot be made: {}", folder_.string(), failed.message()));
    fs::permissions(folder_, fs::perms::owner_all);
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const auto place = place_of(entry.path().filename().string());
        if (!place) continue;
        auto release = read_release(movement_, text_of(entry.path()));
        if (release && std::pair(release->table, release->period) != *place) release.reset();
        all_[*place] = release ? std::make_shared<const Release>(*std::move(release)) : nullptr;
    }
}

bool Released::has(Table table, Day period) const {
    const std::lock_guard lock(mutex_);
    return all_.contains({table, period});
}

bool Released::add(Release release) {
    const auto place = std::pair(release.table, release.period);
    const auto text = write_release(movement_, release);
    if (!write_once(folder_ / file_name(place.first, place.second), text)) return false;
    const std::lock_guard lock(mutex_);
    all_[place] = std::make_shared<const Release>(std::move(release));
    return true;
}

Released::Series Released::of(Table table) const {
    const std::lock_guard lock(mutex_);
    Series series;
    for (const auto& [place, release] : all_)
        if (place.first == table && release) series.push_back(release);
    return series;
}

std::vector<std::string> Released::broken() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [place, release] : all_)
        if (!release) names.push_back(file_name(place.first, place.second));
    return names;
}

}  // namespace himthough::reach
