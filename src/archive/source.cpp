#include "archive/source.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <bzlib.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <xxh_x86dispatch.h>   // the widest instructions that the processor has
#else
#include <xxhash.h>
#endif
#include <zlib.h>
#include <zstd.h>

namespace himthough::archive {
namespace {

constexpr std::size_t packed_size = std::size_t{256} << 10;
constexpr int largest_zstd_window = 27;   // 128 MB, as the zstd command itself allows

class RawFile {
public:
    explicit RawFile(const std::string& name)
        : fd_(name == "-" ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC)), hash_(XXH3_createState(), XXH3_freeState) {
        struct stat found {};
        if (fd_ < 0) throw std::runtime_error(fmt::format("cannot be read: {}", std::strerror(errno)));
        if (::fstat(fd_, &found) != 0 || S_ISDIR(found.st_mode)) {
            if (fd_ != STDIN_FILENO) ::close(fd_);
            throw std::runtime_error("cannot be read: it is no file");
        }
        if (S_ISREG(found.st_mode)) size = static_cast<std::uint64_t>(found.st_size);
        XXH3_128bits_reset(hash_.get());
    }
    ~RawFile() {
        if (fd_ != STDIN_FILENO) ::close(fd_);
    }
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    std::size_t read(std::span<char> into) {
        for (;;) {
            const auto got = ::read(fd_, into.data(), into.size());
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) throw std::runtime_error(fmt::format("cannot be read further: {}", std::strerror(errno)));
            XXH3_128bits_update(hash_.get(), into.data(), static_cast<std::size_t>(got));
            taken += static_cast<std::uint64_t>(got);
            return static_cast<std::size_t>(got);
        }
    }
    std::array<std::uint8_t, 16> digest() const {
        XXH128_canonical_t made;
        XXH128_canonicalFromHash(&made, XXH3_128bits_digest(hash_.get()));
        return std::to_array(made.digest);
    }

    std::uint64_t size = 0, taken = 0;

private:
    const int fd_;
    const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> hash_;
};

/// One step of unpacking: how much it took, how much it gave, whether a member ended there.
struct Step {
    std::size_t took, gave;
    bool ended;
};

class Unpacker {
public:
    virtual ~Unpacker() = default;
    virtual Step step(std::span<char> in, std::span<char> out) = 0;
    virtual void begin_again() = 0;
};

[[noreturn]] void damaged() { throw std::runtime_error("is damaged: it cannot be unpacked"); }

class Gzip : public Unpacker {
public:
    Gzip() {
        if (inflateInit2(&stream_, 15 + 16) != Z_OK) throw std::bad_alloc();
    }
    ~Gzip() override { inflateEnd(&stream_); }
    Step step(std::span<char> in, std::span<char> out) override {
        stream_.next_in = reinterpret_cast<Bytef*>(in.data()), stream_.avail_in = static_cast<uInt>(in.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data()), stream_.avail_out = static_cast<uInt>(out.size());
        const int said = inflate(&stream_, Z_NO_FLUSH);
        if (said != Z_OK && said != Z_STREAM_END && said != Z_BUF_ERROR) damaged();
        return {in.size() - stream_.avail_in, out.size() - stream_.avail_out, said == Z_STREAM_END};
    }
    void begin_again() override { inflateReset(&stream_); }

private:
    z_stream stream_{};
};

class Bzip2 : public Unpacker {
public:
    Bzip2() { begin(); }
    ~Bzip2() override { BZ2_bzDecompressEnd(&stream_); }
    Step step(std::span<char> in, std::span<char> out) override {
        stream_.next_in = in.data(), stream_.avail_in = static_cast<unsigned>(in.size());
        stream_.next_out = out.data(), stream_.avail_out = static_cast<unsigned>(out.size());
        const int said = BZ2_bzDecompress(&stream_);
        if (said != BZ_OK && said != BZ_STREAM_END) damaged();
        return {in.size() - stream_.avail_in, out.size() - stream_.avail_out, said == BZ_STREAM_END};
    }
    void begin_again() override {
        BZ2_bzDecompressEnd(&stream_);
        stream_ = {};
        begin();
    }

private:
    void begin() {
        if (BZ2_bzDecompressInit(&stream_, 0, 0) != BZ_OK) throw std::bad_alloc();
    }
    bz_stream stream_{};
};

class Zstd : public Unpacker {
public:
    Zstd() : stream_(ZSTD_createDCtx(), ZSTD_freeDCtx) { ZSTD_DCtx_setParameter(stream_.get(), ZSTD_d_windowLogMax, largest_zstd_window); }
    Step step(std::span<char> in, std::span<char> out) override {
        ZSTD_inBuffer from{in.data(), in.size(), 0};
        ZSTD_outBuffer into{out.data(), out.size(), 0};
        const auto said = ZSTD_decompressStream(stream_.get(), &into, &from);
        if (ZSTD_isError(said)) damaged();
        return {from.pos, into.pos, said == 0};
    }
    void begin_again() override {}   // the next frame begins by itself

private:
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> stream_;
};

std::unique_ptr<Unpacker> unpacker_of(std::string_view begin) {
    if (begin.starts_with("\x1F\x8B")) return std::make_unique<Gzip>();
    if (begin.starts_with("\x28\xB5\x2F\xFD")) return std::make_unique<Zstd>();
    if (begin.starts_with("BZh")) return std::make_unique<Bzip2>();
    return nullptr;
}

}  // namespace

struct Source::Inside {
    explicit Inside(const std::string& name) : file(name), packed(packed_size) {
        while (end < 4 && fill() > 0) {}
        unpacker = unpacker_of({packed.data(), end});
    }
    std::size_t fill() {
        const auto got = file.read(std::span(packed).subspan(end));
        end += got;
        return got;
    }
    std::size_t plain(std::span<char> into) {
        if (at == end) return file.read(into);
        const auto got = std::min(into.size(), end - at);
        std::memcpy(into.data(), packed.data() + at, got);
        at += got;
        return got;
    }
    std::size_t unpacked(std::span<char> into) {
        for (;;) {
            if (at == end) {
                at = end = 0;
                const bool over = fill() == 0;
                if (over && between) return 0;
                if (over && stuck) throw std::runtime_error(fmt::format("is cut off: it ends after {} bytes in the middle of what is packed", file.taken));
                stuck = over;
            }
            if (between) {
                while (at < end && packed[at] == '\0') ++at;   // what fills the last block of a tape
                if (at == end) continue;
                unpacker->begin_again(), between = false;
            }
            const auto [took, gave, ended] = unpacker->step(std::span(packed).subspan(at, end - at), into);
            at += took;
            between = ended;
            if (gave > 0) {
                stuck = false;
                return gave;
            }
            if (took == 0 && at < end && !ended) damaged();
        }
    }

    RawFile file;
    std::vector<char> packed;
    std::size_t at = 0, end = 0;
    std::unique_ptr<Unpacker> unpacker;
    bool between = false;   // one member has ended, the next has not begun
    bool stuck = false;     // the file is at its end, and what is packed is not
};

Source::Source(const std::string& name) : inside_(std::make_unique<Inside>(name)) {}
Source::~Source() = default;
std::size_t Source::read(std::span<char> into) { return inside_->unpacker ? inside_->unpacked(into) : inside_->plain(into); }
std::uint64_t Source::size() const { return inside_->file.size; }
std::uint64_t Source::taken() const { return inside_->file.taken; }
std::array<std::uint8_t, 16> Source::digest() const { return inside_->file.digest(); }

}  // namespace himthough::archive
