#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "store/reviewers.h"

namespace himthough::store {

/// One browser at the desk. Its row goes when it ends.
struct Session {
    std::int64_t id = 0;
    ReviewerId reviewer = 0;
    Day began;
    Seconds seen;                 ///< last, by the wall clock
    std::chrono::seconds age{};   ///< lived until `seen`, by the clock that went faster
};

std::optional<Session> find_session(Transaction&, const Hash& cookie_hash);
/// Newest first.
std::vector<Session> sessions_of(Transaction&, ReviewerId);
std::int64_t add_session(Transaction&, const Hash& cookie_hash, ReviewerId, Day began, Seconds seen);
/// False when somebody else has moved it on since `as_read`.
bool move_session_on(Transaction&, const Session& as_read, Seconds seen, std::chrono::seconds age);

/// Each says how many it ended.
std::int64_t end_session(Transaction&, const Hash& cookie_hash);
std::int64_t end_session(Transaction&, ReviewerId, std::int64_t id);
std::int64_t end_sessions_of(Transaction&, ReviewerId);
/// Those last seen before `seen`, and those that lived for `age` or longer.
std::int64_t end_old_sessions(Transaction&, Seconds seen, std::chrono::seconds age);

}  // namespace himthough::store
