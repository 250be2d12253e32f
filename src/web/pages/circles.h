#pragma once
#include <string_view>

#include "acts/circle_rounds.h"
#include "web/page.h"

/// Circles on forms and pages (circles.cpp, my_circle.cpp, desk_circles.cpp).
namespace himthough::web::pages {

/// How many seats, which round: 0 for what is no number.
int number_of(std::string_view typed);
/// The questions in that language, or in English.
const std::vector<CircleQuestion>& circle_questions(const Site&, std::string_view language);
/// What a round asks: of the list, when nobody chose, the next one; "" where only those can read it who sat there before.
std::string question_text(const Site&, const RoundQuestion&, int round, std::string_view language);
/// "https://example.org/seat/<link>"; where nobody said how people reach this server, as this one did.
std::string seat_address(const Site&, std::string_view link);
/// On the page of opened words: HAS_SEAT, if there is one.
bool fill_seat(const Site&, View& view, const Opened&);

}  // namespace himthough::web::pages
