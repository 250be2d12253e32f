#pragma once
#include <cstdint>
#include <functional>
#include <map>

#include "archive/tally.h"

namespace himthough::report {

/// Steps of time: so many that a picture shows them and a table stays readable.
enum class Step { day, week, month };

struct Span {
    Day first, last;
    int days() const { return last - first + 1; }
    Step step() const;
};
/// From the first day to the last; nothing where no day is known.
std::optional<Span> span_of(const archive::Counts& counts);

/// The Monday of the week, the first of the month.
Day start_of(Day day, Step step);
/// Uses of cells that `wanted` takes, by the first day of each step; every step of the span is there.
std::map<Day, std::uint64_t> by_step(const archive::Counts& counts, Span span, Step step, const std::function<bool(const archive::Cell&)>& wanted);

}  // namespace himthough::report
