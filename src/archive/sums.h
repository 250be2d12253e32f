#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "archive/tally.h"

/// Uses, added up along one side of the cells.
namespace himthough::archive {

template <class Of> auto sums(const Counts& counts, Of of) {
    std::map<decltype(of(std::declval<const Cell&>())), std::uint64_t> found;
    for (const Cell& cell : counts.cells) found[of(cell)] += cell.count;
    return found;
}

inline std::map<std::optional<Day>, std::uint64_t> by_day(const Counts& counts) { return sums(counts, [](const Cell& cell) { return cell.day; }); }
inline std::map<std::string, std::uint64_t> by_language(const Counts& counts) { return sums(counts, [](const Cell& cell) { return cell.language; }); }
inline std::map<std::string, std::uint64_t> by_country(const Counts& counts) { return sums(counts, [](const Cell& cell) { return cell.country; }); }
std::uint64_t of_kind(const Counts& counts, Kind kind);
std::uint64_t of_voice(const Counts& counts, Voice voice);
/// Of bare ids whose voice nobody said.
std::uint64_t of_no_voice(const Counts& counts);

/// The largest first, at most `most`; those below five, and what is left, stand together.
struct Ranked {
    std::vector<std::pair<std::string, std::uint64_t>> rows;
    std::uint64_t rest = 0, rows_in_rest = 0;
};
Ranked largest(const std::map<std::string, std::uint64_t>& sums, std::size_t most);

}  // namespace himthough::archive
