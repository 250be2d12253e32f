#include "archive/sums.h"

#include <algorithm>

#include "movement/folding.h"

namespace himthough::archive {

std::uint64_t of_kind(const Counts& counts, Kind kind) { return sums(counts, [&](const Cell& cell) { return cell.kind == kind; })[true]; }
std::uint64_t of_voice(const Counts& counts, Voice voice) { return sums(counts, [&](const Cell& cell) { return (cell.voices & one_voice(voice)) != 0; })[true]; }
std::uint64_t of_no_voice(const Counts& counts) { return sums(counts, [](const Cell& cell) { return cell.voices == 0; })[true]; }

Ranked largest(const std::map<std::string, std::uint64_t>& sums, std::size_t most) {
    Ranked ranked{{sums.begin(), sums.end()}};
    std::ranges::stable_sort(ranked.rows, std::greater(), &std::pair<std::string, std::uint64_t>::second);
    const auto small = std::ranges::find_if(ranked.rows, [](const auto& row) { return !may_be_told(static_cast<std::int64_t>(row.second)); });
    const auto kept = std::min(static_cast<std::size_t>(small - ranked.rows.begin()), most);
    for (; ranked.rows.size() > kept; ranked.rows.pop_back()) ranked.rest += ranked.rows.back().second, ++ranked.rows_in_rest;
    return ranked;
}

}  // namespace himthough::archive
