#include "web/pages/help_lines.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

const Reflection& reflection_in(const Site& site, std::string_view language) {
    const auto found = site.reflections.find(language);
    return found == site.reflections.end() ? site.reflections.at("en") : found->second;
}

void fill_situation(View& part, const Situation& situation) {
    auto& view = part.add("SITUATION").set("ID", situation.id).set("QUESTION", situation.question);
    int number = 0;
    for (const auto& line : situation.recognise) view.add("RECOGNISE").set("NUMBER", ++number).set("SAID", line);
    fill_paragraphs(view, "MEANS", situation.means);
    for (const auto& line : situation.now) view.add("NOW").set("SAID", line);
    view.show("SERIOUS", situation.serious);
}

}  // namespace

// The same page for everybody, rendered ahead: what somebody does on it never reaches the server.
std::optional<Shown> reflect(Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    const auto& reflection = reflection_in(site, place.language);
    view.set("TEXT_LANG", reflection.language).set("TITLE", reflection.title).set("LEAD", reflection.lead);
    view.show("WAS_ASKED", came_by_asking(*place.movement, place.path));
    fill_paragraphs(view, "INTRO", reflection.intro);
    for (const auto& part : reflection.parts) {
        auto& shown_part = view.add("PART").set("PART_TITLE", part.title);
        for (const auto& situation : part.situations) fill_situation(shown_part, situation);
    }
    return shown(site, place, "reflect", view);
}

std::optional<Shown> reflect_serious(Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    const auto& reflection = reflection_in(site, place.language);
    view.set("TEXT_LANG", reflection.language).set("TITLE", reflection.serious_title).set("LEAD", reflection.serious_lead);
    for (const auto& part : reflection.serious) {
        auto& shown_part = view.add("PART").set("PART_TITLE", part.title);
        fill_paragraphs(shown_part, "SAYS", part.text);
        if (part.points.empty()) continue;
        auto& points = shown_part.add("POINTS");
        for (const auto& point : part.points) points.add("POINT").set("SAID", point);
    }
    fill_help_lines(site, view, place, Lines::not_for_survivors_alone);
    return shown(site, place, "reflect_serious", view);
}

}  // namespace himthough::web::pages
