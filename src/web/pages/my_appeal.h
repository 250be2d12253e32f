#pragma once
#include "web/page.h"

namespace himthough::web::pages {

/// Asking another reviewer to look at one's own declined words: APPEAL, with what _my_appeal.html names. Nothing for other words.
void fill_my_appeal(const Site&, const Asked&, View& thing, const Contribution&);

}  // namespace himthough::web::pages
