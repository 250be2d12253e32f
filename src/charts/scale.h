#pragma once
#include <vector>

namespace himthough::charts {

/// Round numbers from 0 to the first one that is not below `highest`: steps of 1, 2 or 5 times a power of ten, at most `most` of them. 0 and 1 where
/// there is nothing to show.
std::vector<double> round_steps(double highest, int most);
/// 1, 10, 100 ... to the first one that is not below `highest`.
std::vector<double> powers_of_ten(double highest);

/// From values to places on paper.
class Scale {
public:
    Scale(double low, double high, double from, double to, bool log = false);
    /// Outside of what is shown: at its edge.
    double operator()(double value) const;

private:
    double low_, high_, from_, to_;
    bool log_;
};

}  // namespace himthough::charts
