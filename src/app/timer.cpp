#include "app/timer.h"

#include "base/log.h"

namespace himthough::app {

Timer::Timer(std::string name, std::chrono::milliseconds rhythm, std::function<void()> thing)
    : Timer(std::move(name), [rhythm] { return rhythm; }, std::move(thing)) {}

Timer::Timer(std::string name, Rhythm rhythm, std::function<void()> thing)
    : name_(std::move(name)), rhythm_(std::move(rhythm)), thing_(std::move(thing)), thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Timer::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            thing_();
        } catch (const std::exception& why) {
            log::error("{}: {}; tried again in {} s", name_, why.what(), rhythm_().count() / 1000);
        }
        const auto rhythm = rhythm_();
        std::unique_lock lock(mutex_);
        beat_.wait_for(lock, stop, rhythm, [] { return false; });
    }
}

}  // namespace himthough::app
