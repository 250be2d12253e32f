#include "web/pages/saved.h"

#include "acts/open_circle.h"
#include "web/pages/circles.h"
#include "web/pages/pages.h"
#include "web/pages/pledge.h"

namespace himthough::web::pages {
namespace {

/// Which two words are asked for: always the same two for one form.
std::pair<std::size_t, std::size_t> asked_places(std::string_view nonce) {
    const auto first = static_cast<unsigned char>(nonce[0]) % Receipt::length;
    const auto further = 1 + static_cast<unsigned char>(nonce[1]) % (Receipt::length - 1);
    return std::minmax(first, (first + further) % Receipt::length);
}

/// What is to be said of what is kept.
std::string_view section_of(const KeptWords& kept) {
    if (!kept.as_sent) return "OTHER_VERSION";
    switch (kept.said.state) {
        case State::silent: return kept.held ? "SILENT_HELD" : "SILENT";
        case State::sealed: return kept.held ? "SEALED_HELD" : "SEALED";
        case State::waiting:
            if (kept.said.pledge) return "WAITING_PLEDGE";
            if (kept.said.voice == Voice::accountable) return "WAITING_ACCOUNTABLE";
            if (kept.said.voice == Voice::ally) return "WAITING_ANSWER";
            if (kept.said.voice == Voice::caller) return "WAITING_CALL";
            return kept.said.audience == Audience::survivors ? "WAITING_SHARED" : "WAITING_SURVIVOR";
        case State::accepted:
        case State::released:
        case State::to_change:
        case State::declined: return "DECIDED";
    }
    return "";
}

struct SentForm {
    std::string next;    ///< where to go from there
    std::string nonce;
    std::optional<SavedSeat> seat{};    ///< of a form about circles
};

std::optional<SentForm> form_of(const Site& site, std::string_view token) {
    if (auto nonce = site.tokens.nonce(token, seat_form)) return SentForm{"/p", std::move(*nonce), SavedSeat::member};
    if (auto nonce = site.tokens.nonce(token, "witness")) return SentForm{"/p", std::move(*nonce)};
    for (const auto& movement : site.with.movements) {
        for (const auto form : {"/me-too", "/did-that", "/answer", "/call", "/pledge", "/together", "/report", "/about-me"})
            if (auto nonce = site.tokens.nonce(token, movement.slug + form)) return SentForm{"/" + movement.slug, std::move(*nonce)};
        if (auto nonce = site.tokens.nonce(token, movement.slug + "/circle")) return SentForm{"/" + movement.slug, std::move(*nonce), SavedSeat::opener};
    }
    return std::nullopt;
}

bool is_word(std::string_view typed, std::string_view word) {
    std::string small(typed);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small == word;
}

View nine_words(const Site& site, const Asked& asked, const Receipt& receipt, std::string_view nonce) {
    auto view = view_for(site, nullptr, asked.language);
    for (std::size_t place = 0; place < Receipt::length; ++place)
        view.add("WORD").set("NUMBER", place + 1).set("WORD", receipt.word(place));
    const auto [first, second] = asked_places(nonce);
    view.set("TOKEN", asked.form["token"]).set("FIRST_NUMBER", first + 1).set("SECOND_NUMBER", second + 1);
    return view;
}

void fill_saved_seat(Site& site, View& view, SavedSeat seat, std::string_view nonce) {
    view.show(seat == SavedSeat::opener ? "CIRCLE_OPENED" : "SEAT_TAKEN");
    if (seat != SavedSeat::opener) return;
    const auto links = unused_links(site.with, nonce);
    if (links.empty()) return;
    auto& list = view.add("LINKS");
    for (const auto& link : links) list.add("LINK").set("ADDRESS", seat_address(site, link));
}

}  // namespace

net::Response saved(Site& site, const Asked& asked, const KeptWords& kept, std::string_view nonce, std::string_view link) {
    auto view = nine_words(site, asked, kept.receipt, nonce);
    view.show(section_of(kept));
    if (!link.empty()) fill_link(site, view.add("LINK"), link);
    return personal(site, asked, 200, "saved", view);
}

net::Response saved_as(Site& site, const Asked& asked, const Receipt& receipt, std::string_view section, std::string_view nonce) {
    auto view = nine_words(site, asked, receipt, nonce);
    view.show(section);
    return personal(site, asked, 200, "saved", view);
}

net::Response saved_seat(Site& site, const Asked& asked, const Receipt& receipt, std::string_view nonce, SavedSeat seat) {
    auto view = nine_words(site, asked, receipt, nonce);
    fill_saved_seat(site, view, seat, nonce);
    return personal(site, asked, 200, "saved", view);
}

net::Response check_receipt(Site& site, const Asked& asked) {
    const auto sent = form_of(site, asked.form["token"]);
    if (!sent) return see_other(site, "/p");
    const auto receipt = Receipt::from(sent->nonce, site.with.keys);
    const auto [first, second] = asked_places(sent->nonce);
    if (!is_word(asked.form["first"], receipt.word(first)) || !is_word(asked.form["second"], receipt.word(second))) {
        auto again = nine_words(site, asked, receipt, sent->nonce);
        if (sent->seat) fill_saved_seat(site, again, *sent->seat, sent->nonce);
        return personal(site, asked, 422, "saved", std::move(again.show("CHECK_FAULT")));
    }
    auto view = view_for(site, nullptr, asked.language);
    view.set("NEXT", sent->next).show(sent->next == "/p" ? "TO_MINE" : "TO_FRONT");
    return personal(site, asked, 200, "checked", view);
}

}  // namespace himthough::web::pages
