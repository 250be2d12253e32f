#include "base/passage.h"

#include <future>
#include <thread>

#include <gtest/gtest.h>

namespace himthough {
namespace {

using namespace std::chrono_literals;

TEST(Passage, ChangesOnceNobodyIsInsideAndLetsInWhoWaited) {
    Passage passage;
    std::promise<void> changed, walked;
    std::atomic<bool> done{false};
    auto inside = std::make_unique<Passage::Inside>(passage.wait_and_enter());
    passage.change([&] {
        done = true;
        changed.set_value();
    });
    passage.walk_through([&](const Passage::Inside&) {
        EXPECT_TRUE(done) << "nobody comes in before the change";
        walked.set_value();
    });
    auto has_changed = changed.get_future(), has_walked = walked.get_future();
    EXPECT_EQ(has_changed.wait_for(20ms), std::future_status::timeout) << "somebody is inside";
    inside.reset();
    has_changed.get();
    has_walked.get();
}

TEST(Passage, WhoFailsDoesNotKeepOthersOut) {
    Passage passage;
    std::promise<void> others;
    auto inside = std::make_unique<Passage::Inside>(passage.wait_and_enter());
    passage.change([] {});
    passage.walk_through([](const Passage::Inside&) { throw std::runtime_error("made up"); });
    passage.walk_through([&](const Passage::Inside&) { others.set_value(); });
    inside.reset();
    others.get_future().get();
    const auto again = passage.wait_and_enter();
}

TEST(Passage, NobodyEverSeesHalfAChange) {
    Passage passage;
    int one = 0, other = 0;   // read inside, written by changes: the thread sanitizer watches too
    std::atomic<int> seen{0}, waited{0};
    {
        std::vector<std::jthread> people;
        for (int person = 0; person < 4; ++person)
            people.emplace_back([&] {
                for (int time = 0; time < 500; ++time) {
                    passage.walk_through([&](const Passage::Inside&) {
                        EXPECT_EQ(one, other);
                        ++seen;
                    });
                    const auto inside = passage.wait_and_enter();
                    EXPECT_EQ(one, other);
                    ++waited;
                }
            });
        for (int change = 0; change < 50; ++change)
            passage.change([&] {
                ++one;
                ++other;
            });
    }
    while (seen < 2000) std::this_thread::yield();   // the last stand in line until the last change is done
    EXPECT_EQ(waited, 2000);
    passage.stop();
    EXPECT_EQ(one, 50);
}

TEST(Passage, StopsWithAChangeThatNobodyCanMakeAnyMore) {
    Passage passage;
    const auto inside = passage.wait_and_enter();
    passage.change([] { FAIL() << "somebody is inside"; });
    passage.stop();
}

}  // namespace
}  // namespace himthough
