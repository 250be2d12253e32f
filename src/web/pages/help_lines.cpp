#include "web/pages/help_lines.h"

#include <algorithm>
#include <set>

#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

/// What a telephone dials: digits and '+', letters as on its keys ("656-HOPE").
std::string dial(std::string_view number) {
    constexpr std::string_view keys = "22233344455566677778889999";
    std::string digits;
    for (const char c : number) {
        if ((c >= '0' && c <= '9') || c == '+') digits += c;
        else if (c >= 'A' && c <= 'Z') digits += keys[static_cast<std::size_t>(c - 'A')];
    }
    return digits;
}

std::string names_of(const std::vector<std::string>& languages, std::string_view language) {
    std::string names;
    for (const auto& one : languages) names += (names.empty() ? "" : ", ") + language_name(one, language);
    return names;
}

void fill_line(View& country, const HelpLine& line, std::string_view language, Day today) {
    auto& view = country.add("LINE").set("NAME", line.name).set("HOURS", line.hours).set("SOURCE", line.source);
    view.set("VERIFIED", say_day(line.verified, language)).set("VERIFIED_ISO", line.verified.iso());
    view.show("STALE", line.stale(today));
    view.show(line.for_whom == "survivors" ? "FOR_SURVIVORS" : line.for_whom == "worried" ? "FOR_WORRIED" : "FOR_ANYONE");
    if (!line.languages.empty()) view.add("SPOKEN").set("LANGUAGES", names_of(line.languages, language));
    if (!line.phone.empty()) view.add("PHONE").set("NUMBER", line.phone).set("DIAL", dial(line.phone));
    if (!line.text.empty()) view.add("TEXT").set("NUMBER", line.text);
    if (!line.chat.empty()) view.add("CHAT").set("URL", line.chat);
    if (!line.web.empty()) view.add("WEB").set("URL", line.web);
}

std::vector<std::string> countries_in_order(const std::vector<HelpLine>& lines, const Movement* movement, std::string_view language) {
    std::set<std::string> left;
    for (const auto& line : lines) left.insert(line.country);
    std::vector<std::string> order;
    if (movement)
        for (const auto& country : movement->countries)
            if (left.erase(country)) order.push_back(country);
    const bool everywhere = left.erase("");
    std::vector<std::string> others(left.begin(), left.end());
    std::sort(others.begin(), others.end(),
              [&](const auto& a, const auto& b) { return country_name(a, language) < country_name(b, language); });
    order.insert(order.end(), others.begin(), others.end());
    if (everywhere) order.push_back("");
    return order;
}

}  // namespace

void fill_help_lines(const Site& site, View& page, const Place& place, Lines which) {
    const auto today = site.with.clock.today();
    std::vector<HelpLine> lines;
    for (const auto& line : site.help)
        if (which == Lines::all || line.for_whom != "survivors") lines.push_back(line);
    if (lines.empty()) page.show("NO_LINES");
    for (const auto& code : countries_in_order(lines, place.movement, place.language)) {
        auto& country = page.add("COUNTRY");
        country.set("COUNTRY_NAME", code.empty() ? std::string(site.templates.say(place.language, "help.everywhere")) : country_name(code, place.language));
        for (const bool stale : {false, true})
            for (const auto& line : lines)
                if (line.country == code && line.stale(today) == stale) fill_line(country, line, place.language, today);
    }
}

}  // namespace himthough::web::pages
