#include "movement/surge.h"

#include <algorithm>

namespace himthough {
namespace {

constexpr std::chrono::minutes growing_for{10};

/// Moves a ring of counts on from one place to another: what falls out of it leaves the sum.
template <std::size_t size>
void turn(std::array<std::int64_t, size>& ring, std::int64_t& sum, std::int64_t from, std::int64_t to) {
    const auto last = std::min(to, from + static_cast<std::int64_t>(size));
    for (auto place = from + 1; place <= last; ++place) {
        auto& count = ring[static_cast<std::size_t>(place) % size];
        sum -= count;
        count = 0;
    }
}

std::int64_t size_in(const std::vector<WaveSize>& sizes, std::int64_t wave) {
    const auto found = std::ranges::find(sizes, wave, &WaveSize::wave);
    return found == sizes.end() ? 0 : found->size;
}

std::int64_t newest_of(const std::vector<WaveSize>& sizes) {
    std::int64_t newest = 0;
    for (const auto& one : sizes) newest = std::max(newest, one.wave);
    return newest;
}

}  // namespace

/// A jump ahead of any length empties the rings, and takes no longer than they are.
void Surge::pass(Time now) {
    const auto to = std::max(at_, static_cast<std::int64_t>(now.count()));
    // Both rings begin at the first moment they hear of; before that there was nothing.
    turn(seconds_, minute_, at_, to);
    turn(minutes_, day_, at_ / 60, to / 60);
    at_ = to;
}

/// So many within a minute are several times the usual. What came in the last minute itself is not the usual.
std::int64_t Surge::too_many() const {
    const auto minutes = static_cast<std::int64_t>(minutes_.size());
    const auto usual = std::max<std::int64_t>(day_ - minute_, 0);
    return std::max(limits_.floor, (limits_.times * usual + minutes - 1) / minutes);
}

bool Surge::busy() const { return 2 * minute_ >= level_ || 2 * grown_ >= limits_.grown; }

void Surge::begin(SurgeWhy why) {
    slow_ = true;
    why_ = why;
    level_ = too_many();
    last_busy_ = at_;
}

void Surge::came(Time now) {
    if (limits_.floor == 0) return;
    pass(now);
    ++seconds_[static_cast<std::size_t>(at_) % seconds_.size()];
    ++minutes_[static_cast<std::size_t>(at_ / 60) % minutes_.size()];
    ++minute_;
    ++day_;
    if (!slow_ && minute_ >= too_many()) begin(SurgeWhy::rates);
    if (slow_ && busy()) last_busy_ = at_;
}

void Surge::grew(Time now, std::int64_t by) {
    if (limits_.floor == 0) return;
    pass(now);
    grown_ = by;
    if (!slow_ && by >= limits_.grown) begin(SurgeWhy::alike);
}

void Surge::look(Time now) {
    pass(now);
    if (!slow_) return;
    if (busy()) last_busy_ = at_;
    else if (at_ - last_busy_ >= limits_.calm.count()) slow_ = false;
}

std::int64_t Growth::look(Surge::Time now, const std::vector<WaveSize>& sizes) {
    if (!looks_.empty()) now = std::max(now, looks_.back().first);
    while (looks_.size() > 1 && now - looks_[1].first >= growing_for) looks_.pop_front();
    std::int64_t most = 0;
    if (!looks_.empty()) {
        const auto& before = looks_.front().second;
        const auto newest = newest_of(before);
        for (const auto& one : sizes) {
            const auto known = size_in(before, one.wave);
            if (known > 0 || one.wave > newest) most = std::max(most, one.size - known);
        }
    }
    looks_.emplace_back(now, sizes);
    return most;
}

}  // namespace himthough
