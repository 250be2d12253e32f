#include <algorithm>

#include <boost/json.hpp>

#include "acts/calendar_feed.h"
#include "acts/checked_words.h"
#include "acts/pledge.h"
#include "acts/report.h"
#include "acts/witness.h"
#include "store/answers.h"
#include "store/appeals.h"
#include "store/contributions.h"
#include "web/calendar.h"
#include "web/pages/circles.h"
#include "web/pages/mine.h"
#include "web/pages/my_state.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/stand_ins.h"

/// What one's nine words open beside the page itself: files to keep, and what is shared among people who said me too.
namespace himthough::web::pages {
namespace {

constexpr std::size_t most_reminders = 60;

/// Everything held of it but how many stand with it: that is told in words, never as a number.
boost::json::object json_of(const Site& site, const Contribution& said) {
    boost::json::object one;
    const auto* movement = find_movement(site.with, said.movement);
    one["id"] = site.with.ids.show(IdKind::contribution, said.id);
    one["movement"] = movement ? movement->slug : "";
    one["voice"] = word_of(said.voice);
    // What whoever is answered does with an answer is theirs.
    one["state"] = word_of(said.answers_to && said.state == State::released ? State::accepted : said.state);
    if (const auto answer = answered(site, said)) {
        one["reason"] = word_of(answer->reason);
        if (!answer->to_writer.empty()) one["to_writer"] = answer->to_writer;
    }
    if (const auto made = site.with.store.read([&](store::Transaction& tx) { return store::appeal_about(tx, said); })) {
        auto& appeal = one["appeal"].emplace_object();
        appeal["state"] = made->state == AppealState::waits ? "waits" : made->state == AppealState::upheld ? "upheld" : "overturned";
        appeal["day"] = made->day.iso();
        if (!made->words.empty()) appeal["words"] = made->words;
    }
    one["day"] = said.day.iso();
    one["language"] = said.language;
    if (!said.country.empty()) one["country"] = said.country;
    one["words"] = said.words;
    if (said.voice == Voice::survivor) {
        one["note"] = said.note;
        one["audience"] = word_of(said.audience);
        one["answers"] = word_of(said.answers);
        one["answered"] = site.with.store.read([&](store::Transaction& tx) { return store::answers_to_mine(tx, said.id).size(); });
    }
    if (said.deed) one["deed"] = word_of(*said.deed);
    if (said.asked) one["asked"] = true;
    if (said.pledge) one["pledge"] = boost::json::object{{"needs", said.pledge->needs}};
    if (said.answers_to) one["answers_to"] = site.with.ids.show(IdKind::contribution, *said.answers_to);
    if (said.follows) one["follows"] = site.with.ids.show(IdKind::contribution, *said.follows);
    if (said.vow)
        one["vow"] = boost::json::object{{"kind", word_of(said.vow->kind)}, {"action", said.vow->action}, {"shows", said.vow->shows},
                                         {"repeats", word_of(said.vow->repeats)}, {"made", said.vow->made.iso()}, {"due", said.vow->due.iso()}};
    if (said.vow) {
        one["stands"] = said.vow->stands;
        if (const auto asked = witness_state(site.with, said.vow->id); asked.ever)
            one["witness"] = boost::json::object{{"link_made", asked.made.iso()}, {"looks", asked.state == WitnessState::witness}};
    }
    if (said.check_in) one["check_in"] = boost::json::object{{"report", word_of(said.check_in->report)}, {"on", said.check_in->on.iso()}};
    if (auto stand_ins = export_stand_ins(site, said); !stand_ins.empty()) one["stand_ins"] = std::move(stand_ins);
    if (said.place) one["path"] = movement ? path_of(site, *movement, said) : "";
    return one;
}

boost::json::object json_of(const Site& site, const LookedAt& seen) {
    boost::json::array said;
    for (const auto& told : seen.check_ins)
        if (told.check_in->witness != WitnessWord::silent)
            said.push_back({{"of", site.with.ids.show(IdKind::contribution, told.id)}, {"word", word_of(told.check_in->witness)}});
    return {{"vow_in", site.with.ids.show(IdKind::contribution, seen.carrier.id)}, {"said", std::move(said)}};
}

/// What the member themselves wrote; what others wrote is theirs.
std::optional<boost::json::object> json_of_circle(Site& site, const Opened& opened, std::string_view language) {
    const auto mine = read_my_circle(site.with, opened, std::numeric_limits<int>::max());
    if (!mine) return std::nullopt;
    boost::json::array notes, questions;
    const auto add = [&](int round, const RoundQuestion& question, std::string_view words) {
        auto& one = notes.emplace_back(boost::json::object{{"round", round}, {"words", words}}).as_object();
        if (question.words.empty()) one["question"] = question_text(site, question, round, language);   // of the list, nobody's own words
    };
    const auto add_question = [&](int round, const RoundQuestion& question) {
        if (question.mine) questions.push_back(boost::json::object{{"round", round}, {"words", question.words}});
    };
    add_question(mine->round.number + 1, mine->next);
    if (mine->state == CircleState::writing) {
        add_question(mine->round.number, mine->question);
        if (!mine->my_words.empty()) add(mine->round.number, mine->question, mine->my_words);
    }
    for (const auto& round : mine->over) {
        add_question(round.number, round.question);
        for (const auto& note : round.notes)
            if (note.mine) add(round.number, round.question, note.words);
    }
    boost::json::object circle{{"seat", mine->place}, {"seats", mine->places}, {"rhythm", word_of(mine->rhythm)}, {"round", mine->round.number}};
    circle["notes"] = std::move(notes);
    circle["questions"] = std::move(questions);
    return circle;
}

net::Response as_file(const Site& site, std::string_view type, std::string_view name, std::string body) {
    auto headers = security_headers(site);
    headers.emplace_back("Content-Type", std::string(type) + "; charset=utf-8");
    headers.emplace_back("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
    headers.emplace_back("Cache-Control", "no-store");
    return net::make_response(200, headers, std::move(body));
}

}  // namespace

net::Response remind_me(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    const auto said = id ? site.with.store.read([&](store::Transaction& tx) { return store::find_own(tx, opened->participant, *id); }) : std::nullopt;
    if (!said || !said->vow) return error_answer(site, asked.language, 404);
    const Day today = site.with.clock.today();
    return as_file(site, "text/calendar", "reminder.ics", calendar(reminders(*said->vow, today, most_reminders), site.templates.say(asked.language, "reminder.title"), random_key()));
}

void fill_calendar(Site& site, View& view, const Opened& opened, const MyWords& mine, const Told& told) {
    if (std::ranges::none_of(mine.said, [](const Contribution& said) { return said.vow.has_value(); })) return;
    const bool open = has_calendar_feed(site.with, opened);
    auto& calendar = view.show("CALENDAR").show(open ? "FEED_OPEN" : "NO_FEED");
    if (!told.feed.empty()) calendar.add("NEW_FEED").set("ADDRESS", site.served_at + "/r/" + told.feed);
}

net::Response change_my_calendar(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    if (asked.form["feed"] == "close") {
        const auto done = close_calendar_feed(site.with, *opened);
        return opened_page(site, asked, *opened, done ? Told{.changed = true} : Told{.refusal = &done.error()});
    }
    auto address = open_calendar_feed(site.with, *opened);
    return opened_page(site, asked, *opened, address ? Told{.feed = std::move(*address)} : Told{.refusal = &address.error()});
}

net::Response calendar_feed(Site& site, const Asked& asked) {
    const auto days = calendar_days(site.with, asked.id);
    if (!days) return error_answer(site, asked.language, 404);
    const Key series = keyed_hash(derive_key(site.with.keys.token, "reminder"), asked.id);
    return as_file(site, "text/calendar", "reminder.ics", calendar(*days, site.templates.say(asked.language, "reminder.title"), series));
}

net::Response export_mine(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto mine = read_my_words(site.with, *opened);
    if (!mine) return nine_words(site, asked, &unknown_receipt);
    boost::json::array all;
    for (const auto& said : mine->said) all.push_back(json_of(site, said));
    // Whose vows somebody looks at, and in which words, is not theirs to take along: only what they themselves said.
    boost::json::array looks_at;
    for (const auto& seen : looked_at(site.with, *opened)) looks_at.push_back(json_of(site, seen));
    boost::json::object everything{{"since", mine->since.iso()}, {"contributions", std::move(all)}};
    if (!looks_at.empty()) everything["looks_at"] = std::move(looks_at);
    if (has_calendar_feed(site.with, *opened)) everything["calendar"] = true;
    if (const auto pledge = joined_by(site.with, *opened)) everything["joined"] = site.with.ids.show(IdKind::contribution, pledge->id);
    if (const auto concern = reported_by(site.with, *opened))
        everything["report"] = boost::json::object{{"reason", concern->reason ? word_of(*concern->reason) : "about_me"}, {"words", concern->words}, {"day", concern->day.iso()},
                                                   {"state", word_of(concern->state)}, {"wish", concern->wish ? boost::json::value(word_of(*concern->wish)) : boost::json::value()}};
    if (auto circle = json_of_circle(site, *opened, asked.language)) everything["circle"] = std::move(*circle);
    return as_file(site, "application/json", "notes.json", boost::json::serialize(everything) + "\n");
}

net::Response among_survivors(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    auto view = view_for(site, nullptr, asked.language);
    bool may = false, some = false;
    for (const auto& movement : site.with.movements) {
        if (movement.ended) continue;
        const auto shared = read_among_survivors(site.with, *opened, movement.id);
        if (!shared) continue;
        may = true;
        for (const auto& said : *shared) {
            fill_contribution(site, view.add("ENTRY"), movement, said, asked.language);
            some = true;
        }
    }
    if (!may) return nine_words(site, asked, &unknown_receipt);
    view.show("EMPTY", !some);
    return personal(site, asked, 200, "among", view);
}

}  // namespace himthough::web::pages
