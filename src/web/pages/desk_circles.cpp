#include "acts/checked_words.h"
#include "acts/show_round.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

constexpr int on_a_page = 50;

void fill_shown(const Site& site, View& view, const store::ShownRound& shown, std::string_view language) {
    view.set("ID", site.with.ids.show(IdKind::shown_round, shown.id)).set("ROUND", shown.round).set("PLACE", shown.place);
    view.set("DAY", say_day(shown.day, language)).set("DAY_ISO", shown.day.iso());
}

net::Response shown_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto id = site.with.ids.read(IdKind::shown_round, asked.id);
    const auto shown = id ? read_shown_round(site.with, *id) : himthough::refuse(Why::not_found);
    if (!shown) return error_answer(site, asked.language, 404);
    auto view = desk_view(site, asked, me);
    fill_shown(site, view, shown->round, asked.language);
    for (const auto& note : shown->notes) view.add("WRITTEN").set("PLACE", note.place).set("WORDS", note.words).show("IS_QUESTION", note.question);
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_circle", view);
}

Outcome<Done> decided(Site& site, const Asked& asked, const AtDesk& me) {
    const auto id = site.with.ids.read(IdKind::shown_round, asked.id);
    if (!id) return himthough::refuse(Why::not_found);
    const auto decision = circle_decision_from_word(asked.form["decision"]);
    if (!decision) return himthough::refuse(Why::missing, "decision", "fault.choose");
    return decide_shown_round(site.with, me, *id, *decision);
}

}  // namespace

net::Response desk_circles(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto query = Form::parse(asked.request.query()).value_or(Form());
        const auto shown = site.with.store.read([](store::Transaction& tx) { return store::shown_rounds(tx, on_a_page); });
        auto view = desk_view(site, asked, me);
        view.show("EMPTY", shown.empty()).show("DECIDED", !query["decided"].empty());
        for (const auto& one : shown) fill_shown(site, view.add("ITEM"), one, asked.language);
        return personal(site, asked, 200, "desk_circles", view);
    });
}

net::Response desk_circle(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return shown_page(site, asked, me, nullptr); });
}

net::Response desk_decide_circle(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto done = attempt([&] { return decided(site, asked, me); });
        if (done) return see_other(site, "/desk/circles?decided=1");
        return shown_page(site, asked, me, &done.error());
    });
}

}  // namespace himthough::web::pages
