#pragma once
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "base/outcome.h"

namespace himthough {

/// In code points. What is longer than a sentence nobody types twice.
constexpr std::size_t shortest_password = 15, longest_password = 128;

/// May this become a reviewer's password? Refuses, with the field "password", what is too short, too long or easy to guess:
/// well-known passwords, rows of keys, repeats, and `own_words` (a name, the name of the place), alone or put together.
/// `password`: what clean_text let through.
Outcome<Done> may_be_password(std::string_view password, std::span<const std::string> own_words);

/// What one try costs whoever guesses.
struct PasswordCost {
    unsigned long long passes = 3;
    std::size_t memory = std::size_t{64} << 20;   ///< bytes
};

/// Argon2id, a bounded number at a time: a crowd at the sign-in page must not take the machine from people who read and write.
/// Blocks its thread until it is its turn; safe from any thread.
class PasswordWork {
public:
    static unsigned half_the_cores() { return std::max(1U, std::thread::hardware_concurrency() / 2); }
    explicit PasswordWork(PasswordCost cost = {}, unsigned at_once = half_the_cores(), unsigned waiting = 16)
        : cost_(cost), at_once_(at_once), may_wait_(waiting) {}

    /// The hash with its salt and cost in it. Why::slow_down when too many wait, or memory is short.
    Outcome<std::string> hash(std::string_view password);
    /// With an empty hash it takes as long and says false: so that an unknown name answers like a wrong password.
    Outcome<bool> matches(const std::string& hash, std::string_view password);

private:
    class Turn;

    const PasswordCost cost_;
    const unsigned at_once_, may_wait_;
    std::mutex mutex_;
    std::condition_variable free_;
    unsigned working_ = 0, waiting_ = 0;
};

}  // namespace himthough
