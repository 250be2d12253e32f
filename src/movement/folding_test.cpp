#include "movement/folding.h"

#include <map>
#include <numeric>
#include <optional>
#include <set>

#include <gtest/gtest.h>

namespace himthough {
namespace {

using Parts = std::vector<std::int64_t>;
using Seen = std::vector<std::optional<std::int64_t>>;   // the sum, then the parts, as far as they are told

Seen seen(const Parts& parts) {
    const auto sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
    Seen out{may_be_told(sum) ? std::optional(sum) : std::nullopt};
    const auto told = parts_told(parts);
    for (std::size_t at = 0; at < parts.size(); ++at) out.push_back(told[at] ? std::optional(parts[at]) : std::nullopt);
    return out;
}

/// All there are of that many parts, each up to `most`, by what is told of them.
std::map<Seen, std::vector<Parts>> all_of(std::size_t parts, std::int64_t most) {
    std::map<Seen, std::vector<Parts>> by_seen;
    Parts now(parts);
    while (true) {
        by_seen[seen(now)].push_back(now);
        std::size_t at = 0;
        while (at < parts && now[at] == most) now[at++] = 0;
        if (at == parts) return by_seen;
        ++now[at];
    }
}

TEST(Folding, NeverTellsLessThanFive) {
    for (const auto& [told, some] : all_of(3, 12))
        for (const auto& number : told) EXPECT_TRUE(!number || *number >= 5);
}

TEST(Folding, LeavesNoSmallPartToBeWorkedOutByWhoeverKnowsTheRule) {
    for (const auto& [parts, most] : {std::pair<std::size_t, std::int64_t>(2, 60), {3, 24}, {4, 13}, {5, 9}})
        for (const auto& [told, some] : all_of(parts, most))
            for (std::size_t at = 0; at < parts; ++at) {
                std::set<std::int64_t> could_be;
                for (const auto& one : some) could_be.insert(one[at]);
                EXPECT_TRUE(could_be.size() > 1 || *could_be.begin() >= 5) << parts << " parts, number " << at << " can only be " << *could_be.begin();
            }
}

TEST(Folding, TellsWhatItCan) {
    EXPECT_EQ(parts_told(Parts{5, 6, 100}), (std::vector<bool>{true, true, true}));
    EXPECT_EQ(parts_told(Parts{30, 4, 4, 1}), (std::vector<bool>{true, false, false, false}));
    EXPECT_EQ(parts_told(Parts{100, 200, 3}), (std::vector<bool>{false, true, false})) << "one alone is covered by another";
    EXPECT_EQ(parts_told(Parts{1, 1, 1}), (std::vector<bool>{false, false, false}));
}

}  // namespace
}  // namespace himthough
