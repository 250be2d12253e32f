#include "acts/session_times.h"

#include <algorithm>

namespace himthough {

using std::chrono::seconds;

std::optional<seconds> SessionTimes::since_seen(const store::Session& session, const Clock& clock) {
    const auto by_wall = clock.now() - session.seen;
    const auto steady = clock.steady();
    const std::lock_guard lock(mutex_);
    const auto known = seen_.find(session.id);
    if (known != seen_.end() && known->second.wall == session.seen)
        return std::max({by_wall, std::chrono::ceil<seconds>(steady - known->second.steady), seconds(0)});
    if (by_wall < seconds(0)) return std::nullopt;
    seen_[session.id] = {session.seen, steady - by_wall};
    return by_wall;
}

void SessionTimes::note(std::int64_t id, Seconds seen, const Clock& clock) {
    const auto steady = clock.steady();
    const std::lock_guard lock(mutex_);
    std::erase_if(seen_, [&](const auto& entry) { return steady - entry.second.steady > longest_idle; });
    seen_[id] = {seen, steady};
}

}  // namespace himthough
