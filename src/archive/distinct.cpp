#include "archive/distinct.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>

namespace himthough::archive {
namespace {

// The two series of Ertl's estimator (section 2.4), added up until a double holds no more of them.
double sigma(double x) {
    if (x == 1) return std::numeric_limits<double>::infinity();
    double sum = x;
    for (double weight = 1, before = -1; sum != before;) {
        before = sum;
        x *= x;
        sum += x * weight;
        weight += weight;
    }
    return sum;
}

double tau(double x) {
    if (x == 0 || x == 1) return 0;
    double sum = 1 - x;
    for (double weight = 1, before = -1; sum != before;) {
        before = sum;
        x = std::sqrt(x);
        weight /= 2;
        sum -= (1 - x) * (1 - x) * weight;
    }
    return sum / 3;
}

}  // namespace

void Distinct::add(std::uint64_t hash) {
    if (sketched()) return put_in_register(hash);
    hash += hash == 0;   // 0 stands for a free place
    if (2 * (held_ + 1) > table_.size()) grow();
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    while (table_[at] != 0 && table_[at] != hash) at = (at + 1) & mask;
    if (table_[at] == hash) return;
    if (held_ == exact_up_to_) {
        sketch();
        return put_in_register(hash);
    }
    table_[at] = hash;
    ++held_;
}

void Distinct::grow() {
    std::vector<std::uint64_t> larger(std::max<std::size_t>(8, 2 * table_.size()));
    const std::size_t mask = larger.size() - 1;
    for (const std::uint64_t hash : table_) {
        if (hash == 0) continue;
        std::size_t at = hash & mask;
        while (larger[at] != 0) at = (at + 1) & mask;
        larger[at] = hash;
    }
    table_ = std::move(larger);
}

void Distinct::sketch() {
    registers_.assign(std::size_t{1} << p_, 0);
    for (const std::uint64_t hash : table_)
        if (hash != 0) put_in_register(hash);
    table_ = {};
    held_ = 0;
}

void Distinct::put_in_register(std::uint64_t hash) {
    std::uint8_t& held = registers_[hash >> (64 - p_)];
    const auto first_one = std::min<unsigned>(static_cast<unsigned>(std::countl_zero(hash << p_)), 64 - p_) + 1;
    held = std::max(held, static_cast<std::uint8_t>(first_one));
}

void Distinct::merge(const Distinct& other) {
    if (!other.sketched()) {
        for (const std::uint64_t hash : other.table_)
            if (hash != 0) add(hash);
        return;
    }
    if (!sketched()) sketch();
    for (std::size_t at = 0; at < registers_.size(); ++at) registers_[at] = std::max(registers_[at], other.registers_[at]);
}

Estimate Distinct::estimate() const {
    if (!sketched()) return {.count = held_, .error = 0};
    const unsigned last = 64 - p_;
    std::vector<double> how_many(last + 2);
    for (const std::uint8_t held : registers_) ++how_many[held];
    const auto m = static_cast<double>(registers_.size());
    double z = m * tau(1 - how_many[last + 1] / m);
    for (unsigned k = last; k >= 1; --k) z = (z + how_many[k]) / 2;
    z += m * sigma(how_many[0] / m);
    return {.count = static_cast<std::uint64_t>(std::llround(m * m / (2 * std::numbers::ln2 * z))), .error = 1.04 / std::sqrt(m)};
}

}  // namespace himthough::archive
