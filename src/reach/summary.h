#pragma once
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reach/released.h"

namespace himthough::reach {

/// A sum of released counts, and by how much it may be off in 95 of 100 cases. Never shown below 0, though noise may make it so.
struct Total {
    std::int64_t count = 0, error = 0;
    std::int64_t shown() const { return std::max<std::int64_t>(count, 0); }
};

/// Days of table A, added up.
struct Summary {
    Day from, through;      ///< the first and the last day in it
    std::int64_t days = 0;
    std::map<std::string, Total, std::less<>> totals;   ///< by the words of day_events(), and "kept_own_word": kept, less what a witness confirmed
    /// 0 ± 0 of a word that is none.
    Total of(std::string_view word) const;
};
/// Nothing of no days. Periods that are missing are left out of the days.
std::optional<Summary> summary_of(const Released::Series& days);
/// The same for each month, the newest first.
std::vector<Summary> months_of(const Released::Series& days);

/// How many did something for each hundred survivors' voices, rounded. Nothing while noise may be more than a tenth of the survivors, or may
/// change the share by more than one in a hundred and by more than half of itself.
std::optional<std::int64_t> for_each_hundred(const Summary& summary, std::string_view word);

}  // namespace himthough::reach
