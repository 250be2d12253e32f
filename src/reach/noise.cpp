#include "reach/noise.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/secret.h"

namespace himthough::reach {
namespace {

/// True with the probability exp(-part / whole); `part` is at most `whole`.
bool with_chance_of_exp(std::uint64_t part, std::uint64_t whole, const Draw& draw) {
    std::uint64_t turn = 1;
    while (draw(whole * turn) < part) ++turn;
    return turn % 2 == 1;
}

/// What is left of each step away from the middle.
double ratio(std::uint64_t scale) { return std::exp(-1.0 / static_cast<double>(scale)); }

}  // namespace

Draw system_draw() {
    return [](std::uint64_t below) {
        const std::uint64_t uneven = (0 - below) % below;   // so many of the lowest values would make some results likelier
        for (;;) {
            std::array<std::uint8_t, 8> bytes;
            random_bytes(bytes);
            std::uint64_t drawn = 0;
            for (const auto byte : bytes) drawn = drawn << 8 | byte;
            if (drawn >= uneven) return drawn % below;
        }
    };
}

std::int64_t two_sided_geometric(std::uint64_t scale, const Draw& draw) {
    for (;;) {
        const auto within = draw(scale);
        if (!with_chance_of_exp(within, scale, draw)) continue;
        std::uint64_t steps = 0;
        while (with_chance_of_exp(1, 1, draw)) ++steps;
        const auto size = static_cast<std::int64_t>(within + scale * steps);
        const bool below = draw(2) == 1;
        if (below && size == 0) continue;   // or nought would be drawn twice as often
        return below ? -size : size;
    }
}

std::int64_t error_95(std::uint64_t scale) {
    const double a = ratio(scale);
    std::int64_t k = 0;
    for (double outside = 2 * a / (1 + a); outside > 0.05; outside *= a) ++k;
    return k;
}

std::int64_t error_95_of_sum(std::uint64_t scale, std::int64_t many) {
    if (many <= 1) return error_95(scale);
    const double a = ratio(scale), variance = 2 * a / ((1 - a) * (1 - a));
    constexpr double both_sides = 1.959964;   // of a normal distribution, 95 %
    return static_cast<std::int64_t>(std::ceil(both_sides * std::sqrt(variance * static_cast<double>(many))));
}

double chance_of_reaching(std::int64_t threshold, std::int64_t count, std::uint64_t scale) {
    const double a = ratio(scale);
    const auto tail = [a](std::int64_t steps) { return std::max(std::pow(a, static_cast<double>(steps)) / (1 + a), 1e-300); };
    const auto needed = threshold - count;
    return needed > 0 ? tail(needed) : 1 - tail(1 - needed);
}

}  // namespace himthough::reach
