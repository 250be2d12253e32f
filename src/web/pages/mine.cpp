#include <boost/json.hpp>

#include "acts/checked_words.h"
#include "acts/edit.h"
#include "acts/my_words.h"
#include "acts/withdraw.h"
#include "movement/receipt.h"
#include "store/decisions.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

net::Response nine_words(Site& site, const Asked& asked, const Refusal* refusal) {
    auto view = view_for(site, nullptr, asked.language);
    if (!refusal) return personal(site, asked, 200, "mine", view);
    view.add("RECEIPT_FAULT").set("SAYS", site.templates.say(asked.language, refusal->says));
    return personal(site, asked, 422, "mine", view);
}

/// Typed wrong, unknown, deleted, too old: all answer alike.
net::Response closed(Site& site, const Asked& asked) {
    const Refusal unknown{Why::not_found, "receipt", "fault.receipt_unknown"};
    return nine_words(site, asked, &unknown);
}

std::optional<Reason> last_reason(const Site& site, ContributionId id) {
    const auto decisions = site.with.store.read([&](store::Transaction& tx) { return store::decisions_about(tx, id); });
    return decisions.empty() ? std::nullopt : decisions.back().reason;
}

/// What one form on the page of opened words was refused for.
struct Refused {
    ContributionId id;
    Refusal why;
};

std::string suffix_of(const Site& site, ContributionId id) { return std::string("-").append(site.with.ids.show(IdKind::contribution, id)); }

void fill_typed(const Site& site, const Asked& asked, View& page, View& thing, const Contribution& said, const Refused& refused) {
    thing.show("EDIT_OPEN");
    thing.set("WORDS_VALUE", asked.form["words"]).set("NOTE_VALUE", asked.form["note"]);
    thing.set("VOW_ACTION_VALUE", asked.form["vow_action"]).set("VOW_DAY_VALUE", asked.form["vow_day"]);
    if (const auto deed = from_word<Deed>(asked.form["deed"])) fill_choice(thing, "DEED", word_of(*deed));
    fill_fault(site, page, thing, refused.why, asked.language, suffix_of(site, said.id));
    for (const auto field : {"words", "note", "vow_action"}) fill_findings(site, thing, field, asked.form[field], asked.language);
}

void fill_kept(View& thing, const Contribution& said) {
    thing.set("WORDS_VALUE", said.words).set("NOTE_VALUE", said.note);
    if (said.deed) fill_choice(thing, "DEED", word_of(*said.deed));
    if (said.vow) thing.set("VOW_ACTION_VALUE", said.vow->action).set("VOW_DAY_VALUE", said.vow->due.iso());
}

void fill_thing(const Site& site, const Asked& asked, View& thing, const Contribution& said, std::optional<Reason> reason) {
    const auto* movement = find_movement(site.with, said.movement);
    const auto language = asked.language;
    if (movement) {
        fill_contribution(site, thing, *movement, said, language);
        thing.set("MOVEMENT_NAME", movement->text(language).name);
        if (said.place) thing.add("RELEASED").set("PATH", path_of(site, *movement, said));
    }
    thing.set("ID", site.with.ids.show(IdKind::contribution, said.id)).set("SUFFIX", suffix_of(site, said.id));
    thing.set("STATE", site.templates.say(language, "state." + std::string(word_of(said.state))));
    if (reason) thing.add("REASON").set("SAYS", site.templates.say(language, "reason." + std::string(word_of(*reason))));
    if (!said.words.empty()) thing.add("SAID").set("WORDS", said.words).set("WORDS_LANG", said.language);
    fill_vow_days(site, thing);
    if (said.voice == Voice::survivor && !said.words.empty()) {
        thing.show("READERS");
        fill_choice(thing, "AUDIENCE", word_of(said.audience));
        fill_choice(thing, "ANSWERS", word_of(said.answers));
    }
}

net::Response page_of(Site& site, const Asked& asked, const Opened& opened, bool changed, const Refused* refused = nullptr) {
    const auto mine = read_my_words(site.with, opened);
    if (!mine) return closed(site, asked);
    auto view = view_for(site, nullptr, asked.language);
    view.set("OPEN", site.tokens.carry(opened)).show("CHANGED", changed);
    view.set("SINCE", say_day(mine->since, asked.language)).set("SINCE_ISO", mine->since.iso());
    if (mine->said.empty()) view.show("NOTHING");
    for (const auto& said : mine->said) {
        if (said.voice == Voice::survivor) view.show("MAY_READ_AMONG");
        const bool answered = said.state == State::declined || said.state == State::to_change;
        const auto reason = answered ? last_reason(site, said.id) : std::nullopt;
        auto& thing = view.add("THING");
        fill_thing(site, asked, thing, said, reason);
        if (refused && refused->id == said.id) fill_typed(site, asked, view, thing, said, *refused);
        else fill_kept(thing, said);
    }
    return personal(site, asked, refused ? status_of(refused->why.why) : 200, "mine_open", view);
}

