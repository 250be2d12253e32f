#include "web/pages/stand_ins.h"

#include <boost/json/object.hpp>

#include "base/text.h"
#include "store/stand_ins.h"

namespace himthough::web::pages {
namespace {

std::vector<Stretch> kept(const Site& site, const Contribution& said) {
    return site.with.store.read([&](store::Transaction& tx) { return store::stand_ins_in(tx, said.id); });
}

constexpr std::string_view section_of(Part part) {
    switch (part) {
        case Part::words: return "WORDS_TEXT";
        case Part::note: return "NOTE_TEXT";
        case Part::vow: return "VOW_TEXT";
        case Part::shows: return "SHOWS_TEXT";
    }
    return "";
}

}  // namespace

void fill_stand_ins(const Site& site, View& thing, const Contribution& said) {
    const auto places = kept(site, said);
    for (const auto part : parts_of_a_contribution) {
        const auto* whole = text_of(said, part);
        if (!whole) continue;
        const std::string_view text = *whole;
        auto& shown = thing.add(section_of(part)).set("WORDS_LANG", said.language);
        std::size_t at = 0;
        for (const auto& place : places) {
            if (place.part != part || place.begin < at || !lies_in(place, text)) continue;
            shown.add("PIECE").set("BEFORE", text.substr(at, place.begin - at)).set("MARKED", text.substr(place.begin, place.end - place.begin));
            thing.show("REPLACED");
            at = place.end;
        }
        shown.set("AFTER", text.substr(at));
    }
}

boost::json::array export_stand_ins(const Site& site, const Contribution& said) {
    boost::json::array all;
    for (const auto& place : kept(site, said)) {
        const auto* text = text_of(said, place.part);
        if (!text || !lies_in(place, *text)) continue;
        const auto before = std::string_view(*text).substr(0, place.begin), stands = std::string_view(*text).substr(place.begin, place.end - place.begin);
        all.push_back(boost::json::object{{"in", word_of(place.part)}, {"after", code_points(before)}, {"stands", stands}});
    }
    return all;
}

}  // namespace himthough::web::pages
