#include <sstream>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "acts/take_along.h"
#include "web/movement_file.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

/// An organiser takes a file of a movement along.
namespace himthough::web::pages {
namespace {

net::Response export_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    auto view = desk_view(site, asked, me);
    view.set("MOST", most_taken_along);
    for (const auto& movement : site.with.movements) view.add("SLUGS").set("SLUG", movement.slug).show("CHOSEN", movement.slug == asked.form["movement"]);
    if (!refusal) return personal(site, asked, 200, "desk_export", view);
    fill_refusal(site, view, "FAULT", *refusal, asked.language);
    // The session may do this; what was typed was wrong.
    const auto status = refusal->why == Why::not_allowed ? 422 : status_of(refusal->why);
    return personal(site, asked, status, "desk_export", view, after_tries(status));
}

}  // namespace

net::Response desk_export(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) { return export_page(site, asked, me, nullptr); });
}

net::Response desk_take_export(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto* movement = movement_called(site.with, asked.form["movement"]);
        if (!movement) return error_answer(site, asked.language, 404);
        const auto may_go = take_along(site.with, me, movement->id, asked.form["password"], asked.form["code"]);
        if (!may_go) return export_page(site, asked, me, &may_go.error());
        const auto today = site.with.clock.today();
        std::ostringstream file;
        site.with.store.read([&](store::Transaction& tx) {
            write_movement(file, tx, movement->id, movement->slug, site.with.ids, today);
            return true;
        });
        auto headers = security_headers(site);
        headers.emplace_back("Content-Type", "application/json; charset=utf-8");
        headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"himthough-{}-{}.json\"", movement->slug, today.iso()));
        headers.emplace_back("Cache-Control", "no-store");
        return net::make_response(200, headers, std::move(file).str());
    });
}

}  // namespace himthough::web::pages
