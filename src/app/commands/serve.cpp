#include <deque>
#include <iostream>

#include <spdlog/common.h>
#include <spdlog/spdlog.h>

#include "acts/reviewer_links.h"
#include "app/commands.h"
#include "app/data.h"
#include "app/demo.h"
#include "app/house.h"
#include "app/process.h"
#include "app/timer.h"
#include "base/log.h"

namespace himthough::app {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 20s;   // for answers that are under way when the server is told to stop

net::ServerSettings operations_server(const Settings& settings) {
    net::ServerSettings server;
    server.address = settings.ops_address;
    server.port = settings.ops_port;
    server.threads = 1;
    server.limits.body = 0;
    server.limits.connections = 16;
    return server;
}

/// Its sentence about a port speaks of --port; this one is set by another flag.
net::Server operations_listening(const Settings& settings, net::Handler handler) {
    try {
        return {operations_server(settings), std::move(handler), ops_error};
    } catch (const std::runtime_error& why) {
        std::string sentence = why.what();
        constexpr std::string_view flag = "--port";
        if (const auto at = sentence.find(flag); at != std::string::npos) sentence.replace(at, flag.size(), "--ops-port");
        throw std::runtime_error(sentence);
    }
}

void print_first_link(House& house, const std::string& address) {
    auto& with = house.services();
    const auto link = make_first_link(with.store, with.keys, with.clock);
    if (link)
        std::cout << "No reviewer yet. Make the first one with this link; it works once, for one day:\n" << address << "/desk/start/" << *link << '\n';
}

}  // namespace

net::ServerSettings public_server(const Settings& settings) {
    net::ServerSettings server;
    server.address = settings.address;
    server.port = settings.port;
    server.threads = settings.threads;
    server.trusted_proxies = settings.trusted_proxies;
    server.limits.connections_of_one_client = settings.connections_of_one;
    return server;
}

std::string address_to_open(const Settings& settings, std::uint16_t port) {
    if (!settings.public_address.empty()) return settings.public_address;
    const bool v6 = settings.address.find(':') != std::string::npos;
    return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", settings.address, v6 ? "]" : "", port);
}

int serve(const Settings& settings) {
    require_data(settings);
    spdlog::set_level(spdlog::level::from_str(settings.log_level));
    StopSignals signals;   // before any thread
    const SystemClock clock;

    refuse_mixed_up(settings);
    House house(settings, read_campaign(settings), clock, settings.public_address);
    if (settings.demo) fill_demo(house.services(), settings.share / "demo/contributions.toml", demo_mark(settings));
    net::Server server(public_server(settings), [&](const net::Request& request, net::Reply reply) { house.answer(request, std::move(reply)); },
                       [&](int status) { return house.refuse(status); });
    const auto figures = [&] {
        Figures now = house.figures();
        now.http = server.counts();
        return now;
    };
    net::Server operations = operations_listening(settings, ops_handler(figures));

    std::deque<Timer> timers;
    for (const Movement& movement : house.movements())
        timers.emplace_back("edition of " + movement.slug, [&] { return house.edition_rhythm(movement); }, [&] { house.cut_edition(movement); });
    timers.emplace_back("steady pages", 1min, [&] { house.look_at_the_day(); });
    timers.emplace_back("vows", 10min, [&] { house.look_for_due_vows(); });
    timers.emplace_back("figures", 10min, [&] { house.release_figures(); });
    timers.emplace_back("waves", 3s, [&] { house.gather_waves(); });
    timers.emplace_back("reports", 1h, [&] { house.forget_report_words(); });
    timers.emplace_back("lanes", 5s, [&] { house.look_at_lanes(); });
    timers.emplace_back("erasing", 3s, [&] { house.carry_on_erasing(); });
    timers.emplace_back("sweep", 30s, [&] { house.sweep(); });

    house.prepare_patterns();

    const std::string address = address_to_open(settings, server.port());
    std::cout << "himthough " << HIMTHOUGH_VERSION << " serves " << address << "\n";
    print_first_link(house, address);
    std::cout << "Health and metrics: http://" << settings.ops_address << ':' << operations.port() << "/health\nStop it with Ctrl-C.\n" << std::flush;

    signals.wait();
    signals.let_through();
    log::info("stopping: answering what is under way, for at most {} s", patience.count());
    server.stop(patience);
    timers.clear();
    operations.stop(0ms);
    return 0;
}

}  // namespace himthough::app
