#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace himthough {

/// Calls `work` with 0 to count - 1, on as many threads as there are cores (at most eight), in no order, and returns when all is done.
/// What one call throws is thrown here, once the others have ended. For the few things at start that take their time.
template <class Work>
void side_by_side(std::size_t count, Work work) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr thrown;
    std::mutex mutex;
    const auto run = [&] {
        try {
            for (std::size_t one = next++; one < count; one = next++) work(one);
        } catch (...) {
            const std::lock_guard lock(mutex);
            if (!thrown) thrown = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        const std::size_t threads = std::min<std::size_t>({count, std::thread::hardware_concurrency(), 8});
        for (std::size_t one = 1; one < threads; ++one) others.emplace_back(run);
        run();
    }
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace himthough
