#include "app/whole_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace himthough::app {
namespace {

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(file) == 0;
}

}  // namespace

void write_whole(const std::filesystem::path& file, std::string_view text) {
    const auto refuse = [&](std::string_view why) { throw std::runtime_error(fmt::format("{} cannot be written: {}", file.string(), why)); };
    if (std::filesystem::exists(file) && !std::filesystem::is_regular_file(file)) refuse("it is no file");   // a rename would replace a device or a pipe
    std::string part = file.string() + ".XXXXXX";
    const int out = ::mkostemp(part.data(), O_CLOEXEC);
    if (out < 0) refuse(std::strerror(errno));
    int error = write_all(out, text) ? 0 : errno;
    ::close(out);
    if (error == 0 && ::rename(part.c_str(), file.c_str()) != 0) error = errno;
    if (error == 0) return;
    ::unlink(part.c_str());
    refuse(std::strerror(error));
}

}  // namespace himthough::app
