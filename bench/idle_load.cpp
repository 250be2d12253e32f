// idle_load PORT PATH COUNT: opens so many connections, has one answer on each, says "ready" and holds them until its input ends.
#include <iostream>
#include <stdexcept>

#include <unistd.h>

#include "bench/client.h"

int main(int count, char** words) {
    try {
        if (count != 4) throw std::runtime_error("idle_load PORT PATH COUNT");
        const auto connections = std::stoul(words[3]);
        bench::Client client(static_cast<std::uint16_t>(std::stoul(words[1])), connections);
        const auto asks = bench::request(words[2]);
        // All are free at first, so the client sends one on each before it hears the first answer.
        std::size_t asked = 0, answered = 0;
        client.run([&]() -> std::string_view { return asked++ < connections ? std::string_view(asks) : ""; },
                   [&](const bench::Answer& answer) { answered += answer.status == 200; });
        if (answered != connections) throw std::runtime_error("not every connection had its answer");
        std::cout << "ready" << std::endl;
        char room;
        while (::read(STDIN_FILENO, &room, 1) > 0) {}
        return 0;
    } catch (const std::exception& why) {
        std::cerr << "idle_load: " << why.what() << '\n';
        return 1;
    }
}
