#include "base/passage.h"

#include <exception>
#include <utility>

#include "base/log.h"

namespace himthough {

Passage::Passage() : keeper_([this] { keep(); }) {}
Passage::~Passage() { stop(); }

/// First in, then a look at the door: whoever closes it looks at who is in only after that. So one of the two sees the other.
bool Passage::enter() {
    ++inside_;
    if (!closed_) return true;
    leave();
    return false;
}

void Passage::leave() {
    if (--inside_ > 0 || !closed_) return;
    const std::scoped_lock lock(mutex_);   // the keeper looks or waits, and is not between the two
    moved_.notify_all();
}

void Passage::walk_through(Walk walk) {
    while (!enter()) {
        const std::scoped_lock lock(mutex_);
        if (!closed_) continue;
        in_line_.push_back(std::move(walk));
        return;
    }
    walk(Inside(*this));
}

Passage::Inside Passage::wait_and_enter() {
    while (!enter()) {
        std::unique_lock lock(mutex_);
        moved_.wait(lock, [this] { return !closed_; });
    }
    return Inside(*this);
}

void Passage::change(Thing thing) {
    const std::scoped_lock lock(mutex_);
    if (stopping_) return;
    changes_.push_back(std::move(thing));
    closed_ = true;
    moved_.notify_all();
}

void Passage::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        moved_.notify_all();
    }
    if (keeper_.joinable()) keeper_.join();
}

void Passage::keep() {
    std::unique_lock lock(mutex_);
    while (true) {
        moved_.wait(lock, [this] { return stopping_ || (!changes_.empty() && inside_ == 0); });
        while (!changes_.empty()) {
            auto things = std::exchange(changes_, {});
            if (stopping_) break;
            lock.unlock();   // who comes meanwhile stands in line and does not wait for this
            for (auto& thing : things) thing();
            lock.lock();
        }
        closed_ = false;
        moved_.notify_all();
        auto in_line = std::exchange(in_line_, {});
        if (stopping_ && in_line.empty()) return;
        lock.unlock();
        for (auto& walk : in_line) {
            try {
                walk_through(std::move(walk));
            } catch (const std::exception&) {   // what it says may be somebody's words
                log::error("one who waited for a change of the files could not be answered");
            }
        }
        lock.lock();
    }
}

}  // namespace himthough
