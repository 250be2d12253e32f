#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr std::string_view purpose = "desk/sign-in";
// Of one address. Tries for one name are slowed by the act itself.
constexpr Throttle::Rate signing_in{20, 6};

net::Response refused(Site& site, const Asked& asked, const Refusal& refusal) {
    const auto status = refusal.why == Why::not_allowed ? 422 : status_of(refusal.why);
    return sign_in_page(site, asked, status, sentence_of(refusal), after_tries(status));
}

}  // namespace

net::Response sign_in_page(Site& site, const Asked& asked, int status, std::string_view says, net::HeaderList more) {
    auto view = view_for(site, nullptr, asked.language);
    view.set("FORM_TOKEN", site.tokens.issue(purpose)).set("NAME_VALUE", asked.form["name"]);
    if (!says.empty()) view.add("FAULT").set("SAYS", site.templates.say(asked.language, says));
    return personal(site, asked, status, "desk_sign_in", view, std::move(more));
}

net::Response desk_sign_in_form(Site& site, const Asked& asked) { return sign_in_page(site, asked, 200, ""); }

net::Response desk_sign_in(Site& site, const Asked& asked) {
    const auto& form = asked.form;
    if (!site.tokens.nonce(form["form_token"], purpose)) return refused(site, asked, {Why::expired, "", "fault.expired"});
    if (site.throttle.wait(asked.request.client, "sign in", signing_in)) return refused(site, asked, {Why::slow_down, "", "fault.sign_in_wait"});
    const auto given = sign_in(site.with, {.name = form["name"], .password = form["password"], .code = form["code"],
                                           .old_cookie = cookie(asked.request, desk_cookie)});
    if (!given) return refused(site, asked, given.error());
    return see_other(site, "/desk", {{"Set-Cookie", desk_cookie_header(*given)}});
}

net::Response desk_sign_out(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk&) {
        if (const auto out = sign_out(site.with, cookie(asked.request, desk_cookie)); !out)
            return error_answer(site, asked.language, status_of(out.error().why), {{"Retry-After", "30"}});
        return see_other(site, "/desk/sign-in", {{"Set-Cookie", desk_cookie_header("")}});
    });
}

}  // namespace himthough::web::pages
