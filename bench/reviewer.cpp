// reviewer PORT COOKIE SECONDS: sits at the desk and accepts whatever waits, over HTTP, a page of the queue at a time. Prints one line of JSON.
#include <iostream>
#include <stdexcept>
#include <thread>
#include <utility>

#include <fmt/core.h>

#include "bench/client.h"

namespace bench {
namespace {

constexpr std::size_t connections = 20;   // one for each item on a page of the queue

struct Queue {
    std::string token;
    std::vector<std::string> items;
};

Queue read_queue(const Answer& answer) {
    if (answer.status != 200) throw std::runtime_error(fmt::format("the desk answered {}: is the cookie a reviewer's?", answer.status));
    Queue queue;
    std::size_t at = 0;
    queue.token = between(answer.body, "name=\"form_token\" value=\"", "\"", at);
    for (at = 0;;) {
        const auto id = between(answer.body, "href=\"/desk/item/", "\"", at);
        if (id.empty()) return queue;
        queue.items.emplace_back(id);
    }
}

int run(std::uint16_t port, const std::string& cookie, double seconds) {
    Client client(port, connections);
    const auto begin = std::chrono::steady_clock::now();
    const auto until = begin + std::chrono::milliseconds(static_cast<long>(seconds * 1000));
    std::size_t accepted = 0, pages = 0;
    const auto asks = request("/desk", "", cookie);
    while (std::chrono::steady_clock::now() < until) {
        Queue queue;
        bool asked = false;
        client.run([&]() -> std::string_view { return std::exchange(asked, true) ? "" : std::string_view(asks); },
                   [&](const Answer& answer) { queue = read_queue(answer); });
        ++pages;
        std::vector<std::string> decisions;
        for (const auto& item : queue.items)
            decisions.push_back(request("/desk/item/" + item, fmt::format("form_token={}&revision=1&decision=accept", queue.token), cookie));
        std::size_t sent = 0;
        client.run([&]() -> std::string_view { return sent < decisions.size() ? std::string_view(decisions[sent++]) : ""; },
                   [&](const Answer& answer) { accepted += answer.status == 303; });
        if (queue.items.size() < connections) std::this_thread::sleep_for(std::chrono::milliseconds(15));   // all that waited is done
    }
    const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    fmt::print("{{\"accepted\": {}, \"rate\": {:.0f}, \"pages\": {}}}\n", accepted, static_cast<double>(accepted) / took, pages);
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
    try {
        if (count != 4) throw std::runtime_error("reviewer PORT COOKIE SECONDS");
        return bench::run(static_cast<std::uint16_t>(std::stoul(words[1])), words[2], std::stod(words[3]));
    } catch (const std::exception& why) {
        std::cerr << "reviewer: " << why.what() << '\n';
        return 1;
    }
}
