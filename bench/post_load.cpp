// post_load PORT MOVEMENT CONNECTIONS COUNT [RATE]: says "me too" so often, each time with a form of its own that was fetched
// beforehand, and checks that every answer holds nine words. With RATE: so many a second. Prints one line of JSON.
#include <iostream>
#include <stdexcept>

#include <fmt/core.h>

#include "bench/client.h"
#include "bench/words.h"

namespace bench {
namespace {

std::vector<std::string> forms(Client& client, const std::string& movement, std::size_t count) {
    const auto path = fmt::format("/{}/me-too", movement);
    const auto asks = request(path);
    std::vector<std::string> made;
    std::size_t asked = 0;
    client.run(
        [&]() -> std::string_view { return asked++ < count ? std::string_view(asks) : ""; },
        [&](const Answer& answer) {
            std::size_t at = 0;
            const auto token = between(answer.body, "name=\"token\" value=\"", "\"", at);
            if (answer.status != 200 || token.empty()) throw std::runtime_error(fmt::format("a form came with status {}", answer.status));
            const auto text = words(static_cast<unsigned>(made.size()));
            made.push_back(request(path, fmt::format("token={}&words={}&note=&language=en&audience=everyone&answers=nobody", token, encoded(text))));
        });
    return made;
}

bool holds_nine_words(std::string_view body) {
    unsigned count = 0;
    for (std::size_t at = 0; !between(body, "<span class=\"number\">", "</li>", at).empty();) ++count;
    return count == 9;
}

int run(std::uint16_t port, const std::string& movement, std::size_t connections, std::size_t count, double rate) {
    Client client(port, connections);
    const auto posts = forms(client, movement, count);
    std::vector<double> took;
    took.reserve(count);
    std::size_t sent = 0, wrong = 0;
    const auto begin = std::chrono::steady_clock::now();
    const auto passed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };
    const auto until = rate > 0 ? begin + std::chrono::milliseconds(static_cast<long>(1000 * static_cast<double>(count) / rate)) : Moment::min();
    client.run(
        [&]() -> std::string_view {
            if (sent == count || (rate > 0 && static_cast<double>(sent) > passed() * rate)) return "";
            return posts[sent++];
        },
        [&](const Answer& answer) {
            took.push_back(std::chrono::duration<double, std::micro>(answer.took).count());
            if (answer.status != 200 || !holds_nine_words(answer.body)) ++wrong;
        },
        until);
    const double seconds = passed();
    fmt::print("{{\"rate\": {:.0f}, \"p50_us\": {:.1f}, \"p99_us\": {:.1f}, \"sent\": {}, \"wrong\": {}}}\n",
               static_cast<double>(took.size()) / seconds, part_of(took, 0.5), part_of(took, 0.99), sent, wrong);
    return wrong == 0 && sent == count ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
    try {
        if (count < 5) throw std::runtime_error("post_load PORT MOVEMENT CONNECTIONS COUNT [RATE]");
        return bench::run(static_cast<std::uint16_t>(std::stoul(words[1])), words[2], std::stoul(words[3]), std::stoul(words[4]),
                          count > 5 ? std::stod(words[5]) : 0);
    } catch (const std::exception& why) {
        std::cerr << "post_load: " << why.what() << '\n';
        return 1;
    }
}
