#pragma once
#include <atomic>
#include <chrono>

#include "base/day.h"

namespace himthough {

using Seconds = std::chrono::sys_seconds;

/// What time it is. Handed in wherever time matters, so that a test can say what time it is. Safe from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Seconds now() const = 0;
    /// Never goes back, not even when somebody sets the machine's clock. For limits and idle times.
    virtual std::chrono::steady_clock::time_point steady() const = 0;
    Day today() const { return Day(std::chrono::floor<std::chrono::days>(now())); }
};

class SystemClock final : public Clock {
public:
    Seconds now() const override { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }
    std::chrono::steady_clock::time_point steady() const override { return std::chrono::steady_clock::now(); }
};

/// A clock that stands still until it is moved; starts at noon UTC of 15 October 2017.
class FixedClock final : public Clock {
public:
    Seconds now() const override { return Seconds(std::chrono::seconds(now_.load())); }
    std::chrono::steady_clock::time_point steady() const override {
        return std::chrono::steady_clock::time_point(std::chrono::seconds(steady_.load()));
    }
    /// Time passes.
    void pass(std::chrono::seconds time) { now_ += time.count(); steady_ += time.count(); }
    /// Somebody sets the wall clock; steady time knows nothing of it.
    void jump(std::chrono::seconds by) { now_ += by.count(); }

private:
    std::atomic<long> now_{1508068800};
    std::atomic<long> steady_{1000000};
};

}  // namespace himthough
