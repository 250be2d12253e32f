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

/// How often one address may do a thing. Addresses are never held: a key is an HMAC with a random key that lives in memory for a
/// day; what was counted goes with it. Safe from any thread.
class Throttle {
public:
    explicit Throttle(const Clock& clock);

    struct Rate {
        double burst;        ///< so many at once; 0: no bound
        double per_minute;   ///< and so many more each minute
    };
    /// Nothing when it may be done now; else after how many seconds.
    std::optional<std::chrono::seconds> wait(std::string_view client, std::string_view what, Rate rate);
    /// True once a day for each client and thing.
    bool first_time(std::string_view client, std::string_view what);

private:
    struct Bucket {
        double left;
        std::chrono::steady_clock::time_point at;
    };
    std::uint64_t key(std::string_view client, std::string_view what);

    const Clock& clock_;
    std::mutex mutex_;
    Key secret_;
    std::chrono::steady_clock::time_point secret_since_;
    std::unordered_map<std::uint64_t, Bucket> buckets_;
};

}  // namespace himthough::web
