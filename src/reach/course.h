#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "reach/released.h"

namespace himthough::reach {

/// How much there was on each day, from the first on.
struct Course {
    Day first;
    std::vector<std::optional<std::int64_t>> counts;   ///< nothing: not known of that day
    std::int64_t error = 0;                            ///< by how much each may be off in 95 of 100 cases
};
/// What was said in any voice, of table A. Nothing of no days.
std::optional<Course> course_of(const Released::Series& days);
/// Days that are not named had none. Nothing of no days.
std::optional<Course> course_of(const std::map<Day, std::int64_t>& counts);
/// Tweets with #MeToo, 15 October 2017 to 1 January 2021, as far as they could still be fetched years later (data/metoo_2017.csv says whose count it is).
const Course& metoo_2017();

/// The mean of some days that follow one another. The first days stand alone, later ones together, each stretch about a fifth longer than what was
/// before it: on a logarithmic scale they are of the same width.
struct Stretch {
    double day;      ///< the middle one, counted from 1
    double mean, error;
};
/// Those of which something is known that is larger than its error.
std::vector<Stretch> stretches_of(const Course& course);

/// A day that stands out, and how many days later it was half as much: from then on for three days on end.
struct Peak {
    Day day;
    std::int64_t count;
    std::optional<int> half_life;   ///< in days; nothing: not yet
};
/// The largest ones, at most `most`, in the order of their days. A peak has no larger day within a week, is ten times its error, and at least a fifth of the largest.
std::vector<Peak> peaks_of(const Course& course, std::size_t most);

}  // namespace himthough::reach
