#include <algorithm>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "acts/open_circle.h"
#include "acts/show_round.h"
#include "base/log.h"
#include "store/sql/sql.h"
#include "web/pages/circles.h"
#include "web/pages/marked.h"
#include "web/pages/mine.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

/// The circle that nine words have a seat in. What stands on the page was sealed, and is open for this answer only.
namespace himthough::web::pages {
namespace {

/// The forms in which somebody writes: they come back as they were typed.
enum class Written : std::uint8_t { note, question, begin };

constexpr std::string_view path_of_form(Written what) {
    switch (what) {
        case Written::note: return "/p/circle/note";
        case Written::question: return "/p/circle/question";
        case Written::begin: return "/p/circle/begin";
    }
    return "";
}

/// Their sections in the templates, and their ids without the capitals.
constexpr std::string_view section_of(Written what) {
    switch (what) {
        case Written::note: return "NOTE";
        case Written::question: return "NEXT_FORM";
        case Written::begin: return "BEGIN";
    }
    return "";
}
constexpr std::string_view id_of(Written what) { return what == Written::note ? "note" : what == Written::question ? "next" : "begin"; }

/// No reviewer reads it, so nothing is asked about it; contact details stop here too.
Reading reading_of(Written what) { return {{what == Written::note ? "words" : "question"}, false, ""}; }

struct CameBack {
    Written what;
    FormState state;
};

/// What the page tells beside the circle itself.
struct Telling {
    const CameBack* back = nullptr;
    const Refusal* refusal = nullptr;   ///< of a form without words
    bool changed = false;
    std::string link{};                 ///< a fresh one
    int place = 0;                      ///< for this seat
};

TypedQuestion typed_question(const Site& site, const Asked& asked) {
    const auto& list = circle_questions(site, asked.language);
    const bool known = std::ranges::find(list, asked.form["choice"], &CircleQuestion::id) != list.end();
    return {known ? std::string(asked.form["choice"]) : "", std::string(asked.form["question"])};
}

void fill_question_fields(const Site& site, View& form, const Form& typed, std::string_view language) {
    for (const auto& question : circle_questions(site, language))
        form.add("CHOICE").set("ID", question.id).set("TEXT", question.text).show("SELECTED", question.id == typed["choice"]);
    form.set("QUESTION_VALUE", typed["question"]);
}

/// A form as it is, or as it came back.
void fill_written(const Site& site, const Asked& asked, View& page, View& form, Written what, const CameBack* back) {
    const bool typed = back && back->what == what;
    const Form nothing;
    const auto& fields = typed ? asked.form : nothing;
    if (what == Written::note) {
        if (typed) form.set("WORDS_VALUE", fields["words"]);
    } else {
        fill_question_fields(site, form, fields, asked.language);
    }
    form.show("IS_OPEN", typed);
    if (typed) fill_form(site, page, form, asked, back->state, reading_of(what), id_of(what));
}

void fill_question(const Site& site, View& view, std::string_view section, const RoundQuestion& question, int round, std::string_view language) {
    const auto text = question_text(site, question, round, language);
    auto& one = view.add(section);
    if (text.empty()) one.show("UNSEEN");
    else one.add("ASKED").set("QUESTION", text);
}

void fill_over(const Site& site, View& view, const OverRound& round, std::string_view language) {
    auto& one = view.add("OVER").set("ROUND", round.number).show("SHOWN", round.question.shown).show("MAY_SHOW", !round.question.shown);
    fill_question(site, one, "ROUND_QUESTION", round.question, round.number, language);
    for (const auto& note : round.notes)
        one.add("WRITTEN").set("PLACE", note.place).set("WORDS", note.words).show("MINE", note.mine);
}

/// A question in the words of another member can be shown before anybody has answered it.
void fill_may_show(View& round, const RoundQuestion& question, int number) {
    if (question.words.empty() || question.mine) return;
    round.set("ROUND", number).show("SHOWN", question.shown).show("MAY_SHOW", !question.shown);
}

void fill_open_round(const Site& site, const Asked& asked, View& view, const MyCircle& mine, const CameBack* back) {
    auto& round = view.add("ROUND_OPEN").set("ROUND", mine.round.number).set("LAST", say_day(mine.last, asked.language)).set("LAST_ISO", mine.last.iso());
    fill_question(site, round, "ROUND_QUESTION", mine.question, mine.round.number, asked.language);
    if (mine.state == CircleState::writing) fill_may_show(round, mine.question, mine.round.number);
    round.set("WROTE", mine.wrote).set("TAKING_PART", mine.taking_part).show("WRITING", mine.state == CircleState::writing);
    round.show("RESTING", mine.state == CircleState::resting).show("NEXT_TIME", !mine.takes_part);
    const bool may_write = mine.state == CircleState::writing && mine.takes_part;
    if (may_write || (back && back->what == Written::note)) {
        auto& form = round.add("NOTE").set("WORDS_VALUE", mine.my_words).show("REPLACES_IT", !mine.my_words.empty());
        fill_written(site, asked, view, form, Written::note, back);
    }
    auto& next = view.add("NEXT").set("ROUND", mine.round.number + 1);
    if (mine.next.chosen) fill_question(site, next, "ROUND_QUESTION", mine.next, mine.round.number + 1, asked.language);
    fill_may_show(next, mine.next, mine.round.number + 1);
    if (!mine.next.chosen || (back && back->what == Written::question)) fill_written(site, asked, view, next.add("NEXT_FORM"), Written::question, back);
}

void fill_gathering(const Site& site, const Asked& asked, View& view, const MyCircle& mine, const CameBack* back) {
    auto& gathering = view.add("GATHERING").show("WAITS", mine.place != place_of_opener);
    if (mine.place != place_of_opener) return;
    if (mine.sitting < fewest_seats) gathering.show("TOO_FEW");
    if (mine.sitting >= fewest_seats || back) fill_written(site, asked, view, gathering.add("BEGIN"), Written::begin, back);
}

/// Refuses not_found when these words have no seat (any more).
Outcome<net::Response> page_of(Site& site, const Asked& asked, const Opened& opened, const Telling& telling, net::HeaderList more = {}) {
    const auto mine = read_my_circle(site.with, opened);
    if (!mine) return std::unexpected(mine.error());
    auto view = view_for(site, nullptr, asked.language);
    view.set("OPEN", site.tokens.carry(opened)).show("CHANGED", telling.changed);
    view.set("PLACE", mine->place).set("SITTING", mine->sitting).set("PLACES", mine->places);
    view.set("RHYTHM", site.templates.say(asked.language, fmt::format("circle_rhythm.{}", word_of(mine->rhythm))));
    if (const auto* movement = find_movement(site.with, mine->movement)) view.add("GUIDE").set("PATH", fmt::format("/{}/guides/circle", movement->slug));
    if (mine->round.number == 0) fill_gathering(site, asked, view, *mine, telling.back);
    else fill_open_round(site, asked, view, *mine, telling.back);
    for (const auto& round : mine->over) fill_over(site, view, round, asked.language);
    if (mine->place == place_of_opener && !mine->empty.empty()) {
        auto& seats = view.add("EMPTY_SEATS");
        for (const int place : mine->empty) seats.add("SEAT").set("PLACE", place);
    }
    if (!telling.link.empty()) view.add("NEW_LINK").set("ADDRESS", seat_address(site, telling.link)).set("PLACE", telling.place);
    const bool gathering = mine->round.number == 0;
    const bool form_is_there = telling.back && (telling.back->what == Written::begin ? gathering && mine->place == place_of_opener : !gathering);
    const auto* refusal = telling.back && !form_is_there ? telling.back->state.refusal : telling.refusal;
    if (refusal) fill_fault(site, view, view, *refusal, asked.language);
    const int status = telling.back ? telling.back->state.status() : telling.refusal ? status_of(telling.refusal->why) : 200;
    return personal(site, asked, status, "my_circle", view, std::move(more));
}

bool is_about_receipt(const FormState& state) { return state.refusal && state.refusal->field == "receipt"; }

/// The form alone, as it was typed: what it carried opens nothing (any more), or nothing can be read now.
net::Response once_more(Site& site, const Asked& asked, const CameBack& back, const Opened* opened, net::HeaderList more) {
    auto view = view_for(site, nullptr, asked.language);
    view.set("PATH", path_of_form(back.what)).set("ROUND", asked.form["round"]);
    auto& lock = view.add(opened ? "OPENED" : "CLOSED");
    if (opened) lock.set("OPEN", site.tokens.carry(*opened));
    fill_written(site, asked, view, view.add(section_of(back.what)), back.what, &back);
    if (is_about_receipt(back.state)) lock.add("RECEIPT_FAULT").set("SAYS", site.templates.say(asked.language, back.state.refusal->says));
    const int status = back.state.status();
    return personal(site, asked, status == 404 ? 422 : status, "circle_again", view, std::move(more));
}

net::Response not_written(Site& site, const Asked& asked, const CameBack& back, net::HeaderList more) {
    if (is_about_receipt(back.state)) return once_more(site, asked, back, nullptr, std::move(more));
    std::optional<Opened> still;
    try {
        if (const auto opened = opened_by(site, asked)) still = *opened;
        if (still)
            if (auto page = page_of(site, asked, *still, {.back = &back}, more)) return *page;
    } catch (const sql::Broken& trouble) {   // then without the database
        log::error("the database: {}", trouble.what());
    }
    return once_more(site, asked, back, still ? &*still : nullptr, std::move(more));
}

Refusal as_unknown(const Refusal& refusal) { return refusal.why == Why::not_found ? unknown_receipt : refusal; }

/// The forms in which somebody writes. `act`: Opened → Outcome<Done>.
template <class Act>
net::Response written(Site& site, const Asked& asked, Written what, Act act) {
    const auto form = [&](Site&, const Asked& typed, const FormState& state, net::HeaderList more) { return not_written(site, typed, {what, state}, std::move(more)); };
    if (auto again = before_the_act(site, asked, reading_of(what), form)) return *again;
    return sent(site, asked, form, [&]() -> Outcome<net::Response> {
        const auto opened = opened_by(site, asked);
        if (!opened) return std::unexpected(opened.error());
        if (const Outcome<Done> done = act(*opened); !done) return std::unexpected(as_unknown(done.error()));
        return page_of(site, asked, *opened, {.changed = true});
    });
}

/// The circle, or why not; the nine words are asked for where they open none.
net::Response page_or_words(Site& site, const Asked& asked, const Refusal* refusal, net::HeaderList more) {
    if (refusal && refusal->field == "receipt") return nine_words(site, asked, refusal);
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    Telling telling;
    telling.refusal = refusal;
    const auto page = page_of(site, asked, *opened, telling, std::move(more));
    return page ? *page : nine_words(site, asked, &unknown_receipt);
}

/// The forms without words. `act`: (Opened, Telling&) → Outcome<Done>.
template <class Act>
net::Response pressed(Site& site, const Asked& asked, Act act) {
    return sent(site, asked, page_or_words, [&]() -> Outcome<net::Response> {
        const auto opened = opened_by(site, asked);
        if (!opened) return std::unexpected(opened.error());
        Telling telling;
        if (const Outcome<Done> done = act(*opened, telling); !done) return std::unexpected(as_unknown(done.error()));
        return page_of(site, asked, *opened, telling);
    });
}

}  // namespace

bool fill_seat(const Site& site, View& view, const Opened& opened) {
    const bool sits = site.with.store.read([&](store::Transaction& tx) { return store::seat_of(tx, opened.participant).has_value(); });
    view.show("HAS_SEAT", sits);
    return sits;
}

net::Response my_circle(Site& site, const Asked& asked) {
    return page_or_words(site, asked, nullptr, {});
}

net::Response begin_mine(Site& site, const Asked& asked) {
    return written(site, asked, Written::begin, [&](const Opened& opened) { return begin_circle(site.with, opened, typed_question(site, asked)); });
}

net::Response note_mine(Site& site, const Asked& asked) {
    return written(site, asked, Written::note, [&](const Opened& opened) { return write_note(site.with, opened, number_of(asked.form["round"]), asked.form["words"]); });
}

net::Response question_mine(Site& site, const Asked& asked) {
    return written(site, asked, Written::question,
                   [&](const Opened& opened) { return choose_question(site.with, opened, number_of(asked.form["round"]), typed_question(site, asked)); });
}

net::Response seat_mine(Site& site, const Asked& asked) {
    return pressed(site, asked, [&](const Opened& opened, Telling& telling) -> Outcome<Done> {
        telling.place = number_of(asked.form["place"]);
        const auto link = offer_seat(site.with, opened, telling.place);
        if (!link) return std::unexpected(link.error());
        telling.link = *link;
        return Done{};
    });
}

net::Response show_mine(Site& site, const Asked& asked) {
    return pressed(site, asked, [&](const Opened& opened, Telling& telling) {
        telling.changed = true;
        return show_round(site.with, opened, number_of(asked.form["round"]));
    });
}

net::Response leave_mine(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto done = leave_circle(site.with, *opened);
    if (!done) return done.error().why == Why::not_found ? nine_words(site, asked, &unknown_receipt) : error_answer(site, asked.language, status_of(done.error().why), {{"Retry-After", "30"}});
    auto view = view_for(site, nullptr, asked.language);
    view.show("EVERYTHING");
    return personal(site, asked, 200, "gone", view);
}

}  // namespace himthough::web::pages
