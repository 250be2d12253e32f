#include "app/process.h"

#include <system_error>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

namespace himthough::app {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

void harden_process() {
    umask(077);
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    // A pipe as core pattern ignores the limit above; it does not ignore this.
    prctl(PR_SET_DUMPABLE, 0);

    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

StopSignals::StopSignals() {
    const sigset_t set = stop_signals();
    if (const int error = pthread_sigmask(SIG_BLOCK, &set, &before_)) throw std::system_error(error, std::generic_category(), "signal mask");
}

StopSignals::~StopSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

void StopSignals::wait() {
    const sigset_t set = stop_signals();
    int which = 0;
    while (sigwait(&set, &which) != 0) {}
}

std::optional<int> StopSignals::wait_for(std::chrono::milliseconds time) {
    const sigset_t set = stop_signals();
    const timespec patience{time.count() / 1000, time.count() % 1000 * 1'000'000};
    const int which = sigtimedwait(&set, nullptr, &patience);
    return which > 0 ? std::optional(which) : std::nullopt;
}

void StopSignals::let_through() {
    // Every thread has them blocked; unblocking them in this one is enough for the default action, which ends the process.
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

WhenStopped::WhenStopped(StopSignals& signals, std::function<void(int signal)> then)
    : waiting_([&signals, then = std::move(then)](const std::stop_token& over) {
          while (!over.stop_requested()) {
              const auto signal = signals.wait_for(std::chrono::milliseconds(50));
              if (!signal) continue;
              signals.let_through();
              then(*signal);
              return;
          }
      }) {}

}  // namespace himthough::app
