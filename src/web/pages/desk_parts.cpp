#include "web/pages/desk_parts.h"

#include <charconv>

#include <fmt/core.h>

namespace himthough::web::pages {
namespace {

std::string purpose(const Asked& asked) { return fmt::format("desk/{}", cookie(asked.request, desk_cookie)); }

}  // namespace

std::string desk_cookie_header(std::string_view value) {
    return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict{}", desk_cookie, value, value.empty() ? "; Max-Age=0" : "");
}

std::optional<AtDesk> at_desk(Site& site, const Asked& asked) {
    auto me = current_reviewer(site.with, cookie(asked.request, desk_cookie));
    if (!me) return std::nullopt;
    return std::move(*me);
}

bool own_desk_form(const Site& site, const Asked& asked) { return site.tokens.nonce(asked.form["form_token"], purpose(asked)).has_value(); }

View desk_view(Site& site, const Asked& asked, const AtDesk& me) {
    auto view = view_for(site, nullptr, asked.language);
    view.set("FORM_TOKEN", site.tokens.issue(purpose(asked))).set("REVIEWER", me.name);
    view.show("MAY_REVIEW", may(me.role, Task::review)).show("MAY_FIGURES", may(me.role, Task::figures)).show("MAY_ORGANISE", may(me.role, Task::organise));
    if (may(me.role, Task::review)) fill_endings(site, view, me, asked.language);
    return view;
}

std::optional<std::int64_t> number_in(std::string_view typed) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    return error == std::errc() && end == typed.data() + typed.size() ? std::optional(number) : std::nullopt;
}

net::Response to_sign_in(const Site& site) { return see_other(site, "/desk/sign-in"); }

}  // namespace himthough::web::pages
