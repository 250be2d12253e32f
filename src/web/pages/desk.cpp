#include <set>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "store/contributions.h"
#include "store/shown_rounds.h"
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
    if (said.vow) look(said.vow->action), look(said.vow->shows);
}

void fill_what_it_is(const Site& site, View& view, const Contribution& said, std::string_view language) {
    const auto say = [&](std::string_view list, std::string_view word) { return site.templates.say(language, fmt::format("{}.{}", list, word)); };
    if (said.voice != Voice::accountable) view.show(section_of(said.voice));
    else if (said.check_in) view.add("IS_CHECK_IN").set("REPORT", say("report", word_of(said.check_in->report)));
    else if (said.follows) view.show("IS_VOW");
    else if (said.pledge) view.add("IS_PLEDGE").set("NEEDS", said.pledge->needs);
    else if (said.deed) view.add("OWNED").set("DEED", say("deed", word_of(*said.deed)));
}

/// "2" and a public id: the last one on the page before. The beginning for anything else.
store::InQueue place_in_queue(const Site& site, std::string_view said) {
    if (said.empty() || said.front() < '0' || said.front() > '2') return {};
    const auto id = site.with.ids.read(IdKind::contribution, said.substr(1));
    return id ? store::InQueue{static_cast<Heed>(said.front() - '0'), *id} : store::InQueue{};
}

}  // namespace

void fill_about(const Site& site, View& view, const Contribution& said, std::string_view language) {
    view.set("ID", site.with.ids.show(IdKind::contribution, said.id));
    if (const auto* movement = find_movement(site.with, said.movement)) view.set("MOVEMENT_NAME", movement->text(language).name);
    view.set("DAY", say_day(said.day, language)).set("DAY_ISO", said.day.iso());
    view.set("LANGUAGE", language_name(said.language, language)).set("WORDS_LANG", said.language);
    fill_what_it_is(site, view, said, language);
    view.show("SHARED", said.audience == Audience::survivors);
    if (!said.note.empty()) view.add("NOTED").set("NOTE", said.note);
    fill_kinds(site, view, said, language);
}

net::Response desk_queue_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto query = Form::parse(asked.request.query()).value_or(Form());
    const auto after = place_in_queue(site, query["after"]);
    auto waiting = site.with.store.read([&](store::Transaction& tx) { return store::waiting_contributions(tx, after, on_a_page + 1); });
    auto view = desk_view(site, asked, me);
    if (refusal) view.add("FAULT").set("SAYS", site.templates.say(asked.language, refusal->says.empty() ? "fault.unavailable" : refusal->says));
    else view.show("DECIDED", !query["decided"].empty());
    view.show("EMPTY", waiting.empty());
    view.show("CIRCLES_WAIT", site.with.store.read([](store::Transaction& tx) { return !store::shown_rounds(tx, 1).empty(); }));
    if (waiting.size() > on_a_page) {
        waiting.pop_back();
        view.add("MORE").set("AFTER", fmt::format("{}{}", static_cast<int>(waiting.back().heed), site.with.ids.show(IdKind::contribution, waiting.back().id)));
    }
    for (const auto& said : waiting) fill_about(site, view.add("ITEM"), said, asked.language);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_queue", view);
}

net::Response desk_queue(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk& me) {
        // Everybody lands here; whoever only reads figures goes on to them.
        if (!may(me.role, Task::review)) return see_other(site, "/desk/figures");
        return desk_queue_page(site, asked, me, nullptr);
    });
}

}  // namespace himthough::web::pages
