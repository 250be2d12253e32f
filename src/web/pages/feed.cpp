#include "store/wall.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr std::int64_t in_a_feed = 40;

std::string_view title_of(const Site& site, const Contribution& said, std::string_view language) {
    switch (said.voice) {
        case Voice::survivor: return site.templates.say(language, "voice.me_too");
        case Voice::accountable: return site.templates.say(language, said.pledge ? "pledge.stands" : "deed." + std::string(word_of(said.deed.value())));
        case Voice::caller: return site.templates.say(language, "voice.call");
        case Voice::ally: break;   // stands on no wall
    }
    return "";
}

std::optional<Shown> feed(Site& site, const Place& place, Voice voice, std::string_view is) {
    const auto& movement = *place.movement;
    const auto said = site.with.store.read([&](store::Transaction& tx) {
        const auto last = store::last_place(tx, movement.id, voice);
        return store::on_places(tx, movement.id, voice, last - in_a_feed + 1, last);
    });
    auto view = view_for(site, &movement, place.language);
    view.show(is).set("ADDRESS", site.public_address).set("SELF", place.path);
    // The newest day that stands in the feed, not when it was made: a feed tells no time finer than a day.
    Day updated = Day::parse("2017-10-15").value();
    for (const auto& one : said) {
        auto& entry = view.add("ENTRY");
        fill_contribution(site, entry, movement, one, place.language);
        entry.set("TITLE", title_of(site, one, place.language));
        if (one.pledge && one.vow) entry.set("WORDS", one.words + "\n" + one.vow->action);
        if (one.note.empty()) entry.show("OPEN");   // what stands behind a note is for the page, where a reader opens it
        updated = std::max(updated, shown_day(movement, one));
    }
    view.set("UPDATED", updated.iso());
    return Shown{site.templates.page("feed.xml", place.language, view), "application/atom+xml; charset=utf-8"};
}

}  // namespace

std::optional<Shown> wall_feed(Site& site, const Place& place) { return feed(site, place, Voice::survivor, "IS_WALL"); }
std::optional<Shown> accountable_feed(Site& site, const Place& place) { return feed(site, place, Voice::accountable, "IS_ACCOUNTABLE"); }
std::optional<Shown> calls_feed(Site& site, const Place& place) { return feed(site, place, Voice::caller, "IS_CALLS"); }

}  // namespace himthough::web::pages
