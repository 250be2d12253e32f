#pragma once
#include "acts/my_words.h"
#include "web/pages/mine.h"

/// Who looks at a vow, on the pages of opened words.
namespace himthough::web::pages {

/// Of one's own vow (_witness.html): STANDS, and inside NOBODY, INVITED or LOOKS; the link that was made just now.
void fill_witness(const Site&, const Asked&, View& vow, const Contribution& said, const Told& told);
/// LOOKED_AT repeated: the vows of others that this participant looks at (_looked_at.html), if there are any.
bool fill_looked_at(Site&, View& page, const Opened&, std::string_view language);

}  // namespace himthough::web::pages
