#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace himthough {

/// When a movement is read more slowly by itself, and when no more. All of these figures are guesses: nobody has measured what a desk can take.
struct SurgeLimits {
    std::int64_t floor = 60;     ///< so many new things within a minute at the least ...; 0: it never turns slow by itself
    std::int64_t times = 5;      ///< ... and so many times what a minute of the last day had
    std::int64_t grown = 100;    ///< or a wave of texts that are nearly the same grew by so many within ten minutes
    std::chrono::seconds calm = std::chrono::minutes(15);   ///< below half of that for so long: it is over
};

enum class SurgeWhy : std::uint8_t { rates, alike };

/// What came in lately, and whether that is too much to go on as usual. Whole numbers only. `now`: seconds of a clock that never goes back; one
/// that does stands still here. One thread at a time.
class Surge {
public:
    using Time = std::chrono::seconds;
    explicit Surge(SurgeLimits limits = {}) : limits_(limits) {}

    /// Something new was sent.
    void came(Time now);
    /// The most that one wave grew within ten minutes (Growth).
    void grew(Time now, std::int64_t by);
    /// Time has passed.
    void look(Time now);

    bool slow() const { return slow_; }
    SurgeWhy why() const { return why_; }   ///< as long as it is slow: what began it

private:
    void pass(Time now);
    bool busy() const;
    void begin(SurgeWhy why);
    std::int64_t too_many() const;

    SurgeLimits limits_;
    std::int64_t at_ = 0, grown_ = 0, level_ = 0, last_busy_ = 0;
    std::array<std::int64_t, 60> seconds_{};
    std::array<std::int64_t, 24 * 60> minutes_{};
    std::int64_t minute_ = 0, day_ = 0;   // the sums of both
    bool slow_ = false;
    SurgeWhy why_ = SurgeWhy::rates;
};

/// One wave: its number, which only grows from wave to wave, and how many texts are in it.
struct WaveSize {
    std::int64_t wave = 0, size = 0;
};

/// How waves grow, from looking at their sizes now and then. One thread at a time.
class Growth {
public:
    /// The most that one of them grew since ten minutes ago, or since the first look: 0 then. A wave that is newer than all of that look began at 0.
    std::int64_t look(Surge::Time now, const std::vector<WaveSize>& sizes);

private:
    std::deque<std::pair<Surge::Time, std::vector<WaveSize>>> looks_;
};

}  // namespace himthough
