#pragma once
#include <string_view>

#include "acts/checked_words.h"
#include "web/page.h"

/// Vows on forms and pages.
namespace himthough::web::pages {

/// What a form says of a vow: one's own words, else what was chosen from the menu, in the language of the page.
TypedVow typed_vow(const Site&, const Asked&);

/// What _vow_fields.html names, as typed; `kept`: as it is kept, when nothing was typed.
void fill_vow_fields(const Site&, View& form, const Form& typed, const Vow* kept, std::string_view language);

/// How much of what became of it is shown: where it stands, or every check-in with its words.
enum class Became { state, everything };
/// What became of an acknowledgement, as the current edition shows it: BECAME repeated, or NO_VOW (_became.html).
void fill_became(const Site&, View& view, const Contribution& said, std::string_view language, Became how_much);
/// Where one vow stands: STATE, OVERDUE, COUNT, ROUNDS ... (_standing.html).
void fill_standing(const Site&, View& view, const Vow&, std::span<const CheckIn> reports, std::string_view language);

/// CHECK_IN once more, as _became.html names it.
View& fill_check_in(const Site&, View& view, const Contribution& said, std::string_view language);

}  // namespace himthough::web::pages
