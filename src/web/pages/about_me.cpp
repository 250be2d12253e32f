#include "acts/about_me.h"
#include "web/pages/marked.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/about-me"; }

/// Names are theirs to write here; only where the guard stops, that is said.
Reading reading() { return {{"words"}, false, ""}; }

/// The page of this movement that an address names, as browsers show it, with or without what stands before the path. Nothing else.
Outcome<std::optional<ContributionId>> read_address(const Site& site, const Asked& asked) {
    auto typed = asked.form["address"];
    if (typed.empty()) return std::nullopt;
    for (const std::string_view host : {std::string_view(site.public_address), std::string_view(site.served_at)})
        if (!host.empty() && typed.starts_with(host)) {
            typed.remove_prefix(host.size());
            break;
        }
    const auto before = "/" + asked.movement->slug + "/c/";
    const auto id = typed.starts_with(before) ? site.with.ids.read(IdKind::contribution, typed.substr(before.size())) : std::nullopt;
    if (!id) return himthough::refuse(Why::unreadable, "address", "fault.about_me_address");
    return id;
}

net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    view.set("WORDS_VALUE", typed["words"]).set("ADDRESS_VALUE", typed["address"]);
    view.set("ADDRESS_BEGINS", site.served_at + "/" + asked.movement->slug + "/c/");
    if (const auto wish = wish_from_word(typed["wish"])) fill_choice(view, "WISH", word_of(*wish));
    fill_form(site, view, view, asked, state, reading(), "say");
    return personal(site, asked, state.status(), "about_me", view, std::move(more));
}

}  // namespace

net::Response about_me_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response about_me(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading(), form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        const auto nonce = site.tokens.nonce(asked.form["token"], purpose(*asked.movement));
        if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
        const auto address = read_address(site, asked);
        if (!address) return std::unexpected(address.error());
        const auto receipt = ask_about_me(site.with, {asked.movement->id, *nonce, std::string(asked.form["words"]), std::string(asked.form["wish"]), *address});
        if (!receipt) return std::unexpected(receipt.error());
        return saved_as(site, asked, *receipt, "ASKED_ABOUT_ME", *nonce);
    });
}

}  // namespace himthough::web::pages
