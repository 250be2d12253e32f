#include <charconv>
#include <set>

#include "acts/checked_words.h"
#include "acts/decide.h"
#include "store/contributions.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr int on_a_page = 20;

std::string_view why(const Site& site, const Finding& finding, std::string_view language) {
    return site.with.guard.says(finding.kind, language);
}

/// What the guard noticed, each kind once. It says what may come before anybody opens the words.
void fill_kinds(const Site& site, View& view, const Contribution& said, std::string_view language) {
    std::set<std::string_view> kinds;
    const auto look = [&](std::string_view text) {
        for (const auto& finding : site.with.guard.read(text).found)
            if (kinds.insert(finding.kind).second) view.add("KIND").set("SAYS", why(site, finding, language));
    };
    look(said.words);
    look(said.note);
    if (said.vow) look(said.vow->action);
}

/// All but the words.
void fill_about(const Site& site, View& view, const Contribution& said, std::string_view language) {
    view.set("ID", site.with.ids.show(IdKind::contribution, said.id));
    if (const auto* movement = find_movement(site.with, said.movement)) view.set("MOVEMENT_NAME", movement->text(language).name);
    view.set("DAY", say_day(said.day, language)).set("DAY_ISO", said.day.iso());
    view.set("LANGUAGE", language_name(said.language, language)).set("WORDS_LANG", said.language);
    view.show(said.voice == Voice::survivor ? "SURVIVOR" : "ACCOUNTABLE").show("SHARED", said.audience == Audience::survivors);
    if (said.deed) view.set("DEED", site.templates.say(language, "deed." + std::string(word_of(*said.deed))));
    if (!said.note.empty()) view.add("NOTED").set("NOTE", said.note);
    fill_kinds(site, view, said, language);
}

void fill_words(const Site& site, View& view, const Contribution& said, std::string_view language) {
    const std::string_view words = said.words;
    std::size_t at = 0;
    for (const auto& finding : site.with.guard.read(words).found) {
        view.add("PIECE")
            .set("BEFORE", words.substr(at, finding.begin - at))
            .set("MARKED", words.substr(finding.begin, finding.end - finding.begin))
            .set("WHY", why(site, finding, language));
        at = finding.end;
    }
    view.set("AFTER", words.substr(at));
    if (said.vow) {
        view.add("VOW").set("VOW_ACTION", said.vow->action).set("VOW_DAY", say_day(said.vow->due, language)).set("VOW_DAY_ISO", said.vow->due.iso());
    } else if (said.voice == Voice::accountable) {
        view.show("NO_VOW");
    }
}

net::Response queue(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto query = Form::parse(asked.request.query()).value_or(Form());
    const auto after = site.with.ids.read(IdKind::contribution, query["after"]).value_or(0);
    auto waiting = site.with.store.read([&](store::Transaction& tx) { return store::waiting_contributions(tx, after, on_a_page + 1); });
    auto view = desk_view(site, asked, me);
    if (refusal) view.add("FAULT").set("SAYS", site.templates.say(asked.language, refusal->says));
    else view.show("DECIDED", !query["decided"].empty());
    view.show("EMPTY", waiting.empty());
    if (waiting.size() > on_a_page) {
        waiting.pop_back();
        view.add("MORE").set("AFTER", site.with.ids.show(IdKind::contribution, waiting.back().id));
    }
    for (const auto& said : waiting) fill_about(site, view.add("ITEM"), said, asked.language);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_queue", view);
}

/// Nothing but what waits is opened here.
std::optional<Contribution> waiting(Site& site, const Asked& asked) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return std::nullopt;
    auto said = site.with.store.read([&](store::Transaction& tx) { return store::find_contribution(tx, *id); });
    if (said && said->state != State::waiting) said.reset();
    return said;
}

net::Response item(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto said = waiting(site, asked);
    if (!said && refusal) return queue(site, asked, me, refusal);
    if (!said) return error_answer(site, asked.language, 404);
    auto view = desk_view(site, asked, me);
    view.set("REVISION", said->revision);
    fill_about(site, view, *said, asked.language);
    fill_words(site, view, *said, asked.language);
    if (!refusal) return personal(site, asked, 200, "desk_item", view);
    view.add("DECISION_FAULT").set("SAYS", site.templates.say(asked.language, refusal->says.empty() ? "fault.unavailable" : refusal->says));
    // A choice made about another text is not made about this one.
    if (refusal->why != Why::already_done) {
        if (const auto decision = decision_from_word(asked.form["decision"])) fill_choice(view, "DECISION", word_of(*decision));
        if (const auto reason = from_word<Reason>(asked.form["reason"])) fill_choice(view, "REASON", word_of(*reason));
    }
    return personal(site, asked, status_of(refusal->why), "desk_item", view);
}

Outcome<NewDecision> read(const Site& site, const Asked& asked) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return himthough::refuse(Why::not_found);
    const auto decision = decision_from_word(asked.form["decision"]);
    if (!decision) return himthough::refuse(Why::missing, "decision", "fault.decision_missing");
    NewDecision made{*id, 0, *decision, from_word<Reason>(asked.form["reason"])};
    const auto revision = asked.form["revision"];
    std::from_chars(revision.data(), revision.data() + revision.size(), made.revision);
    return made;
}

}  // namespace

net::Response desk_queue(Site& site, const Asked& asked) {
    return for_reviewer(site, asked, [&](const AtDesk& me) { return queue(site, asked, me, nullptr); });
}

net::Response desk_item(Site& site, const Asked& asked) {
    return for_reviewer(site, asked, [&](const AtDesk& me) { return item(site, asked, me, nullptr); });
}

net::Response desk_decide(Site& site, const Asked& asked) {
    return for_reviewer(site, asked, [&](const AtDesk& me) {
        const auto made = read(site, asked);
        const Outcome<Done> done = made ? decide(site.with, me, *made) : std::unexpected(made.error());
        if (done) return see_other(site, "/desk?decided=1");
        if (done.error().why == Why::not_found) return error_answer(site, asked.language, 404);
        return item(site, asked, me, &done.error());
    });
}

}  // namespace himthough::web::pages
