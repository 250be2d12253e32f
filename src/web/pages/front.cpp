#include <algorithm>

#include <unicode/locid.h>
#include <unicode/numberformatter.h>

#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

/// Two significant digits, rounded down; nothing below 100: a counter must not tick when somebody writes.
std::optional<std::int64_t> rough(std::int64_t count) {
    if (count < 100) return std::nullopt;
    std::int64_t unit = 1;
    while (count / unit >= 100) unit *= 10;
    return count / unit * unit;
}

std::string written_out(std::int64_t number, std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    const auto locale = icu::Locale::forLanguageTag(icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), error);
    std::string out;
    icu::number::NumberFormatter::withLocale(locale).formatInt(number, error).toString(error).toUTF8String(out);
    return out;
}

/// "2017-10-15" as a day, "2017-10" as a month, anything else as it stands.
std::string say_when(std::string_view when, std::string_view language) {
    if (const auto day = Day::parse(when)) return say_day(*day, language);
    if (const auto first = Day::parse(std::string(when) + "-01")) return say_month(*first, language);
    return std::string(when);
}

Shown front_of(Site& site, const Place& place, const Movement& movement) {
    auto view = view_for(site, &movement, place.language);
    const auto& text = movement.text(place.language);
    const bool spoken = movement.texts.contains(std::string(place.language));
    view.set("TEXT_LANG", spoken ? place.language : std::string_view(movement.languages.front())).set("QUESTION", text.question);
    fill_paragraphs(view, "ABOUT", text.about);
    fill_paragraphs(view, "ORIGIN", text.origin);
    for (const auto& credit : movement.credits) {
        auto what = credit.what.find(std::string(place.language));
        if (what == credit.what.end()) what = credit.what.begin();
        view.add("CREDIT").set("WHO", credit.who).set("WHEN", say_when(credit.when, place.language)).set("WHAT", what == credit.what.end() ? "" : what->second);
    }
    for (const auto& tag : movement.tags) {
        if (tag.voice == Voice::survivor) view.add("SURVIVOR_TAG").set("TAG", tag.text).set("TAG_LANG", tag.language);
        if (tag.voice == Voice::accountable) view.add("ACCOUNTABLE_TAG").set("TAG", tag.text).set("TAG_LANG", tag.language);
    }
    const auto edition = site.editions.current(movement.id);
    const auto me_too = rough(edition.survivors_said), did_that = rough(edition.accountable_said);
    if (me_too || did_that) {
        auto& counts = view.add("COUNTS");
        if (me_too) counts.add("COUNT_ME_TOO").set("COUNT", written_out(*me_too, place.language));
        if (did_that) counts.add("COUNT_DID_THAT").set("COUNT", written_out(*did_that, place.language));
    }
    return shown(site, place, "front", view);
}

}  // namespace

std::optional<Shown> home(Site& site, const Place& place) {
    const auto goes_on = [](const Movement& movement) { return !movement.ended; };
    if (std::ranges::count_if(site.with.movements, goes_on) == 1) return front_of(site, place, *std::ranges::find_if(site.with.movements, goes_on));
    auto view = view_for(site, nullptr, place.language);
    for (const auto& movement : site.with.movements) {
        if (movement.ended) continue;
        const auto& text = movement.text(place.language);
        view.add("MOVEMENT_ITEM").set("SLUG", movement.slug).set("NAME", text.name).set("QUESTION", text.question);
    }
    return shown(site, place, "movements", view);
}

std::optional<Shown> front(Site& site, const Place& place) { return front_of(site, place, *place.movement); }

}  // namespace himthough::web::pages
