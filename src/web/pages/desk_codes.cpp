#include "acts/recovery_codes.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

net::Response codes_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    auto view = desk_view(site, asked, me);
    view.set("LEFT", recovery_codes_left(site.with, me));
    if (!refusal) return personal(site, asked, 200, "desk_codes", view);
    fill_refusal(site, view, "FAULT", *refusal, asked.language);
    // The session may do this; what was typed was wrong.
    const auto status = refusal->why == Why::not_allowed ? 422 : status_of(refusal->why);
    return personal(site, asked, status, "desk_codes", view, after_tries(status));
}

}  // namespace

void fill_codes(View& view, const RecoveryCodes& codes) {
    for (const auto& code : codes) view.add("RECOVERY_CODE").set("RECOVERY", code);
}

net::Response desk_codes(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk& me) { return codes_page(site, asked, me, nullptr); });
}

net::Response desk_make_codes(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk& me) {
        const auto codes = make_recovery_codes(site.with, me, asked.form["password"], asked.form["code"]);
        if (!codes) return codes_page(site, asked, me, &codes.error());
        auto view = desk_view(site, asked, me);
        fill_codes(view, *codes);
        view.show("AT_DESK");
        return personal(site, asked, 200, "desk_new_codes", view);
    });
}

}  // namespace himthough::web::pages
