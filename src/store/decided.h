#pragma once
#include <map>
#include <optional>
#include <vector>

#include "store/record.h"

namespace himthough::store {

/// One month of what came in and what was decided. Exact counts: for no page as they are (movement/folding.h).
struct DecidedMonth {
    Day first;                                     ///< of the month
    std::int64_t received = 0;
    std::map<Did, std::int64_t> done{};            ///< about contributions
    std::map<Reason, std::int64_t> declined{};     ///< by reason
    std::map<int, std::int64_t> waited{};          ///< days → how many decisions came after so many

    std::int64_t decisions() const;
    /// The lower of the two in the middle where they are an even number. Nothing when nothing was decided.
    std::optional<int> median_waited() const;
};

/// The months of a movement that were over on that day, newest first, from the one it began in, without a gap; up to `most`.
std::vector<DecidedMonth> decided_months(Transaction&, MovementId, Day day, int most);

}  // namespace himthough::store
