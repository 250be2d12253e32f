#include "web/pages/saved.h"

#include "web/pages/pages.h"

namespace himthough::web::pages {
namespace {

/// Which two words are asked for: always the same two for one form.
std::pair<std::size_t, std::size_t> asked_places(std::string_view nonce) {
    const auto first = static_cast<unsigned char>(nonce[0]) % Receipt::length;
    const auto further = 1 + static_cast<unsigned char>(nonce[1]) % (Receipt::length - 1);
    return std::minmax(first, (first + further) % Receipt::length);
}

std::string_view section_of(Kept kept) {
    switch (kept) {
        case Kept::silent: return "SILENT";
        case Kept::sealed: return "SEALED";
        case Kept::waiting_survivor: return "WAITING_SURVIVOR";
        case Kept::waiting_shared: return "WAITING_SHARED";
        case Kept::waiting_accountable: return "WAITING_ACCOUNTABLE";
        case Kept::shown_again: return "SHOWN_AGAIN";
    }
    return "";
}

struct SentForm {
    const Movement* movement;
    std::string nonce;
};

std::optional<SentForm> form_of(const Site& site, std::string_view token) {
    for (const auto& movement : site.with.movements)
        for (const auto form : {"/me-too", "/did-that"})
            if (auto nonce = site.tokens.nonce(token, movement.slug + form)) return SentForm{&movement, std::move(*nonce)};
    return std::nullopt;
}

bool is_word(std::string_view typed, std::string_view word) {
    std::string small(typed);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return small == word;
}

}  // namespace

net::Response saved(Site& site, const Asked& asked, const Receipt& receipt, std::string_view nonce, Kept kept, bool check_failed) {
    auto view = view_for(site, nullptr, asked.language);
    for (std::size_t place = 0; place < Receipt::length; ++place)
        view.add("WORD").set("NUMBER", place + 1).set("WORD", receipt.word(place));
    const auto [first, second] = asked_places(nonce);
    view.set("TOKEN", asked.form["token"]).set("FIRST_NUMBER", first + 1).set("SECOND_NUMBER", second + 1);
    view.show(section_of(kept)).show("CHECK_FAULT", check_failed);
    return personal(site, asked, check_failed ? 422 : 200, "saved", view);
}

net::Response check_receipt(Site& site, const Asked& asked) {
    const auto sent = form_of(site, asked.form["token"]);
    if (!sent) return see_other(site, "/p");
    const auto receipt = Receipt::from(sent->nonce, site.with.keys);
    const auto [first, second] = asked_places(sent->nonce);
    if (!is_word(asked.form["first"], receipt.word(first)) || !is_word(asked.form["second"], receipt.word(second)))
        return saved(site, asked, receipt, sent->nonce, Kept::shown_again, true);
    auto view = view_for(site, nullptr, asked.language);
    view.set("FRONT", "/" + sent->movement->slug);
    return personal(site, asked, 200, "checked", view);
}

}  // namespace himthough::web::pages
