#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace himthough::app {

/// Does one thing again and again on a thread of its own: at once, then every `rhythm` after the last time ended. What the thing
/// throws is logged with its name, and it is tried again at the next beat.
class Timer {
public:
    using Rhythm = std::function<std::chrono::milliseconds()>;   ///< asked after each time

    Timer(std::string name, std::chrono::milliseconds rhythm, std::function<void()> thing);
    Timer(std::string name, Rhythm rhythm, std::function<void()> thing);

private:
    void run(const std::stop_token& stop);

    const std::string name_;
    const Rhythm rhythm_;
    const std::function<void()> thing_;
    std::mutex mutex_;
    std::condition_variable_any beat_;
    std::jthread thread_;   // last: it is stopped and joined before what it uses goes
};

}  // namespace himthough::app
