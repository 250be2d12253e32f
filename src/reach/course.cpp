#include "reach/course.h"

#include <algorithm>
#include <cmath>

#include "movement/voice.h"
#include "reach/metoo_2017.h"
#include "reach/noise.h"

namespace himthough::reach {
namespace {

constexpr std::size_t week = 7, lasting = 3;   // days
constexpr std::int64_t times_error = 10, part_of_largest = 5;

Course empty_course(Day first, Day last) { return {.first = first, .counts = std::vector<std::optional<std::int64_t>>(static_cast<std::size_t>(last - first + 1)), .error = 0}; }

std::optional<std::int64_t>& at(Course& course, Day day) { return course.counts[static_cast<std::size_t>(day - course.first)]; }

bool highest_of_its_week(const Course& course, std::size_t peak) {
    const auto from = peak < week ? 0 : peak - week, to = std::min(peak + week + 1, course.counts.size());
    for (auto other = from; other < to; ++other) {
        const auto count = course.counts[other].value_or(0);
        if (count > *course.counts[peak] || (count == *course.counts[peak] && other < peak)) return false;
    }
    return true;
}

std::optional<int> half_life(const Course& course, std::size_t peak) {
    std::size_t days = 0;   // on end
    for (auto later = peak + 1; later < course.counts.size(); ++later) {
        const auto& count = course.counts[later];
        days = count && 2 * *count <= *course.counts[peak] ? days + 1 : 0;
        if (days == lasting) return static_cast<int>(later - peak - (lasting - 1));
    }
    return std::nullopt;
}

}  // namespace

std::optional<Course> course_of(const Released::Series& days) {
    if (days.empty()) return std::nullopt;
    auto course = empty_course(days.front()->period, days.back()->period);
    std::int64_t voices = 0;
    for (const auto& day : days) {
        std::int64_t sum = 0;
        voices = 0;
        for (const auto& cell : day->cells) {
            if (!from_word<Voice>(cell.what)) continue;
            sum += cell.count;
            ++voices;
        }
        at(course, day->period) = std::max<std::int64_t>(sum, 0);
    }
    course.error = error_95_of_sum(method_of(Table::a).scale, std::max<std::int64_t>(voices, 1));
    return course;
}

std::optional<Course> course_of(const std::map<Day, std::int64_t>& counts) {
    if (counts.empty()) return std::nullopt;
    auto course = empty_course(counts.begin()->first, counts.rbegin()->first);
    std::ranges::fill(course.counts, 0);
    for (const auto& [day, count] : counts) at(course, day) = count;
    return course;
}

const Course& metoo_2017() {
    static const Course course{.first = *Day::parse(metoo_2017_first), .counts = {std::begin(metoo_2017_counts), std::end(metoo_2017_counts)}, .error = 0};
    return course;
}

std::vector<Stretch> stretches_of(const Course& course) {
    std::vector<Stretch> stretches;
    for (std::size_t begin = 0; begin < course.counts.size();) {
        const auto end = std::min(begin + std::max<std::size_t>(1, (begin + 1) / 5), course.counts.size());
        std::int64_t sum = 0, known = 0;
        for (auto day = begin; day < end; ++day)
            if (course.counts[day]) sum += *course.counts[day], ++known;
        // Errors of days that were drawn apart grow by the root of how many there are.
        const double days = static_cast<double>(known), error = known == 0 ? 0 : static_cast<double>(course.error) / std::sqrt(days);
        if (known > 0 && static_cast<double>(sum) / days > error)
            stretches.push_back({.day = static_cast<double>(begin + end + 1) / 2, .mean = static_cast<double>(sum) / days, .error = error});
        begin = end;
    }
    return stretches;
}

std::vector<Peak> peaks_of(const Course& course, std::size_t most) {
    std::int64_t largest = 0;
    for (const auto& count : course.counts) largest = std::max(largest, count.value_or(0));
    std::vector<Peak> peaks;
    for (std::size_t day = 0; day < course.counts.size(); ++day) {
        const auto count = course.counts[day].value_or(0);
        if (count == 0 || count < times_error * course.error || count * part_of_largest < largest || !highest_of_its_week(course, day)) continue;
        peaks.push_back({.day = course.first + static_cast<int>(day), .count = count, .half_life = half_life(course, day)});
    }
    std::ranges::stable_sort(peaks, std::ranges::greater(), &Peak::count);
    peaks.resize(std::min(peaks.size(), most));
    std::ranges::sort(peaks, {}, &Peak::day);
    return peaks;
}

}  // namespace himthough::reach
