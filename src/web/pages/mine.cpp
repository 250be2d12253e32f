#include <algorithm>

#include "acts/check_in.h"
#include "acts/checked_words.h"
#include "acts/edit.h"
#include "acts/my_words.h"
#include "acts/withdraw.h"
#include "base/log.h"
#include "movement/receipt.h"
#include "store/contributions.h"
#include "store/sql/sql.h"
#include "store/vows.h"
#include "web/pages/circles.h"
#include "web/pages/marked.h"
#include "web/pages/mine.h"
#include "web/pages/my_answers.h"
#include "web/pages/my_appeal.h"
#include "web/pages/my_state.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/pledge.h"
#include "web/pages/report.h"
#include "web/pages/sent.h"
#include "web/pages/stand_ins.h"
#include "web/pages/vows.h"
#include "web/pages/witness.h"

namespace himthough::web::pages {

net::Response nine_words(Site& site, const Asked& asked, const Refusal* refusal) {
    auto view = view_for(site, nullptr, asked.language);
    if (!refusal) return personal(site, asked, 200, "mine", view);
    view.add("RECEIPT_FAULT").set("SAYS", site.templates.say(asked.language, refusal->says));
    return personal(site, asked, 422, "mine", view);
}

Outcome<Opened> opened_by(Site& site, const Asked& asked) {
    if (const auto carried = asked.form["open"]; !carried.empty()) return site.tokens.opened(carried);
    const auto receipt = Receipt::read(asked.form["receipt"]);
    if (!receipt) return himthough::refuse(Why::unreadable, "receipt", "fault.receipt_unreadable");
    return himthough::open_my_words(site.with, *receipt);
}

namespace {

enum class Change : std::uint8_t { words, readers, check_in, vow };

constexpr std::string_view path_of_form(Change change) {
    switch (change) {
        case Change::words: return "/p/edit";
        case Change::readers: return "/p/readers";
        case Change::check_in: return "/p/check-in";
        case Change::vow: return "/p/vow";
    }
    return "";
}

/// One form on the page of opened words that comes back as it was typed.
struct CameBack {
    Change change;
    ContributionId id;
    FormState state;
};

/// Nobody asks about words that nobody else reads.
Reading reading_of(const Contribution& said, const Form& typed) {
    if (said.check_in) return {{"words"}, true, ""};
    if (said.follows) return {{"vow_action", "vow_shows"}, true, ""};
    if (said.pledge) return {{"words", "vow_action", "vow_shows"}, true, ""};
    if (said.voice == Voice::accountable) return acknowledgement_reading(typed, said.language);
    if (said.voice == Voice::caller) return {{"words"}, true, ""};
    return {{"words", "note"}, !typed["words"].empty() && said.audience != Audience::only_me, ""};
}

/// Of what could not be opened, only what the form itself tells is known.
bool is_owned(const Form& typed) { return !typed["deed"].empty() || !typed["vow_action"].empty() || !typed["vow_day"].empty(); }
bool is_call(const Form& typed) { return !typed["call"].empty(); }
Reading unopened_reading(const Form& typed) {
    if (is_owned(typed)) return {{"words", "vow_action", "vow_shows"}, false, ""};
    return {{"words", "note"}, false, ""};
}

/// What is read along in the form of a check-in, and of a further vow.
Reading reading_of(Change change, const Contribution& said, const Form& typed) {
    switch (change) {
        case Change::words: return reading_of(said, typed);
        case Change::readers: return {};
        case Change::check_in: return {{"words"}, true, ""};
        case Change::vow: return {{"vow_action", "vow_shows"}, true, ""};
    }
    return {};
}

std::string suffix_of(const Site& site, ContributionId id) { return std::string("-").append(site.with.ids.show(IdKind::contribution, id)); }

void fill_typed_words(const Site& site, const Asked& asked, View& thing) {
    const auto& typed = asked.form;
    thing.set("WORDS_VALUE", typed["words"]).set("NOTE_VALUE", typed["note"]);
    fill_vow_fields(site, thing, typed, nullptr, asked.language);
    if (const auto deed = from_word<Deed>(typed["deed"])) fill_choice(thing, "DEED", word_of(*deed));
}

void fill_readers(View& thing, std::optional<Audience> audience, std::optional<Answers> answers) {
    if (audience) fill_choice(thing, "AUDIENCE", word_of(*audience));
    if (answers) fill_choice(thing, "ANSWERS", word_of(*answers));
}

void fill_kept_words(const Site& site, const Asked& asked, View& thing, const Contribution& said) {
    thing.set("WORDS_VALUE", said.words).set("NOTE_VALUE", said.note);
    if (said.deed) fill_choice(thing, "DEED", word_of(*said.deed));
    if (said.voice == Voice::accountable && !said.check_in) fill_vow_fields(site, thing, Form(), said.vow ? &*said.vow : nullptr, asked.language);
}

void fill_typed_report(View& form, const Form& typed) {
    form.set("REPORT_WORDS_VALUE", typed["words"]).set("DAY_VALUE", typed["day"]);
    if (const auto report = from_word<Report>(typed["report"])) fill_choice(form, "REPORT", word_of(*report));
}

/// "EDIT", "READERS", "CHECK_IN", "FURTHER_VOW": the section of a form.
constexpr std::string_view section_of_form(Change change) {
    switch (change) {
        case Change::words: return "EDIT";
        case Change::readers: return "READERS";
        case Change::check_in: return "CHECK_IN";
        case Change::vow: return "FURTHER_VOW";
    }
    return "";
}

/// A form as it was typed.
void fill_typed(const Site& site, const Asked& asked, View& form, Change change) {
    const auto& typed = asked.form;
    switch (change) {
        case Change::words: fill_typed_words(site, asked, form); return;
        case Change::readers: fill_readers(form, from_word<Audience>(typed["audience"]), from_word<Answers>(typed["answers"])); return;
        case Change::check_in: fill_typed_report(form, typed); return;
        case Change::vow: fill_vow_fields(site, form, typed, nullptr, asked.language); return;
    }
}

/// The forms of one thing, each a View of its own: what stands in one is never seen in another. Those it does not have are null.
struct Forms {
    View* words = nullptr;
    View* readers = nullptr;
    View* check_in = nullptr;
    View* vow = nullptr;

