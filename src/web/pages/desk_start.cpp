#include <fmt/core.h>

#include "acts/reviewer_links.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/qr.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Asked& asked) { return fmt::format("desk/start/{}", asked.id); }

/// Used, ended, or never was: alike.
net::Response gone(Site& site, const Asked& asked) { return sign_in_page(site, asked, 404, "fault.link_gone"); }

net::Response name_and_password(Site& site, const Asked& asked, const Refusal* refusal) {
    const auto link = open_link(site.with, asked.id);
    if (!link) return gone(site, asked);
    auto view = view_for(site, nullptr, asked.language);
    view.set("LINK", asked.id).set("FORM_TOKEN", site.tokens.issue(purpose(asked)));
    const bool reset = link->purpose == LinkPurpose::reset;
    view.show("RESET", reset).set("NAME_VALUE", reset ? std::string_view(link->name) : asked.form["name"]);
    if (!refusal) return personal(site, asked, 200, "desk_start", view);
    view.add(refusal->field == "name" ? "NAME_FAULT" : "PASSWORD_FAULT").set("SAYS", site.templates.say(asked.language, sentence_of(*refusal)));
    const auto status = refusal->why == Why::already_done ? 422 : status_of(refusal->why);
    return personal(site, asked, status, "desk_start", view, after_tries(status));
}

net::Response secret_and_code(Site& site, const Asked& asked, const Enrolment& enrolment, const Refusal* refusal) {
    auto view = view_for(site, nullptr, asked.language);
    view.set("LINK", asked.id).set("FORM_TOKEN", site.tokens.issue(purpose(asked))).set("OPEN", enrolment.sealed);
    const auto picture = qr_picture(enrolment.address);
    view.set("SECRET", enrolment.secret).add("QR").set("QR_SIZE", picture.size).set("QR_PATH", picture.path);
    if (!refusal) return personal(site, asked, 200, "desk_start_code", view);
    view.add("CODE_FAULT").set("SAYS", site.templates.say(asked.language, sentence_of(*refusal)));
    const auto status = status_of(refusal->why);
    return personal(site, asked, status, "desk_start_code", view, after_tries(status));
}

net::Response confirmed(Site& site, const Asked& asked, bool own_form) {
    const Outcome<RecoveryCodes> done = own_form ? confirm_enrolment(site.with, asked.id, asked.form["open"], asked.form["code"])
                                        : himthough::refuse(Why::expired, "code", "fault.expired");
    if (done) {
        auto view = view_for(site, nullptr, asked.language);
        fill_codes(view, *done);
        return personal(site, asked, 200, "desk_new_codes", view.show("STARTED"));
    }
    if (done.error().field == "name") return name_and_password(site, asked, &done.error());
    const auto again = resume_enrolment(site.with, asked.id, asked.form["open"]);
    return again ? secret_and_code(site, asked, *again, &done.error()) : gone(site, asked);
}

}  // namespace

net::Response desk_start_form(Site& site, const Asked& asked) { return name_and_password(site, asked, nullptr); }

net::Response desk_start(Site& site, const Asked& asked) {
    const bool own_form = site.tokens.nonce(asked.form["form_token"], purpose(asked)).has_value();
    if (!asked.form["open"].empty()) return confirmed(site, asked, own_form);
    const Refusal old{Why::expired, "password", "fault.expired"};
    if (!own_form) return name_and_password(site, asked, &old);
    const auto begun = begin_enrolment(site.with, asked.id, asked.form["name"], asked.form["password"]);
    return begun ? secret_and_code(site, asked, *begun, nullptr) : name_and_password(site, asked, &begun.error());
}

}  // namespace himthough::web::pages
