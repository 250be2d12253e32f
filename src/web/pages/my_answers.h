#pragma once
#include "acts/my_words.h"
#include "web/page.h"

namespace himthough::web::pages {

/// The answers to one's own words: ANSWERS, with what _my_answers.html names. Nothing where nobody could have answered.
void fill_my_answers(const Site&, View& thing, const Contribution&);

}  // namespace himthough::web::pages