/// The forms on that page: what they carry opens it again, or nothing does. `act`: (Opened, row) → Outcome<Done>.
template <class Act>
net::Response changed(Site& site, const Asked& asked, Act act) {
    const auto opened = site.tokens.opened(asked.form["open"]);
    if (!opened) return closed(site, asked);
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const Outcome<Done> done = act(*opened, *id);
    if (done) return page_of(site, asked, *opened, true);
    if (done.error().why == Why::not_found) return closed(site, asked);
    const Refused refused{*id, done.error()};
    return page_of(site, asked, *opened, false, &refused);
}

boost::json::object json_of(const Site& site, const Contribution& said) {
    boost::json::object one;
    const auto* movement = find_movement(site.with, said.movement);
    one["id"] = site.with.ids.show(IdKind::contribution, said.id);
    one["movement"] = movement ? movement->slug : "";
    one["voice"] = word_of(said.voice);
    one["state"] = word_of(said.state);
    one["day"] = said.day.iso();
    one["language"] = said.language;
    one["words"] = said.words;
    if (said.voice == Voice::survivor) {
        one["note"] = said.note;
        one["audience"] = word_of(said.audience);
        one["answers"] = word_of(said.answers);
    }
    if (said.deed) one["deed"] = word_of(*said.deed);
    if (said.vow) one["vow"] = boost::json::object{{"action", said.vow->action}, {"due", said.vow->due.iso()}};
    if (said.place) one["path"] = movement ? path_of(site, *movement, said) : "";
    return one;
}

}  // namespace

net::Response my_words_form(Site& site, const Asked& asked) { return nine_words(site, asked, nullptr); }

net::Response open_my_words(Site& site, const Asked& asked) {
    const auto receipt = Receipt::read(asked.form["receipt"]);
    if (!receipt) {
        const Refusal unreadable{Why::unreadable, "receipt", "fault.receipt_unreadable"};
        return nine_words(site, asked, &unreadable);
    }
    const auto opened = himthough::open_my_words(site.with, *receipt);
    return opened ? page_of(site, asked, *opened, false) : closed(site, asked);
}

net::Response edit_mine(Site& site, const Asked& asked) {
    const auto& form = asked.form;
    return changed(site, asked, [&](const Opened& opened, ContributionId id) {
        return edit(site.with, opened, {id, std::string(form["words"]), std::string(form["note"]), from_word<Deed>(form["deed"]),
                                        std::string(form["vow_action"]), std::string(form["vow_day"])});
    });
}

net::Response change_my_readers(Site& site, const Asked& asked) {
    return changed(site, asked, [&](const Opened& opened, ContributionId id) -> Outcome<Done> {
        const auto audience = from_word<Audience>(asked.form["audience"]);
        if (!audience) return himthough::refuse(Why::unreadable, "audience", "fault.choose");
        const auto answers = from_word<Answers>(asked.form["answers"]);
        if (!answers) return himthough::refuse(Why::unreadable, "answers", "fault.choose");
        return change_readers(site.with, opened, {id, *audience, *answers});
    });
}

net::Response delete_mine(Site& site, const Asked& asked) {
    const auto opened = site.tokens.opened(asked.form["open"]);
    if (!opened) return closed(site, asked);
    const bool everything = asked.form["id"].empty();
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!everything && !id) return error_answer(site, asked.language, 400);
    const auto done = withdraw(site.with, *opened, everything ? std::nullopt : id);
    if (!done) return done.error().why == Why::not_found ? closed(site, asked) : error_answer(site, asked.language, status_of(done.error().why), {{"Retry-After", "30"}});
    auto view = view_for(site, nullptr, asked.language);
    view.show(everything ? "EVERYTHING" : "ONE");
    return personal(site, asked, 200, "gone", view);
}

net::Response export_mine(Site& site, const Asked& asked) {
    const auto opened = site.tokens.opened(asked.form["open"]);
    if (!opened) return closed(site, asked);
    const auto mine = read_my_words(site.with, *opened);
    if (!mine) return closed(site, asked);
    boost::json::array all;
    for (const auto& said : mine->said) all.push_back(json_of(site, said));
    auto headers = security_headers(site);
    headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    headers.emplace_back("Content-Disposition", "attachment; filename=\"notes.json\"");
    headers.emplace_back("Cache-Control", "no-store");
    return net::make_response(200, headers, boost::json::serialize(boost::json::object{{"since", mine->since.iso()}, {"contributions", std::move(all)}}) + "\n");
}

net::Response among_survivors(Site& site, const Asked& asked) {
    const auto opened = site.tokens.opened(asked.form["open"]);
    if (!opened) return closed(site, asked);
    auto view = view_for(site, nullptr, asked.language);
    bool may = false, some = false;
    for (const auto& movement : site.with.movements) {
        const auto shared = read_among_survivors(site.with, *opened, movement.id);
        if (!shared) continue;
        may = true;
        for (const auto& said : *shared) {
            fill_contribution(site, view.add("ENTRY"), movement, said, asked.language);
            some = true;
        }
    }
    if (!may) return closed(site, asked);
    view.show("EMPTY", !some);
    return personal(site, asked, 200, "among", view);
}

}  // namespace himthough::web::pages
