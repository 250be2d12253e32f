#include "acts/acknowledge.h"

#include "acts/checked_words.h"
#include "web/pages/marked.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"
#include "web/pages/vows.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/did-that"; }

Reading reading_of(const Asked& asked) { return acknowledgement_reading(asked.form, known_language(*asked.movement, asked.form["language"])); }

/// The form, empty or as it was typed.
net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    view.set("WORDS_VALUE", typed["words"]);
    if (const auto deed = from_word<Deed>(typed["deed"])) fill_choice(view, "DEED", word_of(*deed));
    view.show("WAS_ASKED", says_was_asked(typed) || came_by_asking(*asked.movement, asked.request.path()));
    fill_vow_fields(site, view, typed, nullptr, asked.language);
    fill_languages(site, view, *asked.movement, typed["language"].empty() ? asked.language : typed["language"]);
    fill_countries(view, *asked.movement, asked.language, typed["country"]);
    fill_form(site, view, view, asked, state, reading_of(asked), "say");
    return personal(site, asked, state.status(), "did_that", view, std::move(more));
}

Outcome<NewAcknowledgement> read(const Site& site, const Asked& asked) {
    const auto& typed = asked.form;
    const auto nonce = site.tokens.nonce(typed["token"], purpose(*asked.movement));
    if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
    return NewAcknowledgement{asked.movement->id, *nonce, from_word<Deed>(typed["deed"]), std::string(typed["words"]),
                              typed_vow(site, asked), std::string(typed["language"]), std::string(typed["country"]), says_was_asked(typed)};
}

}  // namespace

net::Response did_that_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response did_that(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading_of(asked), form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        const auto said = read(site, asked);
        if (!said) return std::unexpected(said.error());
        const auto kept = acknowledge(site.with, *said);
        if (!kept) return std::unexpected(kept.error());
        return saved(site, asked, *kept, said->nonce);
    });
}

}  // namespace himthough::web::pages
