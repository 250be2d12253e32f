#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace himthough::archive {

/// How many there are, and how good that is.
struct Estimate {
    std::uint64_t count = 0;
    double error = 0;      ///< standard error as a part of the count; 0: exact
    /// Of a 95 % interval, as a part of the count.
    double half_width() const { return 1.96 * error; }
};

/// Counts distinct hashes of 64 bits in bounded memory: exactly up to `exact_up_to`, then as a HyperLogLog of 2^p registers (Flajolet,
/// Fusy, Gandouet, Meunier 2007), read by the improved estimator of Ertl, "New cardinality estimation algorithms for HyperLogLog
/// sketches" (2017), which needs no correction for small or large counts. Standard error 1.04/√(2^p). Hashes must be even and unknown to
/// whoever made what is counted, else they could be chosen to mislead.
class Distinct {
public:
    /// `p`: 4 to 16. `exact_up_to`: how many hashes are held as they are, 8 to 16 bytes each.
    Distinct(unsigned p, std::size_t exact_up_to) : p_(p), exact_up_to_(exact_up_to) {}

    void add(std::uint64_t hash);
    /// Has memory bring what add() of the same hash will look at, while something else is done.
    void fetch(std::uint64_t hash) const { if (!table_.empty()) __builtin_prefetch(&table_[hash & (table_.size() - 1)]); }
    /// Both must be made with the same numbers.
    void merge(const Distinct& other);
    Estimate estimate() const;

private:
    bool sketched() const { return !registers_.empty(); }
    void grow();
    void sketch();
    void put_in_register(std::uint64_t hash);

    unsigned p_;
    std::size_t exact_up_to_;
    std::vector<std::uint64_t> table_;      ///< open addressing; 0: free
    std::size_t held_ = 0;
    std::vector<std::uint8_t> registers_;   ///< none as long as it is exact
};

}  // namespace himthough::archive
