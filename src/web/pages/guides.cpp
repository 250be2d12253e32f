#include "web/pages/pages.h"

namespace himthough::web::pages {
namespace {

/// In the page's language, else in English; and which it is.
std::pair<std::string_view, const Guide&> guide_in(const GuideLanguages& languages, std::string_view language) {
    const auto found = languages.find(language);
    return found == languages.end() ? std::pair<std::string_view, const Guide&>("en", languages.at("en")) : std::pair<std::string_view, const Guide&>(found->first, found->second);
}

void fill_block(View& part, const GuideBlock& block) {
    auto& view = part.add("BLOCK");
    if (!block.list) {
        view.add("SAYS").set("PARAGRAPH", block.texts.front());
        return;
    }
    auto& points = view.add("POINTS");
    for (const auto& text : block.texts) points.add("POINT").set("SAID", text);
}

}  // namespace

std::vector<std::string_view> guide_names(const Site& site) {
    std::vector<std::string_view> names;
    for (const auto& [name, languages] : site.guides) names.push_back(name);
    return names;
}

std::optional<Shown> guides(Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    for (const auto& [name, languages] : site.guides) {
        const auto& [language, guide] = guide_in(languages, place.language);
        view.add("GUIDE").set("NAME", name).set("TEXT_LANG", language).set("TITLE", guide.title).set("LEAD", guide.lead);
    }
    return shown(site, place, "guides", view);
}

std::optional<Shown> guide(Site& site, const Place& place) {
    const auto found = site.guides.find(place.id);
    if (found == site.guides.end()) return std::nullopt;
    const auto& [language, guide] = guide_in(found->second, place.language);
    auto view = view_for(site, place.movement, place.language);
    view.set("TEXT_LANG", language).set("TITLE", guide.title).set("LEAD", guide.lead);
    for (const auto& part : guide.parts) {
        auto& shown_part = view.add("PART");
        if (!part.title.empty()) shown_part.add("HEADED").set("PART_TITLE", part.title);
        for (const auto& block : part.blocks) fill_block(shown_part, block);
    }
    return shown(site, place, "guide", view);
}

}  // namespace himthough::web::pages
