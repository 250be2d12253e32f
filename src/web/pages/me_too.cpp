#include "acts/say_me_too.h"

#include "web/pages/marked.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/me-too"; }

/// Nobody asks about words that nobody else reads, and the note goes with the words.
Reading reading_of(const Form& typed) {
    return {{"words", "note"}, !typed["words"].empty() && typed["audience"] != word_of(Audience::only_me), ""};
}

/// The form, empty or as it was typed.
net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    view.set("PAGE_LANGUAGE", asked.language);
    view.set("WORDS_VALUE", typed["words"]).set("NOTE_VALUE", typed["note"]);
    view.show("NO_WORDS", typed["words"].empty());
    fill_choice(view, "AUDIENCE", word_of(from_word<Audience>(typed["audience"]).value_or(Audience::everyone)));
    fill_choice(view, "ANSWERS", word_of(from_word<Answers>(typed["answers"]).value_or(Answers::nobody)));
    fill_languages(site, view, *asked.movement, typed["language"].empty() ? asked.language : typed["language"]);
    fill_countries(view, *asked.movement, asked.language, typed["country"]);
    fill_form(site, view, view, asked, state, reading_of(typed), "say");
    return personal(site, asked, state.status(), "me_too", view, std::move(more));
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
                    std::string(typed["country"]), *audience, *answers};
}

}  // namespace

net::Response me_too_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response me_too(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading_of(asked.form), form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        const auto said = read(site, asked);
        if (!said) return std::unexpected(said.error());
        const auto kept = say_me_too(site.with, *said);
        if (!kept) return std::unexpected(kept.error());
        return saved(site, asked, *kept, said->nonce);
    });
}

}  // namespace himthough::web::pages
