// read_load PORT PATH CONNECTIONS SECONDS: asks for a page on each connection again and again. Prints one line of JSON:
//   p99   milliseconds from the first byte sent to the last received, each answer counted once. (wrk's percentiles are of clients that
//         ask at a fixed rate: it counts a hiccup of the machine as many slow answers as could have come in that time.)
#include <iostream>
#include <stdexcept>

#include <fmt/core.h>

#include "bench/client.h"

int main(int count, char** words) {
    try {
        if (count != 5) throw std::runtime_error("read_load PORT PATH CONNECTIONS SECONDS");
        const std::chrono::seconds seconds(std::stoul(words[4]));
        bench::Client client(static_cast<std::uint16_t>(std::stoul(words[1])), std::stoul(words[3]));
        const auto asks = bench::request(words[2]);
        std::vector<double> took;
        const auto until = std::chrono::steady_clock::now() + seconds;
        client.run([&]() -> std::string_view { return std::chrono::steady_clock::now() < until ? std::string_view(asks) : ""; },
                   [&](const bench::Answer& answer) {
                       if (answer.status != 200) throw std::runtime_error("an answer was not 200");
                       took.push_back(std::chrono::duration<double, std::milli>(answer.took).count());
                   });
        fmt::print("{{\"p99\": {:.3f}}}\n", bench::part_of(took, 0.99));
        return 0;
    } catch (const std::exception& why) {
        std::cerr << "read_load: " << why.what() << '\n';
        return 1;
    }
}
