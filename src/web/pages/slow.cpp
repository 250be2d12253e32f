#include "web/pages/slow.h"

#include <algorithm>

#include "web/pages/parts.h"

namespace himthough::web::pages {

std::optional<std::chrono::seconds> left_to_wait(const Site& site, const Movement& movement, std::chrono::seconds age) {
    if (!site.with.lanes.slow(movement.id) || age >= site.slow_wait) return std::nullopt;
    return std::min(site.slow_wait - age, site.slow_wait);   // not longer for a clock that was set back
}

std::string token_for(const Site& site, const Asked& asked, std::string_view purpose, const Refusal* refusal) {
    return refusal && refusal->why == Why::expired ? site.tokens.issue(purpose) : site.tokens.again(asked.form["token"], purpose);
}

void tell_lane(Site& site, const Asked& asked, const Movement& movement) {
    if (!site.throttle.wait(asked.request.client, "lane", site.posting)) site.with.lanes.came(movement.id);
}

std::optional<net::Response> waits_first(Site& site, const Asked& asked, const std::string& path, std::string_view is) {
    const auto token = asked.form["token"];
    const auto issued = site.tokens.issued(token, path);
    if (!issued && !site.tokens.is_of_page(token, path)) return see_other(site, path);
    const auto left = left_to_wait(site, *asked.movement, issued ? issued->age : std::chrono::seconds(0));
    if (!left) return std::nullopt;
    tell_lane(site, asked, *asked.movement);
    auto view = view_for(site, asked.movement, asked.language);
    view.set("TOKEN", site.tokens.again(token, path)).set("ACTION", asked.request.path()).set("SECONDS", left->count());
    view.show(is).show("WAS_ASKED", says_was_asked(asked.form));
    return personal(site, asked, status_of(Why::slow_down), "wait", view, {{"Retry-After", std::to_string(left->count())}});
}

}  // namespace himthough::web::pages
