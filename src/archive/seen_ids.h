#pragma once
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace himthough::archive {

/// Sees to it that an id counts once in a run, whatever the order and number of its posts, in bounded memory: what was read is put
/// into one file, bucket by bucket, and each bucket is looked through at the end of a file of the archive. The same id must always come in the same
/// bucket; buckets that a file does not touch cost it nothing, so the day is a good one. What came in order is looked through side by side, what did not
/// with a table.
///
/// The file has no name (it is unlinked as soon as it is made): it is gone with the process, however that ends.
class SeenIds {
public:
    static constexpr std::size_t buckets = 256;

    /// `folder`: where there is room for 12 bytes a post. Throws std::runtime_error when no file can be made there.
    explicit SeenIds(std::filesystem::path folder);
    ~SeenIds();
    SeenIds(const SeenIds&) = delete;
    SeenIds& operator=(const SeenIds&) = delete;

    /// What one thread puts in. `part`: its number, by which count_first knows its cells.
    class Lane {
    public:
        Lane(SeenIds& into, std::uint32_t part) : into_(into), part_(part) {}
        /// `id` is not 0. Does not throw; what could not be put in is known to failed().
        void add(std::size_t bucket, std::uint64_t id, std::uint32_t cell) {
            auto& records = records_[bucket];
            if (records.capacity() == 0) records.reserve(records_in_chunk);
            records.push_back({static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(id >> 32), cell});
            if (records.size() == records_in_chunk) flush(bucket);
        }
        void flush();

    private:
        friend class SeenIds;
        struct Record {
            std::uint32_t low, high, cell;
            std::uint64_t id() const { return std::uint64_t{high} << 32 | low; }
        };
        static constexpr std::size_t records_in_chunk = 1024;
        void flush(std::size_t bucket);
        static void sort_if_nearly_sorted(std::vector<Record>& records);

        SeenIds& into_;
        const std::uint32_t part_;
        std::array<std::vector<Record>, buckets> records_;
    };

    /// The disk is full or broken: nothing more is put in, and count_first will throw. From any thread.
    bool failed() const { return error_ != 0; }

    struct Counted {
        std::vector<std::uint64_t> of_rank;   ///< ids that came for the first time
        std::uint64_t again = 0;              ///< posts whose id had been there before, in this file or an earlier one
    };
    /// Counts what was put in since the last keep() or drop(); all lanes are flushed. `ranks[part][cell]` is what a cell of a lane is called among
    /// all; an id that came with several counts for the smallest. Throws std::runtime_error with a sentence for the operator.
    Counted count_first(std::span<const std::vector<std::uint32_t>> ranks, std::size_t how_many_ranks, unsigned threads);
    /// In count_first, each id that came for the first time, from several threads.
    void tell_first(std::function<void(std::size_t bucket, std::span<const std::uint64_t> ids)> to) { tell_first_ = std::move(to); }
    /// These were counted in an earlier run.
    void remember(std::size_t bucket, std::span<const std::uint64_t> ids);
    /// What was put in is counted from now on ...
    void keep();
    /// ... or was never there.
    void drop();

private:
    struct Chunk {
        std::uint64_t at;
        std::uint32_t records, part;
        std::uint64_t first, last;   ///< ids; first is 0 where they do not ascend
    };
    class Run;
    using Chunks = std::array<std::vector<Chunk>, buckets>;
    class Table;

    void put(std::size_t bucket, std::uint32_t part, std::span<const Lane::Record> records, Chunks& into);
    std::vector<Lane::Record> read(const Chunk& chunk) const;
    std::vector<Run> runs_of(std::size_t bucket) const;
    void count_bucket(std::size_t bucket, std::span<const std::vector<std::uint32_t>> ranks, Counted& into) const;
    void count_runs(std::vector<Run> runs, std::span<const std::vector<std::uint32_t>> ranks, Counted& into) const;
    void count_any(std::size_t bucket, std::span<const std::vector<std::uint32_t>> ranks, Counted& into) const;
    [[noreturn]] void throw_error() const;

    const std::filesystem::path folder_;
    const std::uint64_t key_;      ///< of this run: nobody can choose ids that fall into one place of a table
    int file_ = -1;
    std::function<void(std::size_t, std::span<const std::uint64_t>)> tell_first_;
    std::atomic<int> error_{0};    ///< an errno
    std::mutex mutex_;             ///< for all that follow
    std::uint64_t end_ = 0;
    Chunks counted_, fresh_;
};

}  // namespace himthough::archive
