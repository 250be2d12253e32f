#include "web/pages/pledge.h"

#include <fmt/core.h>

#include "acts/pledge.h"
#include "web/pages/marked.h"
#include "web/pages/mine.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"
#include "web/pages/vows.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/pledge"; }
std::string joining(const Movement& movement) { return movement.slug + "/together"; }

Reading reading_of() { return {{"words", "vow_action", "vow_shows"}, true, ""}; }

/// The form, empty or as it was typed.
net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    view.set("WORDS_VALUE", typed["words"]).set("NEEDS_VALUE", typed["needs"]);
    fill_vow_fields(site, view, typed, nullptr, asked.language);
    fill_languages(site, view, *asked.movement, typed["language"].empty() ? asked.language : typed["language"]);
    fill_form(site, view, view, asked, state, reading_of(), "say");
    return personal(site, asked, state.status(), "pledge", view, std::move(more));
}

/// What the link leads to, for whoever is asked to join.
net::Response together_page(Site& site, const Asked& asked, const Contribution& pledge, const Refusal* refusal, net::HeaderList more = {}) {
    auto view = view_for(site, nullptr, asked.language);
    const auto* movement = find_movement(site.with, pledge.movement);
    if (!movement || !pledge.vow) return error_answer(site, asked.language, 404);
    if (!may_be_joined(pledge.state)) {
        view.show("NOT_READY");
    } else if (site.with.clock.today() >= pledge.vow->due) {
        view.show("OVER");
    } else {
        if (refusal) fill_fault(site, view, view, *refusal, asked.language);
        fill_token(site, asked, view, *movement, joining(*movement), refusal);
        auto& ready = view.add("READY").set("LINK", asked.id);
        fill_pledge(site, ready, pledge, asked.language);
    }
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "together", view, std::move(more));
}

}  // namespace

void fill_link(const Site& site, View& view, std::string_view link) { view.set("ADDRESS", fmt::format("{}/together/{}", site.served_at, link)); }

void fill_pledge(const Site& site, View& view, const Contribution& pledge, std::string_view language) {
    const auto& vow = pledge.vow.value();
    view.set("WHO", pledge.words).set("WORDS_LANG", pledge.language).set("VOW_ACTION", vow.action).set("VOW_SHOWS", vow.shows);
    view.set("VOW_DAY", say_day(vow.due, language)).set("VOW_DAY_ISO", vow.due.iso()).set("NEEDS", pledge.pledge.value().needs);
    if (vow.repeats != Repeats::once) view.add("REPEATS").set("EVERY", site.templates.say(language, fmt::format("vow_repeats.{}", word_of(vow.repeats))));
}

bool fill_joined(const Site& site, View& page, const Opened& opened, std::string_view language) {
    const auto pledge = joined_by(site.with, opened);
    if (pledge) fill_pledge(site, page.add("JOINED"), *pledge, language);
    return pledge.has_value();
}

net::Response pledge_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response pledge(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading_of(), form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        const auto& typed = asked.form;
        const auto nonce = site.tokens.nonce(typed["token"], purpose(*asked.movement));
        if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
        const auto made = make_pledge(site.with, {asked.movement->id, *nonce, std::string(typed["words"]), typed_vow(site, asked), std::string(typed["needs"]),
                                                  std::string(typed["language"])});
        if (!made) return std::unexpected(made.error());
        return saved(site, asked, made->kept, *nonce, made->link);
    });
}

net::Response together(Site& site, const Asked& asked) {
    const auto pledge = find_pledge_by_link(site.with, asked.id);
    return pledge ? together_page(site, asked, *pledge, nullptr) : link_gone(site, asked);
}

net::Response join_together(Site& site, const Asked& asked) {
    const auto pledge = find_pledge_by_link(site.with, asked.id);
    const auto* movement = pledge ? find_movement(site.with, pledge->movement) : nullptr;
    if (!movement) return link_gone(site, asked);
    const auto form = [&](Site&, const Asked&, const Refusal* refusal, net::HeaderList more) {
        return together_page(site, asked, *pledge, refusal, std::move(more));
    };
    return sent_new(site, asked, *movement, joining(*movement), form, [&]() -> Outcome<net::Response> {
        const auto nonce = site.tokens.nonce(asked.form["token"], joining(*movement));
        if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
        const auto receipt = join_pledge(site.with, asked.id, *nonce);
        if (!receipt) return std::unexpected(receipt.error());
        return saved_as(site, asked, *receipt, "JOINED", *nonce);
    });
}

net::Response make_new_link(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const auto link = replace_link(site.with, *opened, *id);
    if (!link && link.error().why == Why::not_found) return nine_words(site, asked, &unknown_receipt);
    if (!link) return error_answer(site, asked.language, status_of(link.error().why), {{"Retry-After", "30"}});
    auto view = view_for(site, nullptr, asked.language);
    fill_link(site, view, *link);
    return personal(site, asked, 200, "together_link", view);
}

}  // namespace himthough::web::pages
