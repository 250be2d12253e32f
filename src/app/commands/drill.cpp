// himthough drill surge: what a flood would do here, tried on a copy. Everything stays on this machine.
#include <cstdlib>
#include <iostream>
#include <thread>

#include <fmt/format.h>

#include "acts/slow_lane.h"
#include "app/commands.h"
#include "app/data.h"
#include "app/flood.h"
#include "app/house.h"
#include "app/process.h"
#include "app/timer.h"
#include "net/server.h"
#include "store/restore.h"
#include "store/surges.h"

namespace himthough::app {
namespace {

using namespace std::chrono_literals;

/// Goes with the machine's, and is moved on when nobody wants to wait.
class DrillClock final : public Clock {
public:
    Seconds now() const override { return real_.now() + std::chrono::seconds(ahead_.load()); }
    std::chrono::steady_clock::time_point steady() const override { return real_.steady() + std::chrono::seconds(ahead_.load()); }
    void pass(std::chrono::seconds time) { ahead_ += time.count(); }

private:
    SystemClock real_;
    std::atomic<long> ahead_{0};
};

/// Where the copy is, inside the data directory, so that it never leaves it. Goes with this, with SIGINT and SIGTERM, and at the latest when the next drill
/// begins.
class DrillFolder {
public:
    explicit DrillFolder(std::filesystem::path where) : path(std::move(where)) {
        remove(path);
        std::filesystem::create_directory(path);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    }
    ~DrillFolder() { remove(path); }
    DrillFolder(const DrillFolder&) = delete;
    DrillFolder& operator=(const DrillFolder&) = delete;

    const std::filesystem::path path;

private:
    static void remove(const std::filesystem::path& copy) {
        std::error_code ignored;
        std::filesystem::remove_all(copy, ignored);
    }
    StopSignals signals_;   // made before any thread
    WhenStopped stopped_{signals_, [copy = path](int signal) {
                             remove(copy);
                             std::_Exit(128 + signal);
                         }};
};

/// The settings of the copy: what backup and restore make of the data, with its key, and nothing that leads outside.
Settings copied(const Settings& settings, const std::filesystem::path& folder) {
    Settings copy = settings;
    copy.data = folder / "data";
    std::filesystem::create_directories(copy.data);
    const auto made = store::back_up(*open_store(settings, Use::look), settings.data, folder, SystemClock().today());
    store::restore(made, copy.data);
    std::filesystem::remove_all(made);
    std::filesystem::copy_file(key_file(settings), key_file(copy));
    if (std::filesystem::exists(demo_mark(settings))) std::filesystem::copy_file(demo_mark(settings), demo_mark(copy));
    copy.address = "127.0.0.1";
    copy.port = 0;
    copy.public_address.clear();
    copy.trusted_proxies = {"127.0.0.1"};   // so that each of the flood has an address of its own
    return copy;
}

/// What is said of one thing, and whether it is as it should be.
struct Verdict {
    bool all_well = true;
    void say(bool well, const std::string& sentence) {
        all_well = all_well && well;
        std::cout << (well ? "  well   " : "  wrong  ") << sentence << '\n';
    }
};

int percent(std::int64_t part, std::int64_t whole) { return whole > 0 ? static_cast<int>(100 * part / whole) : 0; }

/// The lane as a second thread saw it while the flood came.
struct Watching {
    House& house;
    MovementId movement;
    const std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    std::atomic<long> slow_after{-1};   ///< milliseconds; -1: never
    Timer timer{"lanes", 100ms, [this] {
        house.gather_waves();
        house.look_at_lanes();
        look();
    }};

    void look() {
        long never = -1;
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
        if (house.services().lanes.slow(movement)) slow_after.compare_exchange_strong(never, passed);
    }
};

void tell(Verdict& verdict, const Flooded& flooded, const store::CameSince& came, std::optional<double> slow_after) {
    const auto& [flood, honest, before, during] = flooded;
    verdict.say(flood.lost + honest.lost == 0, fmt::format("Nothing typed was lost: {} pages asked to wait, {} of them without what was typed.", flood.waited + honest.waited, flood.lost + honest.lost));
    const auto taken = static_cast<std::int64_t>(flood.taken + honest.taken);
    verdict.say(taken == came.all, fmt::format("Nothing kept was lost: {} were answered with nine words, {} are kept.", taken, came.all));
    verdict.say(flood.refused + honest.refused == 0, fmt::format("{} other answers.", flood.refused + honest.refused));
    verdict.say(slow_after.has_value(), slow_after ? fmt::format("Read more slowly {:.1f} s after the flood began.", *slow_after) : std::string("It was never read more slowly."));
    verdict.say(honest.taken == honest.sent, fmt::format("Honest people: {} of {} got through, {} of them after waiting once or more.", honest.taken, honest.sent, std::min(honest.waited, honest.sent)));
    const int gathered = percent(came.in_wave - came.open_in_wave, static_cast<std::int64_t>(flood.taken));
    verdict.say(gathered >= 95, fmt::format("{} % of the flood were gathered into one wave.", gathered));
    verdict.say(came.open_in_wave == 0, fmt::format("Honest people in that wave: {}.", came.open_in_wave));
    std::cout << fmt::format("  seen   The wall, 99 of 100 times: within {:.1f} ms before, {:.1f} ms during the flood.\n", before, during);
}

}  // namespace

int drill_surge(const Settings& settings, const SurgeDrill& drill) {
    require_data(settings);
    const DrillFolder folder(settings.data / "drill");
    const auto copy = copied(settings, folder.path);
    DrillClock clock;
    House house(copy, read_campaign(copy), clock, "");
    net::Server server(public_server(copy), [&](const net::Request& request, net::Reply reply) { house.answer(request, std::move(reply)); },
                       [&](int status) { return house.refuse(status); });
    const Movement& movement = house.movements().front();
    auto& with = house.services();
    const auto last = with.store.read(store::last_contribution);
    std::cout << fmt::format("A copy of {} is flooded on 127.0.0.1: {} made-up texts within {} s, and {} honest people.\n", settings.data.string(), drill.texts, drill.seconds, drill.honest) << std::flush;

    long slow_after = -1;
    const auto flooded = [&] {
        Watching watching{house, movement.id};
        auto seen = flood({server.port(), movement.slug, drill.texts, std::chrono::seconds(drill.seconds), drill.honest});
        watching.look();   // it may have turned slow since the timer's last look
        slow_after = watching.slow_after;
        return seen;
    }();
    house.gather_waves();
    Verdict verdict;
    // The wall is read alone for that long first, and then as long again while the forms are fetched.
    tell(verdict, flooded, with.store.read([&](store::Transaction& tx) { return store::came_since(tx, last); }),
         slow_after < 0 ? std::nullopt : std::optional(static_cast<double>(slow_after) / 1000 - 2 * drill.seconds));
    clock.pass(1min + SurgeLimits{}.calm);
    house.look_at_lanes();
    verdict.say(!with.lanes.slow(movement.id), "Read as usual again after a quarter of an hour of calm (the drill's clock was moved on).");
    server.stop(5s);
    std::cout << (verdict.all_well ? "The drill went well.\n" : "The drill did not go well.\n");
    return verdict.all_well ? 0 : 1;
}

}  // namespace himthough::app
