#pragma once
#include "web/page.h"

namespace himthough::web::pages {

/// What every form that takes words does: asks whether this address may send one more, lets `act` answer, and shows the form again,
/// with everything as it was typed and the reason beside its field, when it refuses.
/// `form`: (Site&, const Asked&, const Refusal*, HeaderList) → Response.
template <class Form, class Act>
net::Response sent(Site& site, const Asked& asked, Form form, Act act) {
    if (const auto wait = site.throttle.wait(asked.request.client, "send", site.posting)) {
        const Refusal slow{Why::slow_down, "", "fault.slow_down"};
        return form(site, asked, &slow, net::HeaderList{{"Retry-After", std::to_string(wait->count())}});
    }
    const Outcome<net::Response> answer = act();
    if (answer) return *answer;
    const auto refusal = answer.error();
    return form(site, asked, &refusal, refusal.why == Why::unavailable ? net::HeaderList{{"Retry-After", "30"}} : net::HeaderList{});
}

}  // namespace himthough::web::pages
