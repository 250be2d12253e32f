#include "acts/say_me_too.h"

#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/me-too"; }

/// The form, empty or as it was typed.
net::Response form(Site& site, const Asked& asked, const Refusal* refusal, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    view.set("TOKEN", site.tokens.issue(purpose(*asked.movement))).set("PAGE_LANGUAGE", asked.language);
    view.set("WORDS_VALUE", typed["words"]).set("NOTE_VALUE", typed["note"]);
    fill_choice(view, "AUDIENCE", word_of(from_word<Audience>(typed["audience"]).value_or(Audience::everyone)));
    fill_choice(view, "ANSWERS", word_of(from_word<Answers>(typed["answers"]).value_or(Answers::nobody)));
    fill_languages(site, view, *asked.movement, typed["language"].empty() ? asked.language : typed["language"]);
    if (!refusal) return personal(site, asked, 200, "me_too", view, std::move(more));
    fill_fault(site, view, view, *refusal, asked.language);
    for (const auto field : {"words", "note"}) fill_findings(site, view, field, typed[field], asked.language);
    return personal(site, asked, status_of(refusal->why), "me_too", view, std::move(more));
}

Outcome<NewMeToo> read(const Site& site, const Asked& asked) {
    const auto& typed = asked.form;
    const auto nonce = site.tokens.nonce(typed["token"], purpose(*asked.movement));
    if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
    const auto audience = from_word<Audience>(typed["audience"]);
    if (!audience) return himthough::refuse(Why::unreadable, "audience", "fault.choose");
    const auto answers = from_word<Answers>(typed["answers"]);
    if (!answers) return himthough::refuse(Why::unreadable, "answers", "fault.choose");
    return NewMeToo{asked.movement->id, *nonce, std::string(typed["words"]), std::string(typed["note"]), std::string(typed["language"]),
                    *audience, *answers};
}

}  // namespace

net::Response me_too_form(Site& site, const Asked& asked) { return form(site, asked, nullptr); }

net::Response me_too(Site& site, const Asked& asked) {
    return sent(site, asked, form, [&]() -> Outcome<net::Response> {
        const auto said = read(site, asked);
        if (!said) return std::unexpected(said.error());
        const auto kept = say_me_too(site.with, *said);
        if (!kept) return std::unexpected(kept.error());
        return saved(site, asked, *kept, said->nonce);
    });
}

}  // namespace himthough::web::pages
