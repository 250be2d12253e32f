#include "acts/call_in.h"

#include "acts/checked_words.h"
#include "web/pages/marked.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/call"; }

Reading reading() { return {{"words"}, true, ""}; }

/// The form, empty or as it was typed.
net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    view.set("WORDS_VALUE", typed["words"]);
    fill_languages(site, view, *asked.movement, typed["language"].empty() ? asked.language : typed["language"]);
    fill_countries(view, *asked.movement, asked.language, typed["country"]);
    fill_form(site, view, view, asked, state, reading(), "say");
    return personal(site, asked, state.status(), "call", view, std::move(more));
}

Outcome<NewCall> read(const Site& site, const Asked& asked) {
    const auto nonce = site.tokens.nonce(asked.form["token"], purpose(*asked.movement));
    if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
    return NewCall{asked.movement->id, *nonce, std::string(asked.form["words"]), std::string(asked.form["language"]), std::string(asked.form["country"])};
}

}  // namespace

net::Response call_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response call(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading(), form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        const auto said = read(site, asked);
        if (!said) return std::unexpected(said.error());
        const auto kept = call_in(site.with, *said);
        if (!kept) return std::unexpected(kept.error());
        return saved(site, asked, *kept, said->nonce);
    });
}

}  // namespace himthough::web::pages
