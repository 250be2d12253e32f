#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace himthough::app {

/// A flood for drills and benches: made-up texts that are nearly the same, from many addresses, into a server on this machine; honest people beside it,
/// whose texts are like no other, and readers of the wall. Everybody does what a page without scripts says: reads the form, waits when asked to, and presses
/// the button again. Whoever floods does so too; so all that is sent is to be kept.
struct FloodPlan {
    std::uint16_t port = 0;           ///< of 127.0.0.1, which trusts 127.0.0.1 as a proxy
    std::string movement;             ///< its slug
    std::size_t texts = 2000;
    std::chrono::seconds within{10};  ///< the forms are fetched in that time, sent in as much, and in as much again where they had to wait
    std::size_t honest = 20;
};

struct Senders {
    std::size_t sent = 0;             ///< texts, each until it was taken or refused
    std::size_t taken = 0;            ///< answered with nine words
    std::size_t waited = 0;           ///< asked to wait first
    std::size_t lost = 0;             ///< asked to wait by a page that did not hold what was typed
    std::size_t refused = 0;          ///< any other answer
};
struct Flooded {
    Senders flood, honest;
    double wall_p99_before = 0, wall_p99_during = 0;   ///< milliseconds
};

/// Reads the wall for a while, then lets the flood come. Blocks until everybody has got their answer. Throws std::runtime_error when the server closes a
/// connection, is silent, or keeps somebody waiting for more than ten minutes.
Flooded flood(const FloodPlan& plan);

}  // namespace himthough::app
