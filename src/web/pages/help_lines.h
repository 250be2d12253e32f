#pragma once
#include "web/page.h"

namespace himthough::web::pages {

/// Which lines a page shows.
enum class Lines { all, not_for_survivors_alone };

/// COUNTRY repeated, with LINE repeated (templates/_help_lines.html names the rest): the movement's own countries first, then the
/// others by name, then what is for every country; in a country those that were checked too long ago last. NO_LINES when there are none.
void fill_help_lines(const Site&, View& page, const Place&, Lines which);

}  // namespace himthough::web::pages
