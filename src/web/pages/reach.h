#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/html.h"
#include "reach/course.h"
#include "web/page.h"

namespace himthough::web::pages {

/// What is known of a movement's reach: what was released, and what archives of other networks say.
struct ReachFigures {
    const reach::Released& released;
    reach::Released::Series days;                    ///< of table A
    std::map<Day, std::int64_t> imported;            ///< uses by day
    std::int64_t imported_files = 0;
    std::optional<reach::Course> beside;             ///< another movement of this server, with the most days
    std::string beside_name;
};
ReachFigures reach_figures(const Site&, const Place&);

/// The newest day on which one of them was released.
Day last_released(const reach::Released::Series&);
/// One picture and the numbers in it.
struct Drawn {
    Html svg;
    std::vector<std::string> head;                   ///< of the table's columns
    std::vector<std::vector<std::string>> rows;      ///< each begins with what it is of
    Day from{}, through{}, released{};                   ///< the first and the last day in it; when the newest of it was released
};
struct Picture {
    std::string_view name;                           ///< in paths, and in the texts: reach_picture.NAME
    int height;                                      ///< where it is 680 wide
};
/// Those that have something to show, in the order of the page.
std::vector<Picture> reach_pictures(const ReachFigures&);
/// Nothing: there is none of that name, or it has nothing to show. `narrow`: for a telephone.
std::optional<Drawn> draw_reach(const Site&, const Place&, const ReachFigures&, std::string_view name, bool narrow);

/// Of "voices": its page; of "voices.svg", "voices-narrow.svg" and "voices.png": the picture alone. Nothing: there is none.
std::optional<Shown> reach_figure(Site&, const Place&);

}  // namespace himthough::web::pages
