#pragma once
#include <cstdint>
#include <span>

#include "base/secret.h"
#include "store/reviewers.h"

namespace himthough::store {

/// These, and no older ones any more. None: they all end.
void set_recovery_codes(Transaction&, ReviewerId, std::span<const Hash>);
std::int64_t count_recovery_codes(Transaction&, ReviewerId);
bool has_recovery_code(Transaction&, ReviewerId, const Hash&);
/// Uses one up. False when it was used before, the password was changed meanwhile or the reviewer left.
bool use_recovery_code(Transaction&, const Reviewer&, const Hash&);

}  // namespace himthough::store
