// due_load FOLDER COUNT DUE ROUNDS: finds and marks the vows whose day has come, DUE of COUNT on each day, while somebody writes a row
// now and then; then all of them at once, as after years without a clock. Prints one line of JSON:
//   seconds, wait_ms            of each round: how long it took, and the longest that one who writes waited
//   idle_wait_ms                the same when nothing is marked
//   all_seconds, all_wait_ms    when all COUNT are due at once
#include <algorithm>
#include <atomic>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "bench/vows.h"
#include "store/counts.h"
#include "store/participants.h"

namespace bench {
namespace {

using namespace himthough;
using Seconds = std::chrono::duration<double>;

double since(std::chrono::steady_clock::time_point begin) { return Seconds(std::chrono::steady_clock::now() - begin).count(); }

/// Somebody who writes a row every two milliseconds for as long as this lives.
class Writing {
public:
    explicit Writing(store::Store& store) : thread_([this, &store] { run(store); }) {}
    ~Writing() { end(); }
    Writing(const Writing&) = delete;
    Writing& operator=(const Writing&) = delete;

    /// The longest that one of them took, in milliseconds.
    double longest() {
        end();
        if (failed_) throw std::runtime_error("a row could not be written");
        return longest_;
    }

private:
    void end() {
        ended_ = true;
        if (thread_.joinable()) thread_.join();
    }
    void run(store::Store& store) {
        while (!ended_) {
            Hash receipt{};
            random_bytes(receipt);
            const auto begin = std::chrono::steady_clock::now();
            const auto kept = store.write([&](store::Transaction& tx) -> Outcome<Done> {
                store::find_or_add_participant(tx, receipt, Day::from_number(20000));
                return Done{};
            });
            longest_ = std::max(longest_, since(begin) * 1000);
            if (!kept) failed_ = true;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    std::atomic<bool> ended_ = false, failed_ = false;
    double longest_ = 0;
    std::thread thread_;
};

struct Marked {
    double seconds, wait;
};

constexpr sql::Text as_if_unseen = "UPDATE movement SET due_through = 0";

class Due {
public:
    Due(const std::string& folder, unsigned count, unsigned due, unsigned rounds) : settings_(settings_in(folder)), campaign_(app::read_campaign(settings_)) {
        fill_with_vows(settings_, campaign_, {count, due, rounds, clock_.today()});
        house_ = std::make_unique<app::House>(settings_, campaign_, clock_, "http://127.0.0.1");
    }

    /// Marks what is due today, and looks whether it were so many.
    Marked mark(unsigned expected) {
        const auto before = counted();
        Writing writing(house_->services().store);
        const auto begin = std::chrono::steady_clock::now();
        house_->look_for_due_vows();
        const double took = since(begin);
        const Marked marked{took, writing.longest()};
        if (counted() - before != expected) throw std::runtime_error(fmt::format("{} were marked, not {}", counted() - before, expected));
        return marked;
    }
    void pass(int days) { clock_.pass(std::chrono::hours(24 * days)); }
    void forget() {
        if (!house_->services().store.write([](store::Transaction& tx) -> Outcome<Done> {
                tx.run(as_if_unseen);
                return Done{};
            })) throw std::runtime_error("not forgotten");
        house_->services().store.engine().sweep();
    }
    double wait_of_nobody() {
        Writing writing(house_->services().store);
        std::this_thread::sleep_for(std::chrono::milliseconds(500));
        return writing.longest();
    }

private:
    std::int64_t counted() {
        return house_->services().store.read([](store::Transaction& tx) { return store::count_of(tx, 1, Event::due); });
    }
    FixedClock clock_;
    app::Settings settings_;
    app::Campaign campaign_;
    std::unique_ptr<app::House> house_;
};

int run(const std::string& folder, unsigned count, unsigned due, unsigned rounds) {
    if (due * rounds > count) throw std::runtime_error("so many are not there");
    Due house(folder, count, due, rounds);
    std::vector<double> seconds, waits;
    const double idle = house.wait_of_nobody();
    for (unsigned round = 0; round < rounds; ++round, house.pass(1)) {
        const auto marked = house.mark(due);
        seconds.push_back(marked.seconds);
        waits.push_back(marked.wait);
    }
    house.forget();
    house.pass(6 * 366);
    const auto all = house.mark(count);
    fmt::print("{{\"seconds\": [{:.3f}], \"wait_ms\": [{:.1f}], \"idle_wait_ms\": {:.1f}, \"all_seconds\": {:.2f}, \"all_wait_ms\": {:.1f}}}\n",
               fmt::join(seconds, ", "), fmt::join(waits, ", "), idle, all.seconds, all.wait);
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
    try {
        if (count != 5) throw std::runtime_error("due_load FOLDER COUNT DUE ROUNDS");
        himthough::start_secrets();
        const auto number = [&](int at) { return static_cast<unsigned>(std::stoul(words[at])); };
        return bench::run(words[1], number(2), number(3), number(4));
    } catch (const std::exception& why) {
        std::cerr << "due_load: " << why.what() << '\n';
        return 1;
    }
}
