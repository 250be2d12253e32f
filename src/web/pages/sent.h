#pragma once
#include "base/log.h"
#include "store/sql/sql.h"
#include "web/page.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {

/// The form as it was, when this client has done `what` too often lately.
template <class ShowForm>
std::optional<net::Response> slowed_down(Site& site, const Asked& asked, ShowForm form, std::string_view what, Throttle::Rate rate) {
    const auto wait = site.throttle.wait(asked.request.client, what, rate);
    if (!wait) return std::nullopt;
    const Refusal slow{Why::slow_down, "", "fault.slow_down"};
    return form(site, asked, &slow, net::HeaderList{{"Retry-After", std::to_string(wait->count())}});
}

/// What `act` gives: an outcome. Where the database breaks, that it is not to be had just now.
template <class Act>
auto attempt(Act act) -> decltype(act()) {
    try {
        return act();
    } catch (const sql::Broken& trouble) {
        log::error("the database: {}", trouble.what());
        return himthough::refuse(Why::unavailable, "", "fault.unavailable");
    }
}

/// Lets `act` answer, and shows the form again, with everything as it was typed and the reason beside its field, when it refuses or the
/// database does. For what nobody may be kept from: deleting, closing.
/// `form`: (Site&, const Asked&, const Refusal*, HeaderList) → Response.
template <class Form, class Act>
net::Response always_sent(Site& site, const Asked& asked, Form form, Act act) {
    const auto answer = attempt([&]() -> Outcome<net::Response> { return act(); });
    if (answer) return *answer;
    return form(site, asked, &answer.error(), after_a_moment(status_of(answer.error().why)));
}

/// What every form that takes words does: the same, once it is known that this address may send one more.
template <class Form, class Act>
net::Response sent(Site& site, const Asked& asked, Form form, Act act) {
    if (auto slow = slowed_down(site, asked, form, "send", site.posting)) return std::move(*slow);
    return always_sent(site, asked, form, act);
}

}  // namespace himthough::web::pages
