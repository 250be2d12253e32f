#include "web/pages/slow.h"

#include <algorithm>

#include "net/addresses.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr std::size_t bytes_of_site = 6;   // of the 16 of an IPv6 address: the /48 that one customer may be given

std::string whole_site_of(std::string_view client) {
    auto address = net::Address::parse(client);
    if (!address) return std::string(client);
    if (!address->is_v4()) std::fill(address->bytes.begin() + bytes_of_site, address->bytes.end(), std::uint8_t{0});
    return address->text();
}

}  // namespace

std::optional<std::chrono::seconds> left_to_wait(const Site& site, const Movement& movement, std::chrono::seconds age) {
    if (!site.with.lanes.slow(movement.id) || age >= site.slow_wait) return std::nullopt;
    return std::min(site.slow_wait - age, site.slow_wait);   // not longer for a clock that was set back
}

void fill_token(const Site& site, const Asked& asked, View& page, const Movement& movement, std::string_view purpose, const Refusal* refusal) {
    const auto token = asked.form["token"];
    page.set("TOKEN", refusal && refusal->why == Why::expired ? site.tokens.issue(purpose) : site.tokens.again(token, purpose));
    const auto issued = refusal && refusal->says == slow_lane_fault ? site.tokens.issued(token, purpose) : std::nullopt;
    const auto left = issued ? left_to_wait(site, movement, issued->age) : std::nullopt;
    if (left) page.add("WAIT").set("SECONDS", left->count());
}

void tell_lane(Site& site, const Asked& asked, const Movement& movement) {
    if (!site.throttle.wait(whole_site_of(asked.request.client), "lane", site.posting)) site.with.lanes.came(movement.id);
}

std::optional<net::Response> waits_first(Site& site, const Asked& asked, const std::string& path, std::string_view is) {
    const auto token = asked.form["token"];
    const auto issued = site.tokens.issued(token, path);
    if (!issued && !site.tokens.is_of_page(token, path)) return see_other(site, path);
    const auto left = left_to_wait(site, *asked.movement, issued ? issued->age : std::chrono::seconds(0));
    if (!left) return std::nullopt;
    auto view = view_for(site, asked.movement, asked.language);
    view.set("TOKEN", site.tokens.again(token, path)).set("ACTION", asked.request.path()).set("SECONDS", left->count());
    view.show(is).show("WAS_ASKED", says_was_asked(asked.form));
    return personal(site, asked, status_of(Why::slow_down), "wait", view, {{"Retry-After", std::to_string(left->count())}});
}

}  // namespace himthough::web::pages
