#pragma once
#include <filesystem>
#include <string>

#include "app/house.h"

namespace bench {

/// A house of our own on a folder, with the movements and rules of the source tree; nothing of it listens.
himthough::app::Settings settings_in(const std::filesystem::path& folder);

/// Makes the folder's database, and runs `text` in it by SQLite itself. Throws std::runtime_error.
void fill_with(const himthough::app::Settings& settings, const himthough::app::Campaign& campaign, const std::string& text);

/// Which vows to write: all stand, each of another participant, on an acknowledgement of some lines.
struct Vows {
    unsigned count = 0;
    unsigned each_day = 0;      ///< of them that many come due on each of `days` days from `today` on
    unsigned days = 0;
    himthough::Day today;       ///< the rest comes due over the five years after
};

/// Makes the folder's database, and the vows in it at one go by SQLite itself. Their contributions and vows have the row numbers 1 to
/// `count`; those of one day lie scattered over the table. Throws std::runtime_error.
void fill_with_vows(const himthough::app::Settings& settings, const himthough::app::Campaign& campaign, const Vows& vows);

}  // namespace bench
