#include "web/pages/witness.h"

#include <algorithm>

#include "acts/checked_words.h"
#include "acts/witness.h"
#include "web/pages/help_lines.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/sent.h"
#include "web/pages/vows.h"

namespace himthough::web::pages {
namespace {

constexpr std::string_view purpose = "witness";

View link_view(const Site& site, const Asked& asked) {
    auto view = view_for(site, nullptr, asked.language);
    view.set("LINK", asked.id).set("TOKEN", site.tokens.again(asked.form["token"], purpose));
    return view;
}

/// What is asked, and nothing of what it is about.
net::Response first_page(Site& site, const Asked& asked, const Refusal* refusal, net::HeaderList more = {}) {
    auto view = link_view(site, asked);
    if (refusal) fill_refusal(site, view, "REFUSED", *refusal, asked.language);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "witness", view, std::move(more));
}

/// The vow and what became of it, as a witness sees it: inside VOW what _became.html names.
View& fill_seen(const Site& site, View& view, const LookedAt& seen, std::string_view language) {
    const auto& vow = *seen.carrier.vow;
    std::vector<CheckIn> reports;
    for (const auto& told : seen.check_ins) reports.push_back(*told.check_in);
    view.set("VOW_ACTION", vow.action).set("WORDS_LANG", seen.carrier.language);
    if (!vow.shows.empty()) view.add("SHOWN").set("VOW_SHOWS", vow.shows);
    fill_standing(site, view, vow, reports, language);
    const auto* movement = find_movement(site.with, seen.carrier.movement);
    if (seen.acknowledgement && movement) view.add("PUBLIC").set("PATH", path_of(site, *movement, *seen.acknowledgement));
    return view;
}

net::Response look_page(Site& site, const Asked& asked, const LookedAt& seen) {
    auto view = link_view(site, asked);
    fill_seen(site, view, seen, asked.language);
    for (const auto& told : seen.check_ins) fill_check_in(site, view, told, asked.language);
    return personal(site, asked, 200, "witness_look", view);
}

net::Response closed_page(Site& site, const Asked& asked, const LookedAt& seen, WitnessAnswer answer) {
    auto view = view_for(site, nullptr, asked.language);
    if (answer == WitnessAnswer::not_for_me) return personal(site, asked, 200, "witness_closed", std::move(view.show("NOT_FOR_ME")));
    auto& help = view.show("HAPPENED");
    fill_help_lines(site, help, {find_movement(site.with, seen.carrier.movement), "", "", asked.language}, Lines::all);
    return personal(site, asked, 200, "witness_closed", view);
}

Outcome<net::Response> answered(Site& site, const Asked& asked, WitnessAnswer answer) {
    const auto nonce = site.tokens.nonce(asked.form["token"], purpose);
    if (!nonce) {   // a link that opens nothing says so, however old the form
        if (!look_at_link(site.with, asked.id)) return link_gone(site, asked);
        return himthough::refuse(Why::expired, "", "fault.expired");
    }
    const auto seen = answer_link(site.with, asked.id, *nonce, answer);
    if (!seen) return seen.error().why == Why::not_found ? Outcome<net::Response>(link_gone(site, asked)) : std::unexpected(seen.error());
    switch (answer) {
        case WitnessAnswer::look: return look_page(site, asked, *seen);
        case WitnessAnswer::agree: return saved_as(site, asked, Receipt::from(*nonce, site.with.keys), "WITNESS", *nonce);
        case WitnessAnswer::not_for_me:
        case WitnessAnswer::happened_to_me: return closed_page(site, asked, *seen, answer);
    }
    return link_gone(site, asked);
}

/// A form of the page of opened words that changes who looks. `act`: (Opened, row) → Outcome<Told>.
template <class Act>
net::Response changed_witness(Site& site, const Asked& asked, Act act) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const Outcome<Told> told = act(*opened, *id);
    if (told) return opened_page(site, asked, *opened, *told);
    return opened_page(site, asked, *opened, Told{.refusal = &told.error()});
}

}  // namespace

