#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace himthough {

/// What somebody is at the desk. The numbers are kept in the database.
enum class Role : std::uint8_t { organiser = 1, reviewer = 2, figures = 3 };

/// What can be done there. `own`: everybody's own sessions and codes. `review`: read what waits, decide. `figures`: read counts.
/// `organise`: who is here, and how the movement is set up.
enum class Task : std::uint8_t { own, review, figures, organise };

/// The one place that says who may do what. An organiser of a small movement reviews too; a reader of figures sees nobody's words.
constexpr bool may(Role role, Task task) {
    switch (role) {
        case Role::organiser: return true;
        case Role::reviewer: return task == Task::own || task == Task::review;
        case Role::figures: return task == Task::own || task == Task::figures;
    }
    return false;
}

/// "organiser", "reviewer", "figures".
std::string_view word_of(Role);
std::optional<Role> role_from_word(std::string_view word);

}  // namespace himthough
