#pragma once
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/secret.h"

namespace himthough::web {

/// How often one address may do a thing. A /64 of IPv6 counts as one address: whoever has one has all of it. Addresses are never
/// held: a key is a keyed hash whose own key is random and lives in memory for a day; what was counted goes with it. Safe from any thread.
class Throttle {
public:
    /// `most`: so many counts are held, of about 50 bytes each; past that those that matter least are forgotten.
    explicit Throttle(const Clock& clock, std::size_t most = 400'000);

    struct Rate {
        double burst;        ///< so many at once; 0: no bound
        double per_minute;   ///< and so many more each minute
    };
    /// Nothing when it may be done now; else after how many seconds.
    std::optional<std::chrono::seconds> wait(std::string_view client, std::string_view what, Rate rate);
    /// True once a day for each client and thing.
    bool first_time(std::string_view client, std::string_view what);

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Bucket {
        double left;
        Time at;
        Time over;   ///< from then on it says what a new one would
    };
    void begin_day(Time now);
    void make_room(Time now);
    std::uint64_t key(std::string_view client, std::string_view what) const;

    const Clock& clock_;
    const std::size_t most_;
    std::mutex mutex_;
    Key secret_;
    Time secret_since_;
    std::unordered_map<std::uint64_t, Bucket> buckets_;
};

}  // namespace himthough::web
