#include "web/pages/help_lines.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

std::optional<Shown> plain(Site& site, const Place& place, std::string_view name) {
    return shown(site, place, name, view_for(site, place.movement, place.language));
}

}  // namespace

std::optional<Shown> help(Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    fill_help_lines(site, view, place, Lines::all);
    return shown(site, place, "help", view);
}

std::optional<Shown> him_though(Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    view.set("TEXT_LANG", place.movement->texts.contains(std::string(place.language)) ? place.language : std::string_view(place.movement->languages.front()));
    fill_paragraphs(view, "HIM_THOUGH", place.movement->text(place.language).him_though);
    view.set("ADDRESS", address_that_asks(site, *place.movement));
    return shown(site, place, "him_though", view);
}

std::optional<Shown> rules(Site& site, const Place& place) { return plain(site, place, "rules"); }
std::optional<Shown> keeps(Site& site, const Place& place) { return plain(site, place, "keeps"); }
std::optional<Shown> leave_about(Site& site, const Place& place) { return plain(site, place, "leave_about"); }

}  // namespace himthough::web::pages
