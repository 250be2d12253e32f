#include "base/workers.h"

namespace himthough {

Workers::Workers(std::size_t threads, std::size_t queue_limit) : queue_limit_(queue_limit) {
    threads_.reserve(threads);
    for (std::size_t n = 0; n < threads; ++n) threads_.emplace_back([this] { run(); });
}

Workers::~Workers() { stop(); }

/// Needs the lock; who is told true wakes one.
bool Workers::needs_waking() {
    if (tasks_.empty() || asleep_ == 0 || waking_) return false;
    return waking_ = true;
}

bool Workers::post(std::move_only_function<void()> task) {
    bool wakes = false;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || tasks_.size() >= queue_limit_) return false;
        tasks_.push_back(std::move(task));
        wakes = needs_waking();
    }
    if (wakes) wake_.notify_one();
    return true;
}

void Workers::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    threads_.clear();
}

std::size_t Workers::waiting() const {
    const std::lock_guard lock(mutex_);
    return tasks_.size();
}

void Workers::run() {
    for (;;) {
        std::move_only_function<void()> task;
        bool wakes = false;
        {
            std::unique_lock lock(mutex_);
            while (tasks_.empty() && !stopping_) {
                ++asleep_;
                wake_.wait(lock);
                --asleep_;
                waking_ = false;
            }
            if (tasks_.empty()) return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
            wakes = needs_waking();
        }
        if (wakes) wake_.notify_one();
        task();
    }
}

}  // namespace himthough
