#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace himthough {

/// stop: the form comes back. ask: may go on, the reviewer sees it. hint: only orders the queue.
enum class Tier { stop, ask, hint };

/// How near words come to telling who somebody is, by what was noticed in them: reviewers read the nearest first. Kept in the database.
enum class Heed : std::uint8_t { none = 0, hint = 1, ask = 2 };

/// A place in somebody's words that the guard noticed.
struct Finding {
    Tier tier;
    std::string_view kind;      ///< "e-mail", "phone", "name"; the guard's, which lives as long as the house
    std::string_view rule;      ///< the id of the rule that found it; the guard's too
    std::size_t begin, end;     ///< bytes of the text that was read; whole letters
};

struct Findings {
    std::vector<Finding> found;   ///< in the order of the text, not overlapping
    bool any(Tier tier) const {
        for (const auto& finding : found)
            if (finding.tier == tier) return true;
        return false;
    }
    Heed heed() const { return any(Tier::ask) ? Heed::ask : any(Tier::hint) ? Heed::hint : Heed::none; }
};

}  // namespace himthough
