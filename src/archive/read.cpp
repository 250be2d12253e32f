// One file: each thread takes a block of it, unpacked and cut into records, reads it with a reader and a sink of its own, and comes back for more.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "archive/formats.h"
#include "archive/source.h"

namespace himthough::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t begin_size = std::size_t{64} << 10, most_faults = 20;

/// The bytes of a file behind what it was recognised by.
class Bytes {
public:
    explicit Bytes(Source& source) : source_(source), begin_(begin_size, '\0') {
        std::size_t held = 0, got = 1;
        while (held < begin_.size() && (got = source.read(std::span(begin_).subspan(held))) > 0) held += got;
        begin_.resize(held);
        all_ = got == 0;
    }
    Recognised kind() const { return recognise(begin_, all_); }
    void skip(std::size_t bytes) { at_ = std::min(bytes, begin_.size()); }
    std::size_t read(std::span<char> into) {
        if (at_ == begin_.size()) return source_.read(into);
        const auto got = begin_.copy(into.data(), into.size(), at_);
        at_ += got;
        return got;
    }

private:
    Source& source_;
    std::string begin_;
    std::size_t at_ = 0;
    bool all_ = false;
};

/// One file, from which each thread takes the next block when it has read one: what it takes is then still in the cache of its core.
class File {
public:
    File(const std::string& name, const ReadSettings& settings)
        : settings_(settings), source_(name), bytes_(source_), kind_(checked(bytes_.kind())),
          cutter_(kind_.shape, settings.longest_record, kind_.depth, [this](std::span<char> into) { return bytes_.read(into); }) {
        bytes_.skip(kind_.skip + (kind_.depth > 0 ? 1 : 0));
    }

    /// False: there are no more, or it was stopped. `posts`: how many were found in the last one.
    bool next(Block& block, std::uint64_t posts) {
        const std::lock_guard lock(mutex_);
        posts_ += posts;
        if (settings_.progress) settings_.progress({.bytes_read = source_.taken(), .bytes_in_all = source_.size(), .posts = posts_});
        if (settings_.stop && settings_.stop()) stop();
        return !stopped_ && cutter_.next(block);
    }
    void stop() { stopped_ = true; }

    const Recognised& kind() const { return kind_; }
    bool stopped() const { return stopped_; }
    bool cut_off() const { return cutter_.cut_off(); }
    std::array<std::uint8_t, 16> digest() const { return source_.digest(); }

private:
    static Recognised checked(Recognised found) {
        if (!found.wrong.empty()) throw std::runtime_error(found.wrong);
        return found;
    }

    const ReadSettings& settings_;
    Source source_;
    Bytes bytes_;
    const Recognised kind_;
    std::mutex mutex_;             // for all that follow, and what they read from
    Cutter cutter_;
    std::uint64_t posts_ = 0;
    std::atomic<bool> stopped_ = false;
};

/// Rows of a CSV may hold a '\n' between quotes.
std::size_t end_of_record(std::string_view text, bool row) {
    auto end = row ? text.find_first_of("\"\n") : text.find('\n');
    for (bool quoted = false; text[end] == '"' || quoted; end = text.find_first_of("\"\n", end + 1)) {
        if (text[end] == '"') quoted = !quoted;
    }
    return end;
}

/// What one thread found. Nothing that another thread writes stands in the same line of the cache.
class alignas(cache_line) Part : public Taker {
public:
    Part(Sink& sink, std::unique_ptr<RecordReader> reader, std::size_t longest) : sink_(sink), reader_(std::move(reader)), longest_(longest) {}

    void read(File& file, bool strict) {
        Block block;
        for (std::uint64_t before = 0; file.next(block, posts - before);) {
            before = posts;
            block_ = block.number;
            line_ = 0;
            for (auto text = block.text(); !text.empty() && !file.stopped();) {
                const auto end = end_of_record(text, file.kind().shape == Shape::rows);
                ++line_;
                read_record(text.substr(0, end));
                text.remove_prefix(end + 1);
                if (strict && !faults.empty()) file.stop();
            }
            lines.emplace_back(block_, line_);
        }
    }

    void post(const Post& found) override {
        sink_.add(found);
        ++posts;
    }
    void fault(std::string_view says) override {
        ++by_reason[std::string(says)];
        if (faults.size() < most_faults) faults.push_back({block_, line_, std::string(says)});
    }

    struct Found {
        std::uint64_t block, line;
        std::string says;
    };
    std::uint64_t posts = 0;
    std::vector<Found> faults;     // the first of them: blocks come in the file's order
    std::map<std::string, std::uint64_t> by_reason;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> lines;   // of each block
    std::exception_ptr broke;

private:
    void read_record(std::string_view record) {
        if (record.size() > longest_) return fault("it is too long");
        if (record.ends_with('\r')) record.remove_suffix(1);
        if (!record.empty()) reader_->read(record, *this);
    }

    Sink& sink_;
    const std::unique_ptr<RecordReader> reader_;
    const std::size_t longest_;
    std::uint64_t block_ = 0, line_ = 0;
};

/// All parts of one file together. Blocks know their lines by now, so each fault gets its line in the file.
void merge(ReadFile& file, Read& read, const std::vector<std::unique_ptr<Part>>& parts) {
    std::map<std::uint64_t, std::uint64_t> before;   // lines in front of each block
    for (const auto& part : parts) before.insert(part->lines.begin(), part->lines.end());
    std::uint64_t line = 0;
    for (auto& [block, lines] : before) line += std::exchange(lines, line);
    for (const auto& part : parts) {
        file.posts += part->posts;
        for (const auto& [says, times] : part->by_reason) read.faulty_lines[says] += times, file.faulty += times;
        for (const auto& fault : part->faults) read.faults.push_back({file.name, before[fault.block] + fault.line, fault.says});
    }
    std::ranges::stable_sort(read.faults, {}, &Fault::line);
    if (read.faults.size() > most_faults) read.faults.resize(most_faults);
}

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
    File file(name, settings);
    std::vector<std::unique_ptr<Part>> parts;
    for (unsigned thread = 0; thread < std::max(settings.threads, 1U); ++thread)
        parts.push_back(std::make_unique<Part>(make_sink(thread), reader_of(file.kind(), settings.columns), settings.longest_record));
    {
        std::vector<std::jthread> threads;
        for (const auto& part : parts) {
            threads.emplace_back([&, &mine = *part] {
                try {
                    mine.read(file, settings.strict);
                } catch (...) {   // handed to the thread that asked
                    mine.broke = std::current_exception();
                    file.stop();
                }
            });
        }
    }
    for (const auto& part : parts) {
        if (part->broke) std::rethrow_exception(part->broke);
    }
    Read read;
    auto& found = read.files.emplace_back(ReadFile{.name = name, .format = name_of(file.kind().format), .digest = {}, .posts = 0, .faulty = 0});
    merge(found, read, parts);
    if (file.cut_off()) {
        const std::string says = "the file ends in the middle of a record";
        ++found.faulty;
        ++read.faulty_lines[says];
        read.faults.insert(read.faults.begin(), {name, 0, says});
    }
    read.stopped = file.stopped() || (settings.strict && !read.faults.empty());
    if (!read.stopped) found.digest = file.digest();
    return read;
}

}  // namespace himthough::archive
