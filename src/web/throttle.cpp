#include "web/throttle.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "net/addresses.h"

namespace himthough::web {
namespace {

constexpr auto a_day = std::chrono::hours(24);
constexpr std::size_t bytes_of_network = 8;   // of the 16 of an IPv6 address

/// Whom an address belongs to.
std::string owner_of(std::string_view client) {
    auto address = net::Address::parse(client);
    if (!address) return std::string(client);
    if (!address->is_v4()) std::fill(address->bytes.begin() + bytes_of_network, address->bytes.end(), std::uint8_t{0});
    return address->text();
}

}  // namespace

Throttle::Throttle(const Clock& clock, std::size_t most) : clock_(clock), most_(most), secret_(random_key()), secret_since_(clock.steady()) {}

/// Needs the lock, as the two below.
void Throttle::begin_day(Time now) {
    if (now - secret_since_ <= a_day) return;
    secret_ = random_key();
    secret_since_ = now;
    buckets_.clear();
}

/// What is over goes. When that is not enough, so does the half that would be over soonest: whoever comes from very many addresses
/// pushes out counts like their own before those of somebody who is being held back.
void Throttle::make_room(Time now) {
    if (buckets_.size() < most_) return;
    std::erase_if(buckets_, [&](const auto& one) { return one.second.over <= now; });
    if (buckets_.size() < most_ / 2) return;
    std::vector<Time> ends;
    ends.reserve(buckets_.size());
    for (const auto& [key, bucket] : buckets_) ends.push_back(bucket.over);
    const auto middle = ends.begin() + static_cast<std::ptrdiff_t>(ends.size() / 2);
    std::nth_element(ends.begin(), middle, ends.end());
    auto too_many = ends.size() / 2 + 1;
    std::erase_if(buckets_, [&](const auto& one) { return one.second.over <= *middle && too_many > 0 && too_many-- > 0; });
}

/// Eight bytes of a keyed hash: two clients share a bucket with chance 2^-64.
std::uint64_t Throttle::key(std::string_view client, std::string_view what) const {
    std::string text(what);
    text += '\0';
    text += owner_of(client);
    const auto hash = keyed_hash(secret_, text);
    std::uint64_t short_hash = 0;
    std::memcpy(&short_hash, hash.data(), sizeof short_hash);
    return short_hash;
}

std::optional<std::chrono::seconds> Throttle::wait(std::string_view client, std::string_view what, Rate rate) {
    if (rate.burst <= 0) return std::nullopt;
    const std::lock_guard lock(mutex_);
    const auto now = clock_.steady();
    begin_day(now);
    make_room(now);
    auto& bucket = buckets_.try_emplace(key(client, what), Bucket{rate.burst, now, now}).first->second;
    const auto seconds_for = [&](double missing) { return std::chrono::seconds(static_cast<long>(std::ceil(missing * 60 / rate.per_minute))); };
    const std::chrono::duration<double> passed = now - bucket.at;
    bucket.left = std::min(rate.burst, bucket.left + passed.count() * rate.per_minute / 60);
    bucket.at = now;
    const bool may = bucket.left >= 1;
    if (may) bucket.left -= 1;
    bucket.over = now + seconds_for(rate.burst - bucket.left);
    if (may) return std::nullopt;
    return seconds_for(1 - bucket.left);
}

bool Throttle::first_time(std::string_view client, std::string_view what) {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.steady();
    begin_day(now);
    make_room(now);
    return buckets_.try_emplace(key(client, what), Bucket{0, now, now + a_day}).second;
}

}  // namespace himthough::web
