#pragma once
#include <map>
#include <mutex>
#include <optional>

#include "base/clock.h"
#include "store/sessions.h"

namespace himthough {

constexpr std::chrono::seconds longest_idle = std::chrono::minutes(30), longest_session = std::chrono::hours(12);

/// How long it is since a session was seen, by whichever clock says more: the machine's, which somebody may set, or the steady one,
/// which only this process knows. A machine's clock that went back without this process having seen the session ends it.
/// So a jump either way may end a session early and never makes one longer. Safe from any thread.
class SessionTimes {
public:
    /// Nothing: it cannot be known, so the session is over.
    std::optional<std::chrono::seconds> since_seen(const store::Session&, const Clock&);
    /// `id` was written down as seen at the wall time `seen`, now.
    void note(std::int64_t id, Seconds seen, const Clock&);

private:
    struct Seen {
        Seconds wall;   ///< as it stands in the row: when another node has moved it on, ours says nothing
        std::chrono::steady_clock::time_point steady;
    };

    std::mutex mutex_;
    std::map<std::int64_t, Seen> seen_;
};

}  // namespace himthough
