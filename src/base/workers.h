#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace himthough {

/// A fixed number of threads for everything that may block. A task that throws ends the process: what can go wrong is caught
/// where it is known what to answer.
///
/// One thread at a time is being woken, and it wakes the next while tasks are left: whoever gets done meanwhile takes a task without
/// having slept, and that costs less than what most tasks do.
class Workers {
public:
    /// `queue_limit`: tasks that may wait when every thread is busy.
    Workers(std::size_t threads, std::size_t queue_limit);
    /// Runs what was taken, then joins.
    ~Workers();

    /// False when the queue is full or the workers are stopping: the task was not taken and never runs.
    [[nodiscard]] bool post(std::move_only_function<void()> task);
    /// Takes no more; returns when everything taken has run.
    void stop();
    std::size_t waiting() const;

private:
    void run();
    bool needs_waking();

    const std::size_t queue_limit_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::move_only_function<void()>> tasks_;
    std::size_t asleep_ = 0;   // how many wait to be woken
    bool waking_ = false;      // one has been woken and has not come yet
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace himthough
