#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "base/clock.h"
#include "movement/movement.h"
#include "movement/surge.h"

namespace himthough {

/// How a movement is read now. `why`: nothing where somebody at the desk said so.
struct Lane {
    bool slow = false;
    Seconds since{};                  ///< of the epoch: it never was another
    std::optional<SurgeWhy> why{};    ///< as long as it is slow by itself
    bool said = false;                ///< somebody at the desk chose it
};

/// The lane of each movement, in memory only: a server that starts again begins as usual, and knows within seconds. Safe from any thread.
class Lanes {
public:
    explicit Lanes(const Clock& clock) : clock_(clock) {}

    /// Before anything else is called. `flipped` hears of a movement whose lane is another one now.
    void set_up(SurgeLimits limits, std::function<void(MovementId)> flipped);

    bool slow(MovementId movement) const { return lane(movement).slow; }
    Lane lane(MovementId movement) const;

    /// Somebody sent something new.
    void came(MovementId movement);
    /// Time has passed, and this is how large the waves of texts that are nearly the same are now.
    void look(MovementId movement, const std::vector<WaveSize>& waves);
    /// Somebody at the desk says how to go on. That holds until it turns to the same by itself: from then on it goes by itself again.
    void say(MovementId movement, bool slow);

private:
    struct One {
        explicit One(SurgeLimits limits) : surge(limits) {}
        Surge surge;
        Growth growth;
        std::optional<bool> said;
        Seconds since{};
        bool slow() const { return said.value_or(surge.slow()); }
    };
    template <class Change> void change(MovementId movement, Change what);

    const Clock& clock_;
    SurgeLimits limits_;
    std::function<void(MovementId)> flipped_;
    mutable std::mutex mutex_;
    std::map<MovementId, One> lanes_;
};

}  // namespace himthough
