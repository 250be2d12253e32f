// One file: this thread unpacks and cuts it into blocks, others read the blocks, each with a reader and a sink of its own.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "archive/formats.h"
#include "archive/source.h"

namespace himthough::archive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t part_size = std::size_t{256} << 10, block_size = std::size_t{1} << 20, begin_size = std::size_t{64} << 10;
constexpr std::size_t most_waiting = 4, most_faults = 20;
constexpr std::size_t longest_json = std::size_t{8} << 20;   // simdjson takes about six times as much for it, on each thread

/// Blocks on their way; who puts waits while there are enough.
class Blocks {
public:
    void put(Block block) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return waiting_.size() < most_waiting || closed_; });
        if (!closed_) waiting_.push_back(std::move(block));
        more_.notify_one();
    }
    std::optional<Block> take() {
        std::unique_lock lock(mutex_);
        more_.wait(lock, [&] { return !waiting_.empty() || closed_; });
        if (waiting_.empty()) return std::nullopt;
        Block block = std::move(waiting_.front());
        waiting_.pop_front();
        room_.notify_one();
        return block;
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        more_.notify_all();
        room_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable room_, more_;
    std::deque<Block> waiting_;
    bool closed_ = false;
};

/// What one thread found.
class Part : public Taker {
public:
    Part(Sink& sink, std::unique_ptr<RecordReader> reader) : sink_(sink), reader_(std::move(reader)) {}

    void read(const Block& block, std::atomic<bool>& stop, bool strict) {
        line = block.first;
        std::string_view text = block.text;
        for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos && !stop.load(std::memory_order_relaxed); text.remove_prefix(end + 1), ++line) {
            auto record = text.substr(0, end);
            if (record.ends_with('\r')) record.remove_suffix(1);
            if (!record.empty()) reader_->read(record, *this);
            if (strict && !faults.empty()) stop = true;
        }
    }
    /// Rows of a CSV may hold a '\n', so quotes are counted.
    void read_rows(const Block& block, std::atomic<bool>& stop, bool strict) {
        line = block.first;
        const std::string_view text = block.text;
        bool quoted = false;
        for (std::size_t begin = 0, at = 0; (at = text.find_first_of("\"\n", at)) != std::string_view::npos && !stop; ++at) {
            if (text[at] == '"') quoted = !quoted;
            if (text[at] == '"' || quoted) continue;
            auto record = text.substr(begin, at - begin);
            if (record.ends_with('\r')) record.remove_suffix(1);
            if (!record.empty()) reader_->read(record, *this);
            if (strict && !faults.empty()) stop = true;
            begin = at + 1;
            ++line;
        }
    }

    void post(const Post& found) override {
        sink_.add(found);
        ++posts;
    }
    void fault(std::string_view says) override {
        ++by_reason[std::string(says)];
        if (faults.size() < most_faults) faults.push_back({{}, line, std::string(says)});
    }

    std::uint64_t line = 0, posts = 0;
    std::vector<Fault> faults;
    std::map<std::string, std::uint64_t> by_reason;
    std::exception_ptr broke;

private:
    Sink& sink_;
    const std::unique_ptr<RecordReader> reader_;
};

void add_fault(Read& read, std::uint64_t line, const std::string& says, std::uint64_t times = 1) {
    read.files.front().faulty += times;
    read.faulty_lines[says] += times;
    read.faults.push_back({read.files.front().name, line, says});
}

void merge(Read& read, const std::vector<std::unique_ptr<Part>>& parts) {
    for (const auto& part : parts) {
        read.files.front().posts += part->posts;
        for (const auto& [says, times] : part->by_reason) read.faulty_lines[says] += times, read.files.front().faulty += times;
        for (const auto& fault : part->faults) read.faults.push_back({read.files.front().name, fault.line, fault.says});
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
    Source source(name);
    Read read;
    read.files.push_back({.name = name, .format = {}, .digest = {}, .posts = 0, .faulty = 0});
    std::string bytes(begin_size, '\0');
    std::size_t held = 0, got = 1;
    while (held < bytes.size() && (got = source.read(std::span(bytes).subspan(held))) > 0) held += got;
    bytes.resize(held);
    const auto kind = recognise(bytes, got == 0);
    if (!kind.wrong.empty()) throw std::runtime_error(kind.wrong);
    read.files.front().format = name_of(kind.format);

    const bool json = kind.format != Format::ids && kind.format != Format::csv;
    Cutter cutter(kind.shape, json ? std::min(settings.longest_line, longest_json) : settings.longest_line, kind.depth);
    if (kind.depth > 0) bytes.erase(0, kind.skip + 1);
    else bytes.erase(0, kind.skip);

    std::vector<std::unique_ptr<Part>> parts;
    for (unsigned thread = 0; thread < std::max(settings.threads, 1U); ++thread) parts.push_back(std::make_unique<Part>(make_sink(thread), reader_of(kind, settings.columns)));
    Blocks blocks;
    std::atomic<bool> stop = false;
    std::vector<std::jthread> threads;
    const auto join = [&] {
        blocks.close();
        threads.clear();
    };
    for (const auto& part : parts) {
        threads.emplace_back([&, &mine = *part] {
            try {
                while (const auto block = blocks.take()) {
                    if (kind.shape == Shape::rows) mine.read_rows(*block, stop, settings.strict);
                    else mine.read(*block, stop, settings.strict);
                }
            } catch (...) {   // handed to the thread that asked
                mine.broke = std::current_exception();
                stop = true;
                blocks.close();
            }
        });
    }
    try {
        for (; !bytes.empty() && !stop; bytes.resize(source.read(bytes))) {
            cutter.add(bytes);
            if (const auto line = cutter.left_out(); line > 0) add_fault(read, line, "it is too long");
            if (auto block = cutter.take(block_size); !block.text.empty()) blocks.put(std::move(block));
            if ((settings.stop && settings.stop()) || (settings.strict && !read.faults.empty())) stop = true;
            if (settings.progress) settings.progress({.bytes_read = source.taken(), .bytes_in_all = source.size(), .posts = 0});
            bytes.resize(part_size);
        }
        cutter.end();
        if (const auto line = cutter.left_out(); line > 0) add_fault(read, line, "it is too long");
        if (cutter.cut_off()) add_fault(read, 0, "the file ends in the middle of a record");
        if (auto block = cutter.take(0); !block.text.empty()) blocks.put(std::move(block));
    } catch (...) {   // threads end before what they use
        join();
        throw;
    }
    join();
    for (const auto& part : parts) {
        if (part->broke) std::rethrow_exception(part->broke);
    }
    merge(read, parts);
    read.stopped = stop || (settings.strict && !read.faults.empty());
    if (!read.stopped) read.files.front().digest = source.digest();
    return read;
}

}  // namespace himthough::archive
