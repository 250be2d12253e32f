#pragma once
#include <cstdint>
#include <functional>

namespace himthough::reach {

/// A whole number from 0 to below the one it is given, each as likely.
using Draw = std::function<std::uint64_t(std::uint64_t below)>;
/// Draws from the system's random source (libsodium). A source that a seed gives away could be undone.
Draw system_draw();

/// Two-sided geometric noise, also called the discrete Laplace distribution: P(x) is proportional to exp(-|x| / scale). Added to a count of
/// which one person changes at most one, it gives epsilon = 1 / scale. Drawn with whole numbers only: with floating point the lowest bits of a
/// result would tell the count (Mironov 2012). Algorithm 2 of Canonne, Kamath and Steinke, "The Discrete Gaussian for Differential Privacy"
/// (2020). `scale`: 1 to 1000.
std::int64_t two_sided_geometric(std::uint64_t scale, const Draw& draw);

/// The smallest k for which 95 % of what is drawn is from -k to k.
std::int64_t error_95(std::uint64_t scale);
/// The same of a sum of `many` independent draws, by the normal distribution where there are more than one.
std::int64_t error_95_of_sum(std::uint64_t scale, std::int64_t many);
/// How likely a count with noise is at `threshold` or more. Not below 1e-300.
double chance_of_reaching(std::int64_t threshold, std::int64_t count, std::uint64_t scale);

}  // namespace himthough::reach
