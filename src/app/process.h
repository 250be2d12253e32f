#pragma once
#include <chrono>
#include <csignal>
#include <functional>
#include <optional>
#include <thread>

namespace himthough::app {

/// For a process that holds people's words: no core files and no other process of the user looking into it (a core would hold
/// those words), files for the owner only, and as many descriptors as the system allows.
void harden_process();

/// SIGINT and SIGTERM of this process, taken by waiting instead of by a handler. Make it before the first other thread: threads
/// inherit that they are not interrupted.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();   ///< this thread takes them as before
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    /// Blocks until somebody asks the process to end.
    void wait();
    /// The number of the signal that came within that time.
    std::optional<int> wait_for(std::chrono::milliseconds time);
    /// From now on the next such signal ends the process at once.
    void let_through();

private:
    sigset_t before_{};
};

/// As long as it lives: calls `then` with the first such signal, on a thread of its own. The next one ends the process at once.
class WhenStopped {
public:
    WhenStopped(StopSignals& signals, std::function<void(int signal)> then);

private:
    std::jthread waiting_;
};

}  // namespace himthough::app
