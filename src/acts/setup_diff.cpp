#include <algorithm>

#include "acts/setup.h"

namespace himthough {
namespace {

constexpr std::size_t around = 3;
constexpr std::size_t most_compared = 1500;   // lines that differ, of either text; more of them went, and came, as a whole

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

using Lines = std::vector<std::string_view>;

/// The longest lines in common, by the usual table.
std::vector<DiffLine> compared(const Lines& before, const Lines& after) {
    std::vector<DiffLine> diff;
    const auto said = [&](char mark, std::string_view text) { diff.push_back({mark, std::string(text)}); };
    std::size_t a = 0, b = 0;
    if (before.size() <= most_compared && after.size() <= most_compared) {
        std::vector<std::vector<std::uint16_t>> common(before.size() + 1, std::vector<std::uint16_t>(after.size() + 1));
        for (auto i = before.size(); i-- > 0;)
            for (auto j = after.size(); j-- > 0;)
                common[i][j] = before[i] == after[j] ? static_cast<std::uint16_t>(common[i + 1][j + 1] + 1) : std::max(common[i + 1][j], common[i][j + 1]);
        while (a < before.size() && b < after.size()) {
            if (before[a] == after[b]) {
                said(' ', before[a++]);
                ++b;
            } else if (common[a + 1][b] >= common[a][b + 1]) {
                said('-', before[a++]);
            } else {
                said('+', after[b++]);
            }
        }
    }
    while (a < before.size()) said('-', before[a++]);
    while (b < after.size()) said('+', after[b++]);
    return diff;
}

}  // namespace

std::vector<DiffLine> diff_of(std::string_view before, std::string_view after) {
    if (before == after) return {};
    auto old_lines = lines_of(before), new_lines = lines_of(after);
    const auto [a, b] = std::ranges::mismatch(old_lines, new_lines);
    const auto same = static_cast<std::size_t>(a - old_lines.begin());
    std::vector<DiffLine> all;
    for (auto at = same > around ? same - around : 0; at < same; ++at) all.push_back({' ', std::string(old_lines[at])});
    Lines tail;
    old_lines.erase(old_lines.begin(), a);
    new_lines.erase(new_lines.begin(), b);
    while (!old_lines.empty() && !new_lines.empty() && old_lines.back() == new_lines.back()) {
        tail.push_back(old_lines.back());
        old_lines.pop_back();
        new_lines.pop_back();
    }
    for (auto& line : compared(old_lines, new_lines)) all.push_back(std::move(line));
    for (std::size_t at = 0; at < std::min(around, tail.size()); ++at) all.push_back({' ', std::string(tail[tail.size() - 1 - at])});
    return all;
}

}  // namespace himthough
