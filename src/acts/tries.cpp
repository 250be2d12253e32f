#include "acts/tries.h"

#include <algorithm>

namespace himthough {
namespace {

using namespace std::chrono_literals;
constexpr std::size_t most_names = 4096;
constexpr auto forgotten_after = 24h;

std::chrono::seconds wait_after(int wrong) {
    if (wrong < Tries::free_tries) return 0s;
    return std::min<std::chrono::seconds>(30s * (1 << std::min(wrong - Tries::free_tries, 5)), 15min);
}

}  // namespace

bool Tries::begin(std::string_view name, Time now) {
    const auto hash = keyed_hash(key_, name);
    const std::lock_guard lock(mutex_);
    if (names_.size() >= most_names && !names_.contains(hash)) make_room(now);
    auto& wrong = names_[hash];
    if (now - wrong.last > forgotten_after) wrong.count = 0;
    if (wrong.count > 0 && now < wrong.last + wait_after(wrong.count)) return false;
    ++wrong.count;
    wrong.last = now;
    return true;
}

void Tries::was_right(std::string_view name) {
    const std::lock_guard lock(mutex_);
    names_.erase(keyed_hash(key_, name));
}

void Tries::was_nothing(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto at = names_.find(keyed_hash(key_, name)); at != names_.end() && at->second.count > 0) --at->second.count;
}

// The name with the fewest wrong tries goes first: whoever floods us with made-up names does not get a real one forgotten.
void Tries::make_room(Time now) {
    std::erase_if(names_, [&](const auto& entry) { return now - entry.second.last > forgotten_after; });
    if (names_.size() < most_names) return;
    names_.erase(std::min_element(names_.begin(), names_.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second.count, a.second.last) < std::pair(b.second.count, b.second.last);
    }));
}

}  // namespace himthough
