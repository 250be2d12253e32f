#include "archive/kept_ids.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <stdexcept>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace himthough::archive {
namespace {

namespace fs = std::filesystem;

struct BlockHead {
    std::uint32_t bucket, hashes;
};
constexpr std::uint32_t most_in_block = 4096;

bool write_all(int file, const void* bytes, std::size_t size) {
    for (const auto* at = static_cast<const char*>(bytes); size > 0;) {
        const auto written = ::write(file, at, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        at += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

bool copy(int from, int to) {
    std::vector<char> bytes(std::size_t{1} << 16);
    for (off_t at = 0;;) {
        const auto got = ::pread(from, bytes.data(), bytes.size(), at);
        if (got <= 0) return got == 0 && ::fsync(to) == 0;
        if (!write_all(to, bytes.data(), static_cast<std::size_t>(got))) return false;
        at += got;
    }
}

std::uint64_t bytes_in(const fs::path& folder) {
    std::uint64_t sum = 0;
    for (const auto& file : fs::directory_iterator(folder)) sum += file.file_size();
    return sum;
}

}  // namespace

KeptIds::KeptIds(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    drop();
}

KeptIds::~KeptIds() { ::close(waiting_); }

void KeptIds::drop() {
    std::string name = folder_ / "waiting-XXXXXX";
    if (waiting_ >= 0) ::close(waiting_);
    waiting_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (waiting_ < 0) throw std::runtime_error(fmt::format("no file can be made in {}", folder_.string()));
    ::unlink(name.c_str());
    failed_ = false;
}

void KeptIds::add(std::size_t bucket, std::span<const std::uint64_t> hashes) {
    const std::lock_guard lock(mutex_);
    for (; !hashes.empty(); hashes = hashes.subspan(std::min<std::size_t>(hashes.size(), most_in_block))) {
        const auto block = hashes.first(std::min<std::size_t>(hashes.size(), most_in_block));
        const BlockHead head{static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(block.size())};
        failed_ = failed_ || !write_all(waiting_, &head, sizeof head) || !write_all(waiting_, block.data(), block.size_bytes());
    }
}

void KeptIds::keep(const std::string& name) {
    const auto part = folder_ / (name + ".part"), file = folder_ / name;
    const auto size = static_cast<std::uint64_t>(std::max<off_t>(::lseek(waiting_, 0, SEEK_END), 0));
    if (bytes_in(folder_) + size > most * sizeof(std::uint64_t))
        throw std::runtime_error(fmt::format("more than {} ids would be kept in {}; import without --keep-ids, or drop them with --forget-ids", most, folder_.string()));
    const int out = ::open(part.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    const bool whole = out >= 0 && !failed_ && copy(waiting_, out);
    if (out >= 0) ::close(out);
    if (!whole || ::rename(part.c_str(), file.c_str()) != 0) {
        ::unlink(part.c_str());
        throw std::runtime_error(fmt::format("ids cannot be kept in {}; nothing of this file was counted", folder_.string()));
    }
    const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ::fsync(folder);
    ::close(folder);
    drop();
}

bool KeptIds::holds(const std::string& name) const { return fs::exists(folder_ / name); }

void KeptIds::remember(const std::string& name, SeenIds& seen) const {
    std::ifstream in(folder_ / name, std::ios::binary);
    std::vector<std::uint64_t> hashes;
    for (BlockHead head{}; in.read(reinterpret_cast<char*>(&head), sizeof head);) {
        const bool sound = head.bucket < SeenIds::buckets && head.hashes <= most_in_block;
        hashes.resize(sound ? head.hashes : 0);
        if (!sound || !in.read(reinterpret_cast<char*>(hashes.data()), static_cast<std::streamsize>(hashes.size() * sizeof(std::uint64_t)))) break;
        seen.remember(head.bucket, hashes);
    }
    if (!in.eof() || in.gcount() != 0) throw std::runtime_error(fmt::format("the ids in {} are damaged; --forget-ids drops them", folder_.string()));
}

std::uint64_t hash_of_id(const Key& key, std::uint64_t id) {
    const auto bytes = std::bit_cast<std::array<char, sizeof id>>(id);
    return std::max<std::uint64_t>(std::bit_cast<std::array<std::uint64_t, 2>>(short_hash(key, {bytes.data(), bytes.size()}))[0], 1);
}

}  // namespace himthough::archive
