#pragma once
#include <string>

#include "archive/report.h"
#include "report/wording.h"

namespace himthough::report {

/// One HTML document that loads nothing and holds no script. No number below five stands in it, so that it can be published.
std::string page_of(const archive::Counts& counts, const archive::Made& made, const Wording& wording);

}  // namespace himthough::report
