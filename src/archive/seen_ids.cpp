#include "archive/seen_ids.h"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <exception>
#include <limits>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/secret.h"

namespace himthough::archive {
namespace {

/// So many records of a bucket are looked through at a time, by each thread: 25 MB of tables.
constexpr std::uint64_t most_at_once = std::uint64_t{1} << 19;
constexpr std::size_t most_runs = 16;

std::uint64_t random_number() {
    std::array<std::uint8_t, 8> bytes;
    random_bytes(bytes);
    return std::bit_cast<std::uint64_t>(bytes);
}

/// The finaliser of MurmurHash3: a permutation in which every bit depends on every bit.
std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
    x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
    return x ^ (x >> 33);
}

}  // namespace

/// Ids and the smallest rank each came with.
class SeenIds::Table {
public:
    static constexpr std::uint32_t counted_before = 0;   // ranks begin with 1 here

    explicit Table(std::uint64_t records) : ids_(std::bit_ceil(2 * records + 16)), ranks_(ids_.size()) {}
    /// True when the id was there.
    bool add(std::uint64_t id, std::uint64_t hash, std::uint32_t rank) {
        const std::size_t mask = ids_.size() - 1;
        std::size_t at = hash & mask;
        while (ids_[at] != 0 && ids_[at] != id) at = (at + 1) & mask;
        const bool there = ids_[at] == id;
        ranks_[at] = there ? std::min(ranks_[at], rank) : rank;
        ids_[at] = id;
        return there;
    }
    std::vector<std::uint64_t> first() const {
        std::vector<std::uint64_t> found;
        for (std::size_t at = 0; at < ids_.size(); ++at)
            if (ids_[at] != 0 && ranks_[at] != counted_before) found.push_back(ids_[at]);
        return found;
    }
    void count(std::vector<std::uint64_t>& of_rank) const {
        for (std::size_t at = 0; at < ids_.size(); ++at)
            if (ids_[at] != 0 && ranks_[at] != counted_before) ++of_rank[ranks_[at] - 1];
    }

private:
    std::vector<std::uint64_t> ids_;   ///< 0: free
    std::vector<std::uint32_t> ranks_;
};

SeenIds::SeenIds(std::filesystem::path folder) : folder_(std::move(folder)), key_(random_number()) {
    std::string name = folder_ / "himthough-counting-XXXXXX";
    file_ = ::mkostemp(name.data(), O_CLOEXEC);   // for its owner only
    if (file_ < 0) throw std::runtime_error(fmt::format("no temporary file can be made in {}: {}", folder_.string(), std::strerror(errno)));
    ::unlink(name.c_str());
}

SeenIds::~SeenIds() { ::close(file_); }

/// Posts of the same millisecond stand in any order, in a list that is in order otherwise.
void SeenIds::Lane::sort_if_nearly_sorted(std::vector<Record>& records) {
    std::size_t moves = records.size();
    for (std::size_t at = 1; at < records.size(); ++at) {
        for (std::size_t to = at; to > 0 && records[to].id() < records[to - 1].id(); --to) {
            if (moves-- == 0) return;
            std::swap(records[to], records[to - 1]);
        }
    }
}

void SeenIds::Lane::flush() {
    for (std::size_t bucket = 0; bucket < buckets; ++bucket)
        if (!records_[bucket].empty()) flush(bucket);
}

void SeenIds::Lane::flush(std::size_t bucket) {
    sort_if_nearly_sorted(records_[bucket]);
    into_.put(bucket, part_, records_[bucket], into_.fresh_);
    records_[bucket].clear();
}

void SeenIds::remember(std::size_t bucket, std::span<const std::uint64_t> ids) {
    std::vector<Lane::Record> records;
    for (const auto id : ids) records.push_back({static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(id >> 32), 0});
    put(bucket, 0, records, counted_);
}

