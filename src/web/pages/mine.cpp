#include <algorithm>

#include <boost/json.hpp>

#include "acts/checked_words.h"
#include "acts/edit.h"
#include "acts/my_words.h"
#include "acts/withdraw.h"
#include "base/log.h"
#include "movement/receipt.h"
#include "store/decisions.h"
#include "store/sql/sql.h"
#include "web/pages/marked.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"
#include "web/pages/stand_ins.h"

namespace himthough::web::pages {
namespace {

/// The page that asks for the nine words, alone or with why it asks. Typed wrong, unknown, deleted: all answer alike.
net::Response nine_words(Site& site, const Asked& asked, const Refusal* refusal) {
    auto view = view_for(site, nullptr, asked.language);
    if (!refusal) return personal(site, asked, 200, "mine", view);
    view.add("RECEIPT_FAULT").set("SAYS", site.templates.say(asked.language, refusal->says));
    return personal(site, asked, 422, "mine", view);
}

constexpr Refusal unknown{Why::not_found, "receipt", "fault.receipt_unknown"};

net::Response closed(Site& site, const Asked& asked) { return nine_words(site, asked, &unknown); }

/// A form about opened words carries what was opened, or asks for the nine words once more.
Outcome<Opened> opened_by(Site& site, const Asked& asked) {
    if (const auto carried = asked.form["open"]; !carried.empty()) return site.tokens.opened(carried);
    const auto receipt = Receipt::read(asked.form["receipt"]);
    if (!receipt) return himthough::refuse(Why::unreadable, "receipt", "fault.receipt_unreadable");
    return himthough::open_my_words(site.with, *receipt);
}

/// Why a reviewer did not let it stand.
std::optional<Reason> reason_of(const Site& site, const Contribution& said) {
    if (said.state != State::declined && said.state != State::to_change) return std::nullopt;
    const auto decisions = site.with.store.read([&](store::Transaction& tx) { return store::decisions_about(tx, said.id); });
    return decisions.empty() ? std::nullopt : decisions.back().reason;
}

enum class Change : std::uint8_t { words, readers };

/// One form on the page of opened words that comes back as it was typed.
struct CameBack {
    Change change;
    ContributionId id;
    FormState state;
};

/// Nobody asks about words that nobody else reads.
Reading reading_of(const Contribution& said, const Form& typed) {
    if (said.voice == Voice::accountable) return acknowledgement_reading(typed, said.language);
    return {{"words", "note"}, !typed["words"].empty() && said.audience != Audience::only_me, ""};
}

/// Of what could not be opened, only what the form itself tells is known.
bool is_owned(const Form& typed) { return !typed["deed"].empty() || !typed["vow_action"].empty() || !typed["vow_day"].empty(); }
Reading unopened_reading(const Form& typed) { return {{"words", is_owned(typed) ? "vow_action" : "note"}, false, ""}; }

std::string suffix_of(const Site& site, ContributionId id) { return std::string("-").append(site.with.ids.show(IdKind::contribution, id)); }

void fill_typed_words(const Asked& asked, View& thing) {
    const auto& typed = asked.form;
    thing.set("WORDS_VALUE", typed["words"]).set("NOTE_VALUE", typed["note"]);
    thing.set("VOW_ACTION_VALUE", typed["vow_action"]).set("VOW_DAY_VALUE", typed["vow_day"]);
    if (const auto deed = from_word<Deed>(typed["deed"])) fill_choice(thing, "DEED", word_of(*deed));
}

void fill_readers(View& thing, std::optional<Audience> audience, std::optional<Answers> answers) {
    if (audience) fill_choice(thing, "AUDIENCE", word_of(*audience));
    if (answers) fill_choice(thing, "ANSWERS", word_of(*answers));
}

void fill_kept_words(View& thing, const Contribution& said) {
    thing.set("WORDS_VALUE", said.words).set("NOTE_VALUE", said.note);
    if (said.deed) fill_choice(thing, "DEED", word_of(*said.deed));
    if (said.vow) thing.set("VOW_ACTION_VALUE", said.vow->action).set("VOW_DAY_VALUE", said.vow->due.iso());
}

void fill_thing(const Site& site, const Asked& asked, View& thing, const Contribution& said) {
    const auto* movement = find_movement(site.with, said.movement);
    const auto language = asked.language;
    if (movement) {
        fill_contribution(site, thing, *movement, said, language);
        thing.set("MOVEMENT_NAME", movement->text(language).name);
        if (said.place) thing.add("RELEASED").set("PATH", path_of(site, *movement, said));
    }
    thing.set("ID", site.with.ids.show(IdKind::contribution, said.id)).set("SUFFIX", suffix_of(site, said.id));
    thing.set("STATE", site.templates.say(language, "state." + std::string(word_of(said.state))));
    if (const auto reason = reason_of(site, said)) thing.add("REASON").set("SAYS", site.templates.say(language, "reason." + std::string(word_of(*reason))));
    if (!said.words.empty()) thing.show("SAID");
    fill_stand_ins(site, thing, said);
    fill_vow_days(site, thing);
    if (said.voice == Voice::survivor && !said.words.empty()) thing.show("READERS");
}

/// One of the two forms of a thing as it was typed, the other as it is kept.
void fill_forms(const Site& site, const Asked& asked, View& page, View& thing, const Contribution& said, const CameBack* back) {
    const bool typed_words = back && back->change == Change::words, typed_readers = back && !typed_words;
    const auto suffix = suffix_of(site, said.id);
    if (!typed_words) fill_kept_words(thing, said);
    if (!typed_readers) fill_readers(thing, said.audience, said.answers);
    if (!back) return;
    auto& form = thing.show(typed_words ? "EDIT_OPEN" : "READERS_OPEN");
    if (typed_words) fill_typed_words(asked, form);
    else fill_readers(form, from_word<Audience>(asked.form["audience"]), from_word<Answers>(asked.form["answers"]));
    fill_form(site, page, form, asked, back->state, typed_words ? reading_of(said, asked.form) : Reading{}, "edit" + suffix, suffix);
}

/// Refuses not_found when nothing is left.
Outcome<net::Response> page_of(Site& site, const Asked& asked, const Opened& opened, bool changed, const CameBack* back = nullptr, net::HeaderList more = {}) {
    const auto mine = read_my_words(site.with, opened);
    if (!mine) return std::unexpected(mine.error());
    auto view = view_for(site, nullptr, asked.language);
    view.set("OPEN", site.tokens.carry(opened)).show("CHANGED", changed);
    view.set("SINCE", say_day(mine->since, asked.language)).set("SINCE_ISO", mine->since.iso());
    for (const auto& said : mine->said) {
        if (said.voice == Voice::survivor) view.show("MAY_READ_AMONG");
        auto& thing = view.add("THING");
        fill_thing(site, asked, thing, said);
        fill_forms(site, asked, view, thing, said, back && back->id == said.id ? back : nullptr);
    }
    return personal(site, asked, back ? back->state.status() : 200, "mine_open", view, std::move(more));
}

bool is_about_receipt(const FormState& state) { return state.refusal && state.refusal->field == "receipt"; }

/// The form alone, as it was typed: what it carried opens nothing (any more), or nothing can be read now.
net::Response once_more(Site& site, const Asked& asked, const CameBack& back, const Opened* opened, net::HeaderList more) {
    const bool words = back.change == Change::words;
    const auto& typed = asked.form;
    auto view = view_for(site, nullptr, asked.language);
    view.set("PATH", words ? "/p/edit" : "/p/readers").set("ID", typed["id"]);
    auto& lock = view.add(opened ? "OPENED" : "CLOSED");
    if (opened) lock.set("OPEN", site.tokens.carry(*opened));
    auto& fields = view.add(words ? "EDIT" : "READERS");
    auto& form = words ? fields.show(is_owned(typed) ? "ACCOUNTABLE" : "SURVIVOR") : fields;
    if (words) {
        fill_typed_words(asked, form);
        fill_vow_days(site, form);
    } else {
        fill_readers(form, from_word<Audience>(typed["audience"]), from_word<Answers>(typed["answers"]));
    }
    fill_form(site, view, form, asked, back.state, words ? unopened_reading(typed) : Reading{}, "again");
    if (is_about_receipt(back.state)) lock.add("RECEIPT_FAULT").set("SAYS", site.templates.say(asked.language, back.state.refusal->says));
    const int status = back.state.status();
    return personal(site, asked, status == 404 ? 422 : status, "mine_again", view, std::move(more));
}

/// A form on the page it came from; where that cannot be shown, its form alone. What was typed comes back either way.
net::Response not_changed(Site& site, const Asked& asked, const CameBack& back, net::HeaderList more) {
    if (is_about_receipt(back.state)) return once_more(site, asked, back, nullptr, std::move(more));
    std::optional<Opened> still;
    try {
        if (const auto opened = opened_by(site, asked)) still = *opened;
        if (still)
            if (auto page = page_of(site, asked, *still, false, &back, more)) return *page;
    } catch (const sql::Broken& trouble) {   // then without the database
        log::error("the database: {}", trouble.what());
    }
    return once_more(site, asked, back, still ? &*still : nullptr, std::move(more));
}

/// How an edit is read along. Nothing when it opens nothing, or nothing can be read now.
std::optional<Reading> opened_reading(Site& site, const Asked& asked, ContributionId id) {
    try {
        const auto opened = opened_by(site, asked);
        const auto mine = opened ? read_my_words(site.with, *opened) : std::unexpected(opened.error());
        if (!mine) return std::nullopt;
        const auto said = std::ranges::find(mine->said, id, &Contribution::id);
        if (said != mine->said.end()) return reading_of(*said, asked.form);
    } catch (const sql::Broken& trouble) {   // the act says so
        log::error("the database: {}", trouble.what());
    }
    return std::nullopt;
}

/// The two forms that change something. `act`: (Opened, row) → Outcome<Done>.
template <class Act>
net::Response changed(Site& site, const Asked& asked, Change change, Act act) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const auto form = [&](Site&, const Asked& typed, const FormState& state, net::HeaderList more) {
        return not_changed(site, typed, {change, *id, state}, std::move(more));
    };
    if (change == Change::words && !was_all_shown(asked.form)) {
        const auto reading = opened_reading(site, asked, *id).value_or(unopened_reading(asked.form));
        if (auto again = before_the_act(site, asked, reading, form)) return *again;
    }
    return sent(site, asked, form, [&]() -> Outcome<net::Response> {
        const auto opened = opened_by(site, asked);
        if (!opened) return std::unexpected(opened.error());
        const Outcome<Done> done = act(*opened, *id);
        if (!done) return std::unexpected(done.error().why == Why::not_found ? unknown : done.error());
        return page_of(site, asked, *opened, true);
    });
}

/// Everything held of it but how many stand with it: that is told in words, never as a number.
boost::json::object json_of(const Site& site, const Contribution& said) {
    boost::json::object one;
    const auto* movement = find_movement(site.with, said.movement);
    one["id"] = site.with.ids.show(IdKind::contribution, said.id);
    one["movement"] = movement ? movement->slug : "";
    one["voice"] = word_of(said.voice);
    one["state"] = word_of(said.state);
    if (const auto reason = reason_of(site, said)) one["reason"] = word_of(*reason);
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
    if (auto stand_ins = export_stand_ins(site, said); !stand_ins.empty()) one["stand_ins"] = std::move(stand_ins);
    if (said.place) one["path"] = movement ? path_of(site, *movement, said) : "";
    return one;
}

}  // namespace

