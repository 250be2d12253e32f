// "Somebody who trusts you asks for ten minutes": one link for everybody, on paper too, and the end of looking back.
#include "acts/count_reflection.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/slow.h"
#include "web/qr.h"

namespace himthough::web::pages {
namespace {

View poster_view(const Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    const auto address = address_that_asks(site, *place.movement);
    const auto picture = qr_picture(address);
    view.set("ADDRESS", address).set("QR_SIZE", picture.size).set("QR_PATH", picture.path);
    constexpr int line = 5;   // room for the words below the code
    return std::move(view.set("HEIGHT", picture.size + line).set("BASELINE", picture.size + 1));
}

std::string path_of_count(const Movement& movement) { return "/" + movement.slug + "/reflected"; }

View reflected_view(const Site& site, const Movement& movement, std::string_view language) {
    auto view = view_for(site, &movement, language);
    view.set("TOKEN", site.tokens.of_page(path_of_count(movement)));
    return view;
}

}  // namespace

std::optional<Shown> ask(Site& site, const Place& place) {
    return shown(site, place, "ask", view_for(site, place.movement, place.language));
}

std::optional<Shown> poster(Site& site, const Place& place) { return shown(site, place, "poster", poster_view(site, place)); }

std::optional<Shown> poster_picture(Site& site, const Place& place) {
    return Shown{site.templates.page("poster.xml", place.language, poster_view(site, place)), "image/svg+xml; charset=utf-8"};
}

std::optional<Shown> reflected(Site& site, const Place& place) {
    auto view = reflected_view(site, *place.movement, place.language);
    view.show("MAY_COUNT").show("WAS_ASKED", came_by_asking(*place.movement, place.path));
    return shown(site, place, "reflected", view);
}

net::Response count_me(Site& site, const Asked& asked) {
    const auto path = path_of_count(*asked.movement);
    if (auto first = waits_first(site, asked, path, "COUNT")) return std::move(*first);
    if (site.throttle.first_time(asked.request.client, path)) {
        tell_lane(site, asked, *asked.movement);
        const auto done = count_reflection(site.with, asked.movement->id, says_was_asked(asked.form));
        if (!done) return error_answer(site, asked.language, status_of(done.error().why));
    }
    auto view = reflected_view(site, *asked.movement, asked.language);
    view.show(site.with.lanes.slow(asked.movement->id) ? "COUNTED_HELD" : "COUNTED");
    return personal(site, asked, 200, "reflected", view);
}

}  // namespace himthough::web::pages