void SeenIds::put(std::size_t bucket, std::uint32_t part, std::span<const Lane::Record> records, Chunks& into) {
    if (failed() || records.empty()) return;
    const bool ascend = std::ranges::is_sorted(records, {}, &Lane::Record::id);
    std::uint64_t at = 0;
    {
        const std::lock_guard lock(mutex_);
        at = end_;
        end_ += records.size_bytes();
        into[bucket].push_back({at, static_cast<std::uint32_t>(records.size()), part, ascend ? records.front().id() : 0, records.back().id()});
    }
    const auto bytes = std::as_bytes(records);
    for (std::size_t done = 0; done < bytes.size();) {
        const auto written = ::pwrite(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(at + done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            error_ = written < 0 ? errno : ENOSPC;
            return;
        }
        done += static_cast<std::size_t>(written);
    }
}

std::vector<SeenIds::Lane::Record> SeenIds::read(const Chunk& chunk) const {
    std::vector<Lane::Record> records(chunk.records);
    const auto bytes = std::as_writable_bytes(std::span(records));
    for (std::size_t done = 0; done < bytes.size();) {
        const auto got = ::pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(chunk.at + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw std::runtime_error(fmt::format("the temporary file in {} cannot be read back; nothing of this file was counted", folder_.string()));
        done += static_cast<std::size_t>(got);
    }
    return records;
}

void SeenIds::throw_error() const {
    throw std::runtime_error(fmt::format("the temporary file in {} cannot be written: {}; nothing of this file was counted", folder_.string(), std::strerror(error_)));
}

/// Chunks of one lane whose ids ascend from each to the next.
class SeenIds::Run {
public:
    explicit Run(bool counted_before) : counted_before_(counted_before) {}
    bool takes(const Chunk& chunk, bool counted_before) const {
        return counted_before == counted_before_ && chunks_.front()->part == chunk.part && chunks_.back()->last <= chunk.first;
    }
    void take(const Chunk& chunk) { chunks_.push_back(&chunk); }

    /// False: it is over.
    bool next(const SeenIds& in) {
        if (at_ == records_.size()) {
            if (next_ == chunks_.size()) return false;
            records_ = in.read(*chunks_[next_++]);
            at_ = 0;
        }
        id = records_[at_++].id();
        return true;
    }
    std::uint32_t rank_in(std::span<const std::vector<std::uint32_t>> ranks) const {
        return counted_before_ ? Table::counted_before : ranks[chunks_.front()->part][records_[at_ - 1].cell] + 1;
    }

    std::uint64_t id = 0;        ///< of the record it stands at

private:
    bool counted_before_;
    std::vector<const Chunk*> chunks_;
    std::size_t next_ = 0, at_ = 0;
    std::vector<Lane::Record> records_;
};

/// None: there are ids that do not ascend, or too many runs to look at side by side.
std::vector<SeenIds::Run> SeenIds::runs_of(std::size_t bucket) const {
    std::vector<Run> runs;
    for (const auto* chunks : {&counted_[bucket], &fresh_[bucket]}) {
        const bool counted_before = chunks == &counted_[bucket];
        for (const Chunk& chunk : *chunks) {
            auto run = std::ranges::find_if(runs, [&](const Run& one) { return one.takes(chunk, counted_before); });
            if (chunk.first == 0 || (run == runs.end() && runs.size() == most_runs)) return {};
            if (run == runs.end()) run = runs.insert(run, Run(counted_before));
            run->take(chunk);
        }
    }
    return runs;
}

void SeenIds::count_bucket(std::size_t bucket, std::span<const std::vector<std::uint32_t>> ranks, Counted& into) const {
    if (auto runs = runs_of(bucket); !runs.empty() && !tell_first_) count_runs(std::move(runs), ranks, into);
    else count_any(bucket, ranks, into);
}

void SeenIds::count_runs(std::vector<Run> runs, std::span<const std::vector<std::uint32_t>> ranks, Counted& into) const {
    std::uint64_t id = 0;
    std::uint32_t rank = Table::counted_before;   // the smallest that came with this id
    const auto count = [&] { if (rank != Table::counted_before) ++into.of_rank[rank - 1]; };
    std::erase_if(runs, [&](Run& run) { return !run.next(*this); });
    while (!runs.empty()) {
        const auto least = std::ranges::min_element(runs, {}, &Run::id);
        std::uint64_t other = std::numeric_limits<std::uint64_t>::max();   // the least of all other runs
        for (auto run = runs.begin(); run != runs.end(); ++run)
            if (run != least) other = std::min(other, run->id);
        bool more = true;
        for (; more && least->id <= other; more = least->next(*this)) {
            const auto mine = least->rank_in(ranks);
            if (least->id == id) {
                into.again += mine != Table::counted_before;
                rank = std::min(rank, mine);
                continue;
            }
            count();
            id = least->id;
            rank = mine;
        }
        if (!more) runs.erase(least);
    }
    count();
}

void SeenIds::count_any(std::size_t bucket, std::span<const std::vector<std::uint32_t>> ranks, Counted& into) const {
    std::uint64_t records = 0;
    for (const auto* chunks : {&counted_[bucket], &fresh_[bucket]})
        for (const Chunk& chunk : *chunks) records += chunk.records;
    const std::uint64_t turns = std::bit_ceil((records + most_at_once - 1) / most_at_once);
    for (std::uint64_t turn = 0; turn < turns; ++turn) {
        Table table(records / turns);
        const auto look = [&](const Chunk& chunk, const auto& rank_of, std::uint64_t& there) {
            for (const auto& record : read(chunk)) {
                const auto hash = mixed(record.id() ^ key_);
                if ((hash >> 40) % turns == turn) there += table.add(record.id(), hash, rank_of(record));
            }
        };
        std::uint64_t ignored = 0;
        for (const Chunk& chunk : counted_[bucket]) look(chunk, [](const auto&) { return Table::counted_before; }, ignored);
        for (const Chunk& chunk : fresh_[bucket]) look(chunk, [&](const auto& record) { return ranks[chunk.part][record.cell] + 1; }, into.again);
        table.count(into.of_rank);
        if (tell_first_) tell_first_(bucket, table.first());
    }
}

SeenIds::Counted SeenIds::count_first(std::span<const std::vector<std::uint32_t>> ranks, std::size_t how_many_ranks, unsigned threads) {
    if (failed()) throw_error();
    std::vector<Counted> parts(std::max(1U, threads));
    std::vector<std::exception_ptr> broken(parts.size());
    std::atomic<std::size_t> next{0};
    {
        std::vector<std::jthread> running;
        for (std::size_t at = 0; at < parts.size(); ++at) {
            running.emplace_back([&, at] {
                try {
                    parts[at].of_rank.resize(how_many_ranks);
                    for (std::size_t bucket = next++; bucket < buckets; bucket = next++)
                        if (!fresh_[bucket].empty()) count_bucket(bucket, ranks, parts[at]);
                } catch (...) {
                    broken[at] = std::current_exception();
                }
            });
        }
    }
    for (const auto& one : broken)
        if (one) std::rethrow_exception(one);
    Counted all = std::move(parts.front());
    for (std::size_t at = 1; at < parts.size(); ++at) {
        all.again += parts[at].again;
        for (std::size_t rank = 0; rank < how_many_ranks; ++rank) all.of_rank[rank] += parts[at].of_rank[rank];
    }
    return all;
}

void SeenIds::keep() {
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) counted_[bucket].insert(counted_[bucket].end(), fresh_[bucket].begin(), fresh_[bucket].end());
    fresh_ = {};
}

void SeenIds::drop() { fresh_ = {}; }

}  // namespace himthough::archive
