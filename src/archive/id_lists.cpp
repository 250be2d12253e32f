// Lists of bare tweet ids, one a line: the form in which most data sets may be shared. An id carries its time.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/post.h"

namespace himthough::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_size = std::size_t{1} << 20, most_faults = 20;
// Snowflake ids: milliseconds since this one, shifted by 22 bits. The first of them is of 4 November 2010.
constexpr std::uint64_t first_snowflake = 29'700'859'247, snowflake_epoch = 1'288'834'974'657, milliseconds_in_day = 86'400'000;

class OpenFile {
public:
    explicit OpenFile(const std::string& name) : fd_(name == "-" ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC)) {
        struct stat found {};
        if (fd_ < 0 || ::fstat(fd_, &found) != 0 || S_ISDIR(found.st_mode)) throw std::runtime_error(fmt::format("cannot be read: {}", fd_ < 0 ? std::strerror(errno) : "it is no file"));
        if (S_ISREG(found.st_mode)) size_ = static_cast<std::uint64_t>(found.st_size);
    }
    ~OpenFile() {
        if (fd_ != STDIN_FILENO) ::close(fd_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    std::uint64_t size() const { return size_; }
    std::size_t read(std::span<char> into) {
        for (;;) {
            const auto got = ::read(fd_, into.data(), into.size());
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) throw std::runtime_error(fmt::format("cannot be read further: {}", std::strerror(errno)));
        }
    }

private:
    const int fd_;
    std::uint64_t size_ = 0;
};

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }
    void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    std::array<std::uint8_t, 32> digest() {
        std::array<std::uint8_t, 32> made{};
        EVP_DigestFinal_ex(context_.get(), made.data(), nullptr);
        return made;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

/// Takes the lines of one list.
class IdList {
public:
    IdList(Read& read, Sink& sink) : read_(read), file_(read.files.front()), sink_(sink) { post_.network = Network::twitter, post_.bare = true; }

    void line(std::string_view text) {
        ++line_;
        if (line_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (text.empty() || (line_ == 1 && (text == "id" || text == "tweet_id"))) return;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), post_.id);
        if (error != std::errc() || end != text.data() + text.size() || post_.id == 0) return fault("this line is no id");
        post_.day.reset();
        if (post_.id >= first_snowflake) post_.day = Day::from_number(static_cast<int>(((post_.id >> 22) + snowflake_epoch) / milliseconds_in_day));
        sink_.add(post_);
        ++file_.posts;
    }
    void fault(std::string says) {
        ++file_.faulty;
        ++read_.faulty_lines[says];
        if (read_.faults.size() < most_faults) read_.faults.push_back({file_.name, line_, std::move(says)});
    }

private:
    Read& read_;
    ReadFile& file_;
    Sink& sink_;
    Post post_;
    std::uint64_t line_ = 0;
};

}  // namespace

std::vector<std::string> files_of(const std::vector<std::string>& named) {
    std::vector<std::string> files;
    for (const auto& name : named) {
        if (name == "-" || !fs::is_directory(name)) {
            files.push_back(name);
            continue;
        }
        const auto begin = files.size();
        for (auto at = fs::recursive_directory_iterator(name); at != fs::recursive_directory_iterator(); ++at) {
            const bool hidden = at->path().filename().native().starts_with('.');
            if (hidden && at->is_directory()) at.disable_recursion_pending();
            if (!hidden && at->is_regular_file() && !at->is_symlink()) files.push_back(at->path().string());
        }
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(begin), files.end());
    }
    return files;
}

Read read_file(const std::string& name, const ReadSettings& settings, const std::function<Sink&(unsigned thread)>& make_sink) {
    OpenFile from(name);
    Read read;
    read.files.push_back({.name = name, .format = "list of ids", .digest = {}, .posts = 0, .faulty = 0});
    IdList list(read, make_sink(0));
    Sha256 hash;
    std::vector<char> block(block_size);
    std::size_t held = 0;   // of a line that the last block did not end
    bool too_long = false;
    for (std::uint64_t in_all = 0;;) {
        const auto got = from.read(std::span(block).subspan(held));
        hash.add({block.data() + held, got});
        in_all += got;
        if (got == 0) break;
        std::string_view text(block.data(), held + got);
        for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) {
            if (!std::exchange(too_long, false)) list.line(text.substr(0, end));
            read.stopped = read.stopped || (settings.strict && !read.faults.empty());
            if (read.stopped) break;
        }
        read.stopped = read.stopped || (settings.stop && settings.stop());
        if (read.stopped) return read;
        held = too_long ? 0 : text.size();
        if (held == block.size()) {
            list.line("too long to be one");
            too_long = true;
            held = 0;
        }
        std::memmove(block.data(), text.data(), held);
        if (settings.progress) settings.progress({.bytes_read = in_all, .bytes_in_all = from.size(), .posts = read.files.front().posts});
    }
    if (held > 0 && !too_long) list.line({block.data(), held});
    read.stopped = settings.strict && !read.faults.empty();
    read.files.front().digest = hash.digest();
    return read;
}

}  // namespace himthough::archive