    View* of(Change change) const {
        switch (change) {
            case Change::words: return words;
            case Change::readers: return readers;
            case Change::check_in: return check_in;
            case Change::vow: return vow;
        }
        return nullptr;
    }
};

/// What became of one's own vow, also what nobody has read yet, and the form that says more of it. `again`: with what was typed.
View* fill_my_vow(const Site& site, const Asked& asked, View& view, const Contribution& said, const Told& told, bool again) {
    const auto reports = site.with.store.read([&](store::Transaction& tx) { return store::reports_on(tx, said.vow->id, false); });
    const Day today = site.with.clock.today();
    fill_standing(site, view, *said.vow, reports, asked.language);
    fill_witness(site, asked, view, said, told);
    if (!again && (!said.vow->stands || is_end(standing(*said.vow, reports, today).state))) return nullptr;
    auto& form = view.add("CHECK_IN").set("DAY_MIN", said.vow->made.iso()).set("DAY_MAX", today.iso());
    if (!again) form.set("DAY_VALUE", today.iso());
    form.show("MAY_END", said.vow->repeats == Repeats::once || today >= said.vow->due);
    return &form;
}

Forms fill_owned(const Site& site, const Asked& asked, View& thing, const Contribution& said, const Told& told, const CameBack* back) {
    Forms forms;
    const auto typed = [&](Change change) { return back && back->change == change; };
    if (said.vow) forms.check_in = fill_my_vow(site, asked, thing.add("VOW"), said, told, typed(Change::check_in));
    if (said.check_in) {
        auto& one = thing.add("CHECKED_IN").set("REPORT", site.templates.say(asked.language, "report." + std::string(word_of(said.check_in->report))));
        one.set("ON_DAY", say_day(said.check_in->on, asked.language)).set("ON_DAY_ISO", said.check_in->on.iso());
    } else if (said.follows) {
        thing.show("IS_VOW");
    } else if (said.deed) {
        thing.show("OWNED").show("NO_VOW", !said.vow);
        forms.vow = &thing.add("FURTHER_VOW");
        if (!typed(Change::vow)) fill_vow_fields(site, *forms.vow, Form(), nullptr, asked.language);
    }
    return forms;
}

Forms fill_thing(const Site& site, const Asked& asked, View& thing, const Contribution& said, const Told& told, const CameBack* back) {
    const auto* movement = find_movement(site.with, said.movement);
    const auto language = asked.language;
    if (movement) {
        fill_contribution(site, thing, *movement, said, language);
        thing.set("MOVEMENT_NAME", movement->text(language).name);
        if (said.place) thing.add("RELEASED").set("PATH", path_of(site, *movement, said));
    }
    thing.set("ID", site.with.ids.show(IdKind::contribution, said.id)).set("SUFFIX", suffix_of(site, said.id));
    const auto answer = answered(site, said);
    thing.set("STATE", site.templates.say(language, state_key(site, said, answer)));
    if (answer) {
        auto& reason = thing.add("REASON").set("SAYS", site.templates.say(language, "reason." + std::string(word_of(answer->reason))));
        if (!answer->to_writer.empty()) reason.add("TO_WRITER").set("WORDS", answer->to_writer);
    }
    if (!said.words.empty()) thing.show("SAID");
    fill_stand_ins(site, thing, said);
    Forms forms;
    if (said.voice == Voice::accountable) forms = fill_owned(site, asked, thing, said, told, back);
    else if (said.voice == Voice::survivor && !said.words.empty()) forms.readers = &thing.add("READERS");
    fill_my_answers(site, thing, said);
    fill_my_appeal(site, asked, thing, said);
    const bool typed = back && back->change == Change::words;
    if (said.answers_to) return forms;   // it is taken back, not changed
    if (said.pledge && may_be_joined(said.state) && !typed) return forms;   // others read it as it is
    forms.words = &thing.add("EDIT");
    fill_choice(*forms.words, "AUDIENCE", word_of(said.audience));
    // Shown here once more, so that what stands inside sees the fields of this form.
    forms.words->show(section_of(said.voice)).show("OWNED", said.deed.has_value());
    forms.words->show("VOW_MAY_CHANGE", said.voice == Voice::accountable && !said.check_in && !(said.vow && said.vow->stands));
    return forms;
}

/// One thing, and its forms: one of them as it was typed, the others as it is kept.
void fill_thing_and_forms(const Site& site, const Asked& asked, View& page, View& thing, const Contribution& said, const Told& told, const CameBack* back) {
    const auto forms = fill_thing(site, asked, thing, said, told, back);
    const auto typed = [&](Change change) { return back && back->change == change; };
    if (forms.words && !typed(Change::words)) fill_kept_words(site, asked, *forms.words, said);
    if (forms.readers && !typed(Change::readers)) fill_readers(*forms.readers, said.audience, said.answers);
    auto* form = back ? forms.of(back->change) : nullptr;
    if (!form) return;
    thing.show(std::string(section_of_form(back->change)) + "_OPEN");
    fill_typed(site, asked, *form, back->change);
    const auto suffix = suffix_of(site, said.id);
    fill_form(site, page, *form, asked, back->state, reading_of(back->change, said, asked.form), std::string(path_of_form(back->change).substr(3)) + suffix, suffix);
}

/// Refuses not_found when nothing is left.
Outcome<net::Response> page_of(Site& site, const Asked& asked, const Opened& opened, const Told& told, const CameBack* back = nullptr, net::HeaderList more = {}) {
    const auto mine = read_my_words(site.with, opened);
    if (!mine) return std::unexpected(mine.error());
    auto view = view_for(site, nullptr, asked.language);
    view.set("OPEN", site.tokens.carry(opened)).show("CHANGED", told.changed);
    if (told.refusal) fill_refusal(site, view, "REFUSED", *told.refusal, asked.language);
    view.set("SINCE", say_day(mine->since, asked.language)).set("SINCE_ISO", mine->since.iso());
    for (const auto& said : mine->said) {
        if (said.voice == Voice::survivor) view.show("MAY_READ_AMONG");
        auto& thing = view.add("THING");
        fill_thing_and_forms(site, asked, view, thing, said, told, back && back->id == said.id ? back : nullptr);
    }
    const bool looks = fill_looked_at(site, view, opened, asked.language), joined = fill_joined(site, view, opened, asked.language);
    const bool sits = fill_seat(site, view, opened), reported = fill_reported(site, view, opened, asked.language);
    view.show("NOTHING", mine->said.empty() && !looks && !joined && !sits && !reported);
    fill_calendar(site, view, opened, *mine, told);
    const int status = told.refusal ? status_of(told.refusal->why) : back ? back->state.status() : 200;
    return personal(site, asked, status, "mine_open", view, std::move(more));
}

bool is_about_receipt(const FormState& state) { return state.refusal && state.refusal->field == "receipt"; }

/// The form alone, as it was typed: what it carried opens nothing (any more), or nothing can be read now.
net::Response once_more(Site& site, const Asked& asked, const CameBack& back, const Opened* opened, net::HeaderList more) {
    const auto& typed = asked.form;
    auto view = view_for(site, nullptr, asked.language);
    view.set("PATH", path_of_form(back.change)).set("ID", typed["id"]);
    auto& lock = view.add(opened ? "OPENED" : "CLOSED");
    if (opened) lock.set("OPEN", site.tokens.carry(*opened));
    auto& form = view.add(section_of_form(back.change));
    const bool words = back.change == Change::words;
    if (words) form.show(is_owned(typed) ? "ACCOUNTABLE" : is_call(typed) ? "CALL" : "SURVIVOR").show("VOW_MAY_CHANGE", is_owned(typed)).show("OWNED", !typed["deed"].empty());
    fill_typed(site, asked, form, back.change);
    fill_form(site, view, form, asked, back.state, words ? unopened_reading(typed) : reading_of(back.change, {}, typed), "again");
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
            if (auto page = page_of(site, asked, *still, {}, &back, more)) return *page;
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

/// The forms that change something. `act`: (Opened, row) → Outcome<Done>.
template <class Act>
net::Response changed(Site& site, const Asked& asked, Change change, Act act) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const auto form = [&](Site&, const Asked& typed, const FormState& state, net::HeaderList more) {
        return not_changed(site, typed, {change, *id, state}, std::move(more));
    };
    if (change != Change::readers && !was_all_shown(asked.form)) {
        const auto reading = change == Change::words ? opened_reading(site, asked, *id).value_or(unopened_reading(asked.form)) : reading_of(change, {}, asked.form);
        if (auto again = before_the_act(site, asked, reading, form)) return *again;
    }
    return sent(site, asked, form, [&]() -> Outcome<net::Response> {
        const auto opened = opened_by(site, asked);
        if (!opened) return std::unexpected(opened.error());
        const Outcome<Done> done = act(*opened, *id);
        if (!done) return std::unexpected(done.error().why == Why::not_found ? unknown_receipt : done.error());
        return page_of(site, asked, *opened, {.changed = true});
    });
}

}  // namespace

net::Response opened_page(Site& site, const Asked& asked, const Opened& opened, const Told& told) {
    const auto page = page_of(site, asked, opened, told);
    return page ? *page : nine_words(site, asked, &unknown_receipt);
}

net::Response my_words_form(Site& site, const Asked& asked) { return nine_words(site, asked, nullptr); }

net::Response open_my_words(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    return opened_page(site, asked, *opened);
}

net::Response edit_mine(Site& site, const Asked& asked) {
    const auto& form = asked.form;
    return changed(site, asked, Change::words, [&](const Opened& opened, ContributionId id) {
        return edit(site.with, opened, {id, std::string(form["words"]), std::string(form["note"]), from_word<Deed>(form["deed"]),
                                        typed_vow(site, asked)});
    });
}

net::Response check_in_mine(Site& site, const Asked& asked) {
    const auto& form = asked.form;
    return changed(site, asked, Change::check_in, [&](const Opened& opened, ContributionId id) {
        return check_in(site.with, opened, {id, from_word<Report>(form["report"]), std::string(form["day"]), std::string(form["words"])});
    });
}

net::Response make_my_vow(Site& site, const Asked& asked) {
    return changed(site, asked, Change::vow, [&](const Opened& opened, ContributionId id) { return make_vow(site.with, opened, id, typed_vow(site, asked)); });
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
    if (!done) return done.error().why == Why::not_found ? nine_words(site, asked, &unknown_receipt) : error_answer(site, asked.language, status_of(done.error().why), {{"Retry-After", "30"}});
    auto view = view_for(site, nullptr, asked.language);
    view.show(everything ? "EVERYTHING" : "ONE");
    return personal(site, asked, 200, "gone", view);
}

}  // namespace himthough::web::pages