net::Response my_words_form(Site& site, const Asked& asked) { return nine_words(site, asked, nullptr); }

net::Response open_my_words(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto page = page_of(site, asked, *opened, false);
    return page ? *page : closed(site, asked);
}

net::Response edit_mine(Site& site, const Asked& asked) {
    const auto& form = asked.form;
    return changed(site, asked, Change::words, [&](const Opened& opened, ContributionId id) {
        return edit(site.with, opened, {id, std::string(form["words"]), std::string(form["note"]), from_word<Deed>(form["deed"]),
                                        std::string(form["vow_action"]), std::string(form["vow_day"])});
    });
}

net::Response change_my_readers(Site& site, const Asked& asked) {
    return changed(site, asked, Change::readers, [&](const Opened& opened, ContributionId id) -> Outcome<Done> {
        const auto audience = from_word<Audience>(asked.form["audience"]);
        if (!audience) return himthough::refuse(Why::unreadable, "audience", "fault.choose");
        const auto answers = from_word<Answers>(asked.form["answers"]);
        if (!answers) return himthough::refuse(Why::unreadable, "answers", "fault.choose");
        return change_readers(site.with, opened, {id, *audience, *answers});
    });
}

net::Response delete_mine(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id && !asked.form["id"].empty()) return error_answer(site, asked.language, 400);
    const auto mine = read_my_words(site.with, *opened);
    const bool everything = !id || !mine || mine->said.size() == 1;   // with the last one goes what the nine words opened
    const auto done = withdraw(site.with, *opened, id);
    if (!done) return done.error().why == Why::not_found ? closed(site, asked) : error_answer(site, asked.language, status_of(done.error().why), {{"Retry-After", "30"}});
    auto view = view_for(site, nullptr, asked.language);
    view.show(everything ? "EVERYTHING" : "ONE");
    return personal(site, asked, 200, "gone", view);
}

net::Response export_mine(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
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
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
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
