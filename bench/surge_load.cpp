// surge_load PORT MOVEMENT TEXTS SECONDS HONEST: a flood of texts that are nearly the same, honest people beside it, and readers of the wall
// (app/flood.h); the server trusts 127.0.0.1 as a proxy. Prints one line of JSON:
//   taken, refused, lost        of the flood and the honest: answered with nine words; with neither these nor "wait"; typed, and not in the page that came back
//   honest                      answered with nine words
//   wall_before, wall_during    milliseconds, the 99th percentile
#include <iostream>
#include <stdexcept>

#include <fmt/core.h>

#include "app/flood.h"

int main(int count, char** words) {
    try {
        if (count != 6) throw std::runtime_error("surge_load PORT MOVEMENT TEXTS SECONDS HONEST");
        const auto done = himthough::app::flood({static_cast<std::uint16_t>(std::stoul(words[1])), words[2], std::stoul(words[3]),
                                                 std::chrono::seconds(std::stoul(words[4])), std::stoul(words[5])});
        fmt::print("{{\"taken\": {}, \"refused\": {}, \"lost\": {}, \"honest\": {}, \"waited\": {}, \"wall_before\": {:.3f}, \"wall_during\": {:.3f}}}\n",
                   done.flood.taken + done.honest.taken, done.flood.refused + done.honest.refused, done.flood.lost + done.honest.lost, done.honest.taken,
                   done.flood.waited + done.honest.waited, done.wall_p99_before, done.wall_p99_during);
        return 0;
    } catch (const std::exception& why) {
        std::cerr << "surge_load: " << why.what() << '\n';
        return 1;
    }
}
