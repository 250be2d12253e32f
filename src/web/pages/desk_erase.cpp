#include <algorithm>

#include "acts/checked_words.h"
#include "acts/erase_movement.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

void fill_pending(View& view, const Ending& ending, std::string_view language) {
    auto& pending = view.add("PENDING").set("ASKED_BY", ending.asked_by).set("DAY", say_day(ending.until, language)).set("DAY_ISO", ending.until.iso());
    pending.show(ending.alone ? "BY_ITSELF" : "WITH_ANOTHER");
    if (!ending.asked_by_me) pending.show("MAY_AGREE");
}

/// `about`: the movement that `refusal` is about.
net::Response erase_page(Site& site, const Asked& asked, const AtDesk& me, const Movement* about = nullptr, const Refusal* refusal = nullptr) {
    const auto found = endings(site.with, me);
    auto view = desk_view(site, asked, me);
    for (const Movement& movement : site.with.movements) {
        auto& one = view.add("MOVEMENT_ITEM").set("MOVEMENT_NAME", movement.text(asked.language).name).set("MOVEMENT_SLUG", movement.slug).set("OF", "-" + movement.slug);
        if (about == &movement && refusal) fill_refusal(site, one, "FAULT", *refusal, asked.language);
        const auto ending = std::ranges::find(found, movement.id, &Ending::movement);
        if (ending == found.end()) one.add("GOES_ON").set("TYPED", about == &movement ? asked.form["slug"] : "");
        else if (ending->ended) one.add("HAS_ENDED").set("DAY", say_day(*ending->ended, asked.language)).set("DAY_ISO", ending->ended->iso());
        else fill_pending(one, *ending, asked.language);
    }
    if (!refusal) return personal(site, asked, 200, "desk_erase", view);
    // The session may do this; what was typed was wrong.
    const auto status = refusal->why == Why::not_allowed ? 422 : status_of(refusal->why);
    return personal(site, asked, status, "desk_erase", view, after_tries(status));
}

template <class Act>
net::Response does(Site& site, const Asked& asked, Act act) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto* movement = movement_called(site.with, asked.form["movement"]);
        if (!movement) return error_answer(site, asked.language, 404);
        const Outcome<Done> done = act(me, movement->id);
        return done ? see_other(site, "/desk/movement/erase") : erase_page(site, asked, me, movement, &done.error());
    });
}

}  // namespace

void fill_endings(Site& site, View& view, const AtDesk& me, std::string_view language) {
    for (const auto& ending : endings(site.with, me)) {
        const auto* movement = find_movement(site.with, ending.movement);
        if (ending.ended || !movement) continue;
        auto& one = view.add("ERASING").set("MOVEMENT_NAME", movement->text(language).name).set("MOVEMENT_SLUG", movement->slug);
        fill_pending(one, ending, language);
    }
}

net::Response desk_erase(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) { return erase_page(site, asked, me); });
}

net::Response desk_ask_erase(Site& site, const Asked& asked) {
    return does(site, asked, [&](const AtDesk& me, MovementId movement) {
        return ask_to_erase(site.with, me, movement, asked.form["slug"], asked.form["password"], asked.form["code"]);
    });
}

net::Response desk_agree_erase(Site& site, const Asked& asked) {
    return does(site, asked, [&](const AtDesk& me, MovementId movement) { return agree_to_erase(site.with, me, movement, asked.form["password"], asked.form["code"]); });
}

net::Response desk_stop_erase(Site& site, const Asked& asked) {
    return does(site, asked, [&](const AtDesk& me, MovementId movement) { return stop_erasing(site.with, me, movement); });
}

}  // namespace himthough::web::pages
