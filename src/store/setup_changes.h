#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough {

/// One change of a file that organisers edit.
struct SetupChange {
    std::int64_t id = 0;             ///< given by add_setup_change
    ReviewerId by = 0;
    Day day;
    std::string file;                ///< "movements/himthough.toml"
    std::string digest_before, digest_after;
    std::string before, after;       ///< the whole file; empty in a list
};

namespace store {

std::int64_t add_setup_change(Transaction&, const SetupChange&);
/// The newest first, without the files themselves.
std::vector<SetupChange> setup_changes(Transaction&, int most);
std::optional<SetupChange> setup_change(Transaction&, std::int64_t id);

}  // namespace store
}  // namespace himthough
