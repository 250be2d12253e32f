#include "charts/scale.h"

#include <algorithm>
#include <cmath>

namespace himthough::charts {

std::vector<double> round_steps(double highest, int most) {
    if (!(highest > 0) || !std::isfinite(highest)) return {0, 1};
    const double least = highest / std::max(most, 1), ten = std::pow(10, std::floor(std::log10(least)));
    double step = 10 * ten;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * ten >= least * (1 - 1e-9)) {
            step = factor * ten;
            break;
        }
    if (highest >= 1) step = std::max(step, 1.0);   // what is counted is whole
    std::vector<double> steps{0};
    while (steps.back() < highest * (1 - 1e-9)) steps.push_back(static_cast<double>(steps.size()) * step);
    return steps;
}

std::vector<double> powers_of_ten(double highest) {
    std::vector<double> powers{1};
    while (powers.back() < highest && powers.size() < 16) powers.push_back(powers.back() * 10);
    if (powers.size() == 1) powers.push_back(10);
    return powers;
}

Scale::Scale(double low, double high, double from, double to, bool log) : low_(log ? std::log10(std::max(low, 1.0)) : low), high_(log ? std::log10(std::max(high, 1.0)) : high), from_(from), to_(to), log_(log) {}

double Scale::operator()(double value) const {
    if (high_ <= low_) return from_;
    const double at = log_ ? std::log10(std::max(value, 1.0)) : value;
    return from_ + (to_ - from_) * std::clamp((at - low_) / (high_ - low_), 0.0, 1.0);
}

}  // namespace himthough::charts
