#include "web/throttle.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

namespace himthough::web {
namespace {

constexpr std::size_t most_buckets = 400'000;   // about 20 MB; past that everybody starts anew

}  // namespace

Throttle::Throttle(const Clock& clock) : clock_(clock), secret_(random_key()), secret_since_(clock.steady()) {}

/// Needs the lock. Eight bytes of a keyed hash: two clients share a bucket with chance 2^-64.
std::uint64_t Throttle::key(std::string_view client, std::string_view what) {
    const auto now = clock_.steady();
    if (now - secret_since_ > std::chrono::hours(24) || buckets_.size() > most_buckets) {
        secret_ = random_key();
        secret_since_ = now;
        buckets_.clear();
    }
    std::string text(what);
    text += '\0';
    text += client;
    const auto hash = keyed_hash(secret_, text);
    std::uint64_t short_hash = 0;
    std::memcpy(&short_hash, hash.data(), sizeof short_hash);
    return short_hash;
}

std::optional<std::chrono::seconds> Throttle::wait(std::string_view client, std::string_view what, Rate rate) {
    if (rate.burst <= 0) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto now = clock_.steady();
    auto& bucket = buckets_.try_emplace(key(client, what), Bucket{rate.burst, now}).first->second;
    const std::chrono::duration<double> passed = now - bucket.at;
    bucket.left = std::min(rate.burst, bucket.left + passed.count() * rate.per_minute / 60);
    bucket.at = now;
    if (bucket.left >= 1) {
        bucket.left -= 1;
        return std::nullopt;
    }
    return std::chrono::seconds(static_cast<long>(std::ceil((1 - bucket.left) * 60 / rate.per_minute)));
}

bool Throttle::first_time(std::string_view client, std::string_view what) {
    const std::lock_guard lock(mutex_);
    return buckets_.try_emplace(key(client, what), Bucket{0, clock_.steady()}).second;
}

}  // namespace himthough::web
