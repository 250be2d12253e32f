#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace himthough {

/// Lets everybody through at once, and now and then lets nobody in, waits until all who are inside have left, changes what they all rely
/// on, and opens again. Whoever comes meanwhile waits in line and holds no thread. Safe from any thread.
class Passage {
public:
    using Thing = std::move_only_function<void()>;

    Passage();
    ~Passage();

    /// One who is inside, until this goes.
    class Inside {
    public:
        explicit Inside(Passage& passage) : passage_(&passage) {}
        Inside(Inside&& other) noexcept : passage_(std::exchange(other.passage_, nullptr)) {}
        Inside& operator=(Inside&&) = delete;
        ~Inside() {
            if (passage_) passage_->leave();
        }

    private:
        Passage* passage_;
    };
    using Walk = std::move_only_function<void(Inside)>;

    /// Calls `walk` at once or, from another thread, once it is open again. It must not block where the caller may not.
    void walk_through(Walk walk);
    /// The same for a thread that may wait.
    Inside wait_and_enter();

    /// From now on nobody comes in; `thing` is done by a thread of its own when nobody is inside, and then it opens. Not waited for: who
    /// asks for it may be inside.
    void change(Thing thing);
    /// No change is begun any more; returns when none is under way.
    void stop();

private:
    bool enter();
    void leave();
    void keep();

    std::atomic<int> inside_{0};
    std::atomic<bool> closed_{false};
    std::mutex mutex_;
    std::condition_variable moved_;
    std::vector<Thing> changes_;
    std::vector<Walk> in_line_;
    bool stopping_ = false;
    std::jthread keeper_;   // last: it uses what stands above
};

}  // namespace himthough
