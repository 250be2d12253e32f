#pragma once
#include <expected>
#include <string_view>
#include <utility>

namespace himthough {

/// Why an act said no. web/door maps each to one HTTP status with a switch that has no default.
enum class Why {
    not_found,       ///< no such thing, or not yours to see: the two answer alike
    not_allowed,     ///< it exists, and this may not be done with it
    already_done,    ///< it is so already
    missing,         ///< a field that must be filled is empty
    unreadable,      ///< a field holds something that is not one of its values
    too_long,        ///< a field holds more than it may
    words_refused,   ///< the guard found something that must not be published
    expired,         ///< the form is older than its token's life
    slow_down,       ///< too many of these; later it will work
    unavailable      ///< the store cannot be written now; nothing was kept
};

/// A no that is an answer, not a fault. `field` names the form field it is about, `says` the catalog key of the sentence
/// shown beside it; both are literals, so a refusal costs nothing and can carry nobody's words.
struct Refusal {
    Why why;
    std::string_view field = "";
    std::string_view says = "";
};

template <class T>
using Outcome = std::expected<T, Refusal>;

struct Done {};

inline std::unexpected<Refusal> refuse(Why why, std::string_view field = "", std::string_view says = "") {
    return std::unexpected(Refusal{why, field, says});
}

}  // namespace himthough