void fill_witness(const Site& site, const Asked& asked, View& vow, const Contribution& said, const Told& told) {
    if (!said.vow->stands) return;
    const auto now = witness_state(site.with, said.vow->id);
    auto& part = vow.add("WITNESS");
    if (told.link_on == said.id) part.add("NEW_LINK").set("ADDRESS", site.served_at + "/w/" + told.link);
    switch (now.state) {
        case WitnessState::invited:
        case WitnessState::looking:
        case WitnessState::closed:
            part.add("INVITED").set("MADE", say_day(now.made, asked.language)).set("MADE_ISO", now.made.iso());
            return;
        case WitnessState::witness: part.show("LOOKS"); return;
        case WitnessState::over: part.show("NOBODY").show("NO_MORE", now.ever); return;
    }
}

bool fill_looked_at(Site& site, View& page, const Opened& opened, std::string_view language) {
    std::size_t number = 0;
    for (const auto& seen : looked_at(site.with, opened)) {
        auto& one = fill_seen(site, page.add("LOOKED_AT"), seen, language);
        one.set("NUMBER", ++number).set("ID", site.with.ids.show(IdKind::contribution, seen.carrier.id));
        for (const auto& told : seen.check_ins) {
            const auto word = told.check_in->witness;
            auto& check_in = fill_check_in(site, one, told, language).set("CHECK_IN_ID", site.with.ids.show(IdKind::contribution, told.id));
            if (std::ranges::find(seen.spoken_for, told.id) != seen.spoken_for.end()) continue;
            check_in.show("MAY_CONFIRM", word != WitnessWord::confirms).show("MAY_QUESTION", word != WitnessWord::questions);
            check_in.show("MAY_BE_SILENT", word != WitnessWord::silent);
        }
        one.show("NOTHING_YET", seen.check_ins.empty());
    }
    return number > 0;
}

net::Response witness_form(Site& site, const Asked& asked) {
    return look_at_link(site.with, asked.id) ? first_page(site, asked, nullptr) : link_gone(site, asked);
}

net::Response witness(Site& site, const Asked& asked) {
    const auto answer = from_word<WitnessAnswer>(asked.form["answer"]);
    if (!answer) return error_answer(site, asked.language, 400);
    const auto form = [](Site& at, const Asked& typed, const Refusal* refusal, net::HeaderList more) { return first_page(at, typed, refusal, std::move(more)); };
    const auto act = [&] { return answered(site, asked, *answer); };
    const bool closes = *answer == WitnessAnswer::not_for_me || *answer == WitnessAnswer::happened_to_me;
    return closes ? always_sent(site, asked, form, act) : sent(site, asked, form, act);
}

net::Response invite_my_witness(Site& site, const Asked& asked) {
    const auto invited = [&](const Opened& opened, ContributionId id) -> Outcome<Told> {
        auto link = invite_witness(site.with, opened, id);
        if (!link) return std::unexpected(link.error());
        return Told{.link = std::move(*link), .link_on = id};
    };
    const auto form = [&](Site&, const Asked& typed, const Refusal* refusal, net::HeaderList) {
        return changed_witness(site, typed, [&](const Opened&, ContributionId) -> Outcome<Told> { return std::unexpected(*refusal); });
    };
    if (auto slow = slowed_down(site, asked, form, "send", site.posting)) return std::move(*slow);
    return changed_witness(site, asked, invited);
}

net::Response say_as_my_witness(Site& site, const Asked& asked) {
    return changed_witness(site, asked, [&](const Opened& opened, ContributionId id) -> Outcome<Told> {
        const auto word = from_word<WitnessWord>(asked.form["word"]);
        if (!word) return himthough::refuse(Why::missing, "", "fault.choose");
        const auto done = say_as_witness(site.with, opened, id, *word);
        if (!done) return std::unexpected(done.error());
        return Told{.changed = true};
    });
}

net::Response end_my_witness(Site& site, const Asked& asked) {
    return changed_witness(site, asked, [&](const Opened& opened, ContributionId id) -> Outcome<Told> {
        const auto done = end_witness(site.with, opened, id);
        if (!done) return std::unexpected(done.error());
        return Told{.changed = true};
    });
}

}  // namespace himthough::web::pages
