#include "acts/lanes.h"

namespace himthough {

void Lanes::set_up(SurgeLimits limits, std::function<void(MovementId)> flipped) {
    limits_ = limits;
    flipped_ = std::move(flipped);
}

Lane Lanes::lane(MovementId movement) const {
    const std::lock_guard lock(mutex_);
    const auto found = lanes_.find(movement);
    if (found == lanes_.end()) return {};
    const auto& one = found->second;
    const bool by_itself = one.slow() && one.surge.slow();
    return {one.slow(), one.since, by_itself ? std::optional(one.surge.why()) : std::nullopt, one.said.has_value()};
}

template <class Change>
void Lanes::change(MovementId movement, Change what) {
    bool flipped = false;
    {
        const std::lock_guard lock(mutex_);
        auto& one = lanes_.try_emplace(movement, limits_).first->second;
        const bool before = one.slow(), by_itself = one.surge.slow();
        what(one, std::chrono::duration_cast<std::chrono::seconds>(clock_.steady().time_since_epoch()));
        if (one.surge.slow() != by_itself && one.said == one.surge.slow()) one.said.reset();
        flipped = one.slow() != before;
        if (flipped) one.since = clock_.now();
    }
    if (flipped && flipped_) flipped_(movement);
}

void Lanes::came(MovementId movement) {
    change(movement, [](One& one, Surge::Time now) { one.surge.came(now); });
}

void Lanes::look(MovementId movement, const std::vector<WaveSize>& waves) {
    change(movement, [&](One& one, Surge::Time now) {
        one.surge.grew(now, one.growth.look(now, waves));
        one.surge.look(now);
    });
}

void Lanes::say(MovementId movement, bool slow) {
    change(movement, [&](One& one, Surge::Time) { one.said = slow == one.surge.slow() && one.said ? std::nullopt : std::optional(slow); });
}

}  // namespace himthough
