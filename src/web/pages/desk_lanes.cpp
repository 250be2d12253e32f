#include <fmt/chrono.h>

#include "acts/checked_words.h"
#include "acts/slow_lane.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

/// Back to the queue: with what the act refused on it, or anew.
net::Response back(Site& site, const Asked& asked, const AtDesk& me, const Outcome<Done>& done) {
    if (!done) return desk_queue_page(site, asked, me, &done.error());
    return see_other(site, "/desk");
}

}  // namespace

void fill_lanes(Site& site, View& view, const AtDesk& me, std::string_view language) {
    for (const Movement& movement : site.with.movements) {
        if (movement.ended) continue;
        auto& one = view.add("LANE").set("MOVEMENT_NAME", movement.text(language).name).set("MOVEMENT_SLUG", movement.slug);
        if (const auto held = held_of(site.with, movement.id); held > 0) one.add("HELD").set("COUNT", held);
        const auto lane = site.with.lanes.lane(movement.id);
        const bool may_choose = may(me.role, Task::organise);
        if (!lane.slow) {
            one.add("USUAL_LANE").show("CHOICE", may_choose);
            continue;
        }
        auto& slow = one.add("SLOW_LANE").set("SINCE_DAY", say_day(Day(std::chrono::floor<std::chrono::days>(lane.since)), language));
        slow.set("SINCE_HOUR", fmt::format("{:%H}:00 UTC", lane.since));
        slow.show(!lane.why ? "CHOSEN" : *lane.why == SurgeWhy::rates ? "RATES" : "ALIKE");
        if (may_choose) slow.add("CHOICE").show("BY_ITSELF", !lane.said);
    }
}

net::Response desk_lane(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto* movement = movement_called(site.with, asked.form["movement"]);
        const auto lane = asked.form["lane"];
        if (!movement || (lane != "slow" && lane != "usual")) return error_answer(site, asked.language, 400);
        return back(site, asked, me, choose_lane(site.with, me, movement->id, lane == "slow"));
    });
}

net::Response desk_held(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto* movement = movement_called(site.with, asked.form["movement"]);
        const auto decision = asked.form["decision"];
        const auto shown = number_in(asked.form["shown"]);
        if (!movement || !shown || (decision != "count" && decision != "leave")) return error_answer(site, asked.language, 400);
        return back(site, asked, me, decide_held(site.with, me, movement->id, decision == "count", *shown));
    });
}

}  // namespace himthough::web::pages
