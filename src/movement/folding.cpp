#include "movement/folding.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace himthough {
namespace {

/// What is left out, as somebody sees who knows the sum, the parts that are told, and the rule.
struct LeftOut {
    std::int64_t sum = 0, parts = 0;
    std::int64_t others = 0;   ///< of the parts: five or more, and left out to cover the rest
};

/// Could what is left out still be more than one thing, for each part of it?
bool covered(const LeftOut& out, std::int64_t smallest_told) {
    constexpr auto largest = fewest_told - 1;   // that a small part can be
    if (out.parts == 0) return true;
    if (out.others == 0) return may_be_told(out.sum) && out.sum < largest * out.parts;
    if (out.others > 1) return true;
    // One part covers small ones with less than five together. It may be any number from the one to the other.
    return std::min(smallest_told, out.sum) - std::max(fewest_told, out.sum - largest) >= 1;
}

}  // namespace

std::vector<bool> parts_told(std::span<const std::int64_t> parts) {
    std::vector<bool> told(parts.size());
    if (!may_be_told(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}))) return told;
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    LeftOut out;
    for (std::size_t at = 0; at < parts.size(); ++at) {
        told[at] = may_be_told(parts[at]);
        if (!told[at]) out.sum += parts[at], ++out.parts;
    }
    while (true) {
        auto smallest = most;
        for (std::size_t at = 0; at < parts.size(); ++at)
            if (told[at]) smallest = std::min(smallest, parts[at]);
        if (smallest == most || covered(out, smallest)) return told;
        // Those of one size go together: which of them is left would tell too much.
        for (std::size_t at = 0; at < parts.size(); ++at)
            if (told[at] && parts[at] == smallest) told[at] = false, out.sum += smallest, ++out.parts, ++out.others;
    }
}

}  // namespace himthough
