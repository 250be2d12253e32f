#pragma once
#include <boost/json/array.hpp>

#include "movement/contribution.h"
#include "web/page.h"

namespace himthough::web::pages {

/// One's own texts, with what a reviewer put into them marked: WORDS_TEXT, NOTE_TEXT and VOW_TEXT, each with what _stand_ins.html
/// names; REPLACED when anything is marked.
void fill_stand_ins(const Site&, View& thing, const Contribution&);

/// The same in an export; empty when there are none. Places count code points.
boost::json::array export_stand_ins(const Site&, const Contribution&);

}  // namespace himthough::web::pages
