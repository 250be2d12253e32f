#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "acts/services.h"
#include "base/outcome.h"

namespace himthough {

/// May these words be kept? Not longer than `longest` code points, and nothing in them at which the guard stops. `field` is the
/// form field they came in. Every act that takes words asks this once for each field, and keeps the sternest answer with them.
Outcome<Heed> check_words(const Services& with, std::string_view words, std::string_view field, std::size_t longest);

/// What reviewers are to heed in words that were checked when they came in, and then sealed.
Heed heed_of(const Services& with, const Contribution& said);

/// What a text is like, as it is kept while it waits; nothing for a short one. Of one in which nobody's words are sealed.
std::optional<Likeness> likeness_of(const Services& with, const Contribution& said);

/// A vow as it was typed.
struct TypedVow {
    std::optional<VowKind> kind;         ///< none: something I stop
    std::string action, shows;
    std::optional<Repeats> repeats;      ///< none: once
    std::string day;                     ///< ISO; of one that repeats the last one
    bool empty() const { return action.empty() && shows.empty() && day.empty(); }
};
/// Nothing, or an action, how somebody could tell, and a day from tomorrow on, at most five years ahead. Raises `heed` to that of its words.
/// Refuses: missing (vow_action, vow_shows, vow_day), unreadable (vow_day), too_long, words_refused.
Outcome<std::optional<Vow>> check_vow(const Services& with, const TypedVow& typed, Heed& heed);

/// A language as it was chosen: one that the movement speaks, or its first.
std::string known_language(const Movement& movement, std::string_view asked);
/// The country that was said, or "": not said, none that there is, or one that is protected.
std::string known_country(const Movement& movement, std::string_view asked);

/// Nothing for one that has ended.
const Movement* find_movement(const Services& with, MovementId movement);
/// Also one that has ended.
const Movement* movement_called(const Services& with, std::string_view slug);

}  // namespace himthough
