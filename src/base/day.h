#pragma once
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace himthough {

/// A UTC calendar day. The finest time anybody but the writer of the database file is ever shown.
class Day {
public:
    constexpr Day() = default;
    constexpr explicit Day(std::chrono::sys_days days) : days_(days) {}
    static constexpr Day from_number(int days_since_1970) { return Day(std::chrono::sys_days(std::chrono::days(days_since_1970))); }
    /// "2017-10-15"; nothing for anything else, nonexistent days included.
    static std::optional<Day> parse(std::string_view iso);

    constexpr int number() const { return static_cast<int>(days_.time_since_epoch().count()); }
    std::string iso() const;
    constexpr std::chrono::sys_days days() const { return days_; }
    friend constexpr auto operator<=>(Day, Day) = default;
    friend constexpr Day operator+(Day day, int count) { return Day(day.days_ + std::chrono::days(count)); }
    friend constexpr int operator-(Day later, Day earlier) { return later.number() - earlier.number(); }

private:
    std::chrono::sys_days days_{};
};

}  // namespace himthough
