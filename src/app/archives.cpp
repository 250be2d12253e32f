#include "app/archives.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

namespace himthough::app {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr double megabyte = 1e6, fewest_seconds = 0.5;   // before that a rate says nothing

/// One line that is written over and over again.
class ProgressLine {
public:
    explicit ProgressLine(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}
    ~ProgressLine() {
        if (written_) std::cerr << "\r\033[K" << std::flush;
    }
    void show(const archive::Progress& now) {
        const std::lock_guard lock(mutex_);
        const auto time = SteadyClock::now();
        if (!shown_ || time - last_ < 200ms) return;
        last_ = time;
        written_ = true;
        std::cerr << "\r\033[K" << progress_text(now, std::chrono::duration<double>(time - began_).count()) << std::flush;
    }

private:
    const bool shown_;
    const SteadyClock::time_point began_ = SteadyClock::now();
    std::mutex mutex_;
    SteadyClock::time_point last_;
    bool written_ = false;
};

void print_faults(const archive::Read& read) {
    for (const auto& fault : read.faults) std::cerr << fault.file << (fault.line > 0 ? fmt::format(":{}", fault.line) : "") << ": " << fault.says << '\n';
    std::uint64_t in_all = 0;
    for (const auto& [reason, lines] : read.faulty_lines) in_all += lines;
    if (in_all <= read.faults.size()) return;
    std::cerr << in_all << " lines could not be read:\n";
    for (const auto& [reason, lines] : read.faulty_lines) std::cerr << fmt::format("{:>12}  {}\n", lines, reason);
}

}  // namespace

std::string progress_text(const archive::Progress& now, double seconds) {
    const auto read = static_cast<double>(now.bytes_read), in_all = static_cast<double>(now.bytes_in_all);
    std::string said = fmt::format("{} posts, {:.0f} MB", now.posts, read / megabyte);
    if (in_all > 0) said += fmt::format(" of {:.0f} MB", in_all / megabyte);
    if (seconds < fewest_seconds || read == 0) return said;
    said += fmt::format(", {:.0f} MB/s", read / megabyte / seconds);
    if (in_all > read) said += fmt::format(", {:.0f} s left", std::ceil(seconds * (in_all - read) / read));
    return said;
}

unsigned counting_threads() { return std::clamp(std::thread::hardware_concurrency(), 1U, most_threads); }

archive::Read read_into(archive::Tally& tally, const std::string& file, const ArchivesAsked& asked) {
    archive::Read read;
    {
        ProgressLine line(asked.quiet);
        archive::ReadSettings settings;
        settings.threads = counting_threads();
        settings.strict = asked.strict;
        settings.columns = asked.columns;
        settings.progress = [&](const archive::Progress& now) { line.show(now); };
        settings.stop = [&] { return tally.failed(); };
        try {
            read = archive::read_file(file, settings, [&](unsigned thread) -> archive::Sink& { return tally.sink(thread); });
        } catch (const std::runtime_error& why) {   // the next one may be readable
            read.files.emplace_back().name = file;
            read.faults.push_back({.file = file, .line = 0, .says = why.what()});
        }
    }
    print_faults(read);
    return read;
}

bool all_read(const archive::Read& read) {
    return !read.stopped && read.faults.empty() && read.faulty_lines.empty() && std::ranges::none_of(read.files, [](const auto& file) { return file.format.empty(); });
}

}  // namespace himthough::app
