#pragma once
#include <string>
#include <vector>

#include "acts/my_words.h"

namespace himthough {

/// An address from which a calendar fetches the days of somebody's vows: what stands in it, told once and kept as a keyed hash. An older
/// one ends. Only for whoever asks: the calendar's provider sees the address of this server. Refuses not_found, unavailable.
Outcome<std::string> open_calendar_feed(Services& with, const Opened& opened);
/// From the next request on it is not there.
Outcome<Done> close_calendar_feed(Services& with, const Opened& opened);
bool has_calendar_feed(Services& with, const Opened& opened);

/// The days to come of the vows that are not ended, each day once, in order. Refuses not_found.
Outcome<std::vector<Day>> calendar_days(Services& with, std::string_view address);

}  // namespace himthough
