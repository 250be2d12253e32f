#pragma once
#include <string>
#include <vector>

#include "archive/tally.h"
#include "base/html.h"
#include "report/wording.h"

namespace himthough::report {

struct Picture {
    std::string name;        ///< "days", "voices", "languages", "countries"
    std::string title;
    Html svg;
};

/// Those that have something to show: over time at least two days, shares of at least two, and nothing below five. `narrow`: for a telephone.
std::vector<Picture> pictures_of(const archive::Counts& counts, const Wording& wording, bool narrow);

/// "survivor" in words: "Me too".
std::string name_of(Voice voice, const Wording& wording);

}  // namespace himthough::report
