#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <string_view>

#include "base/secret.h"

namespace himthough {

/// Slows down whoever guesses: after five wrong tries for one name each further one has to wait, half a minute at first, then
/// twice as long each time, a quarter of an hour at most. Kept in memory only, under a hash with a key that lives as long as the
/// process; a day without a try forgets. Known and unknown names count alike. Safe from any thread.
class Tries {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr int free_tries = 5;

    /// False: not yet. True counts as a wrong try until one of the two below says otherwise, so that a hundred at once are a hundred.
    bool begin(std::string_view name, Time now);
    void was_right(std::string_view name);
    /// The try was not judged.
    void was_nothing(std::string_view name);

private:
    struct Wrong {
        int count = 0;
        Time last{};
    };
    void make_room(Time now);

    const Key key_ = random_key();
    std::mutex mutex_;
    std::map<Hash, Wrong> names_;
};

}  // namespace himthough
