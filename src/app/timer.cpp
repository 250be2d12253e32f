#include "app/timer.h"

#include "base/log.h"

namespace himthough::app {

Timer::Timer(std::string name, std::chrono::milliseconds rhythm, std::function<void()> thing)
    : name_(std::move(name)), rhythm_(rhythm), thing_(std::move(thing)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Timer::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            thing_();
        } catch (const std::exception& why) {
            log::error("{}: {}; tried again in {} s", name_, why.what(), rhythm_.count() / 1000);
        }
        std::unique_lock lock(mutex_);
        beat_.wait_for(lock, stop, rhythm_, [] { return false; });
    }
}

}  // namespace himthough::app
