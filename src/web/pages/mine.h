#pragma once
#include <optional>

#include "acts/my_words.h"
#include "base/outcome.h"
#include "web/page.h"

/// What the pages of one's own words share (mine.cpp, mine_files.cpp).
namespace himthough::web::pages {

/// A form about opened words carries what was opened, or asks for the nine words once more.
Outcome<Opened> opened_by(Site&, const Asked&);
/// The page that asks for the nine words, alone or with why it asks. Typed wrong, unknown, deleted: all answer alike.
net::Response nine_words(Site&, const Asked&, const Refusal*);
/// The same for what nothing opens (any more).
inline constexpr Refusal unknown_receipt{Why::not_found, "receipt", "fault.receipt_unknown"};

/// What the page of opened words says just now, once.
struct Told {
    bool changed = false;
    const Refusal* refusal = nullptr;
    std::string link{};                 ///< for a witness ...
    ContributionId link_on = 0;         ///< ... of the vow that this carries
    std::string feed{};                 ///< the address of one's calendar
};
/// All that the nine words opened, with the forms that change it; asks for them anew when nothing is left.
net::Response opened_page(Site&, const Asked&, const Opened&, const Told& told = {});
/// The calendar that fetches the days of one's vows, where there are any: CALENDAR, with NO_FEED or FEED_OPEN, NEW_FEED.
void fill_calendar(Site&, View& page, const Opened&, const MyWords&, const Told&);

}  // namespace himthough::web::pages
