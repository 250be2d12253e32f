#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/outcome.h"
#include "movement/movement.h"
#include "store/movements.h"
#include "store/store.h"

namespace himthough::edition {

/// The current edition of each movement, and the cutting of the next. An edition is what makes reviewed words public.
/// current() may be asked from any thread; cut() from one timer and from tests.
class Editions {
public:
    /// Reads the current editions. `changed` hears of a movement whose edition is another one now.
    Editions(store::Store& store, const std::vector<Movement>& movements, const Clock& clock, std::function<void(const Movement&)> changed);
    ~Editions();

    /// Number and counts as everybody sees them now. Never touches the database.
    store::EditionRow current(MovementId movement) const;

    /// Cuts the next edition of a movement: all that was accepted for the accountable wall; survivors' words only when their time
    /// has come (Rhythm); pledges that enough have joined, and off again with those of which too few are left; in an order drawn at random; with it solidarity and counts. Nothing new
    /// in the month of the last one: no edition, false.
    Outcome<bool> cut(const Movement& movement);
    /// When any edition was last looked for, for the health page.
    Seconds last_look() const { return Seconds(std::chrono::seconds(last_look_.load())); }

private:
    struct Current;
    store::Store& store_;
    const Clock& clock_;
    std::function<void(const Movement&)> changed_;
    std::vector<std::unique_ptr<Current>> current_;
    std::atomic<long> last_look_{0};
};

}  // namespace himthough::edition
