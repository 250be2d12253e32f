#include "store/sql/file_lock.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace himthough::sql {

std::filesystem::path FileLock::beside(const std::filesystem::path& database) {
    auto lock = database;
    return lock += ".lock";
}

FileLock::FileLock(const std::filesystem::path& file) : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (descriptor_ < 0) throw std::runtime_error(fmt::format("Cannot open {}: {}.", file.string(), std::strerror(errno)));
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) {
        const auto mine = std::to_string(::getpid()) + "\n";
        // Only for the sentence below; the lock holds without it.
        if (::ftruncate(descriptor_, 0) == 0 && ::pwrite(descriptor_, mine.data(), mine.size(), 0) < 0) errno = 0;
        return;
    }
    char holder[16] = "";
    const auto length = ::pread(descriptor_, holder, sizeof holder - 1, 0);
    const std::string process(holder, length > 0 ? std::strcspn(holder, "\n") : 0);
    ::close(descriptor_);
    throw std::runtime_error(fmt::format("Another process{} uses this database ({} is locked). Stop it first: only one may write.",
                                         process.empty() ? "" : " (number " + process + ")", file.string()));
}

FileLock::~FileLock() { ::close(descriptor_); }

}  // namespace himthough::sql
