#pragma once
#include <string>

#include "archive/report.h"
#include "report/wording.h"

namespace himthough::report {

/// One HTML document that loads nothing and holds no script. No day, place, voice or kind has a number of posts or authors
/// below five in it, so that it can be published.
std::string page_of(const archive::Counts& counts, const archive::Made& made, const Wording& wording);

}  // namespace himthough::report
