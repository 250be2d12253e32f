#include <map>

#include <fmt/core.h>

#include "acts/about_me.h"
#include "acts/checked_words.h"
#include "acts/report.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

constexpr int lines_on_a_page = 500, on_a_page = 50;
constexpr std::int64_t several = 10;

void fill_line(const Site& site, View& view, const store::Sought& line, std::string_view language) {
    view.set("NUMBER", line.first).set("DAY", say_day(line.day, language)).set("DAY_ISO", line.day.iso());
    if (const auto* movement = find_movement(site.with, line.movement)) view.set("MOVEMENT_NAME", movement->text(language).name);
    view.show(line.all == 1 ? "ONCE" : line.all <= several ? "SEVERAL" : "MANY").show("WAVE", line.most_in_a_day > wave_of_reports);
    view.show("HAS_ADDRESS", line.has_address);
}

/// A day on which very many came is folded into one line, so that nothing else is buried below it.
net::Response list_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto query = Form::parse(asked.request.query()).value_or(Form());
    const auto after = number_in(query["after"]).value_or(0);
    auto lines = site.with.store.read([&](store::Transaction& tx) { return store::sought_lines(tx, after, lines_on_a_page + 1); });
    const bool more = lines.size() > lines_on_a_page;
    if (more) lines.pop_back();
    std::map<Day, std::vector<const store::Sought*>> days;
    for (const auto& line : lines) days[line.day].push_back(&line);
    auto view = desk_view(site, asked, me);
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    if (more) view.add("MORE").set("AFTER", lines.back().first);
    view.show("EMPTY", lines.empty()).show("ANSWERED", !refusal && !query["answered"].empty());
    for (const auto& [day, of_day] : days) {
        const bool folded = static_cast<std::int64_t>(of_day.size()) > wave_of_reports;
        auto& part = view.add("DAY_LINES");
        if (folded) part.add("FOLDED").set("DAY", say_day(day, asked.language)).set("DAY_ISO", day.iso());
        for (const auto* line : of_day) fill_line(site, folded ? part.show("FOLD").add("ITEM") : part.show("OPEN_LINES").add("ITEM"), *line, asked.language);
    }
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_about_me", view);
}

void fill_found(const Site& site, View& view, const Contribution& said, std::string_view language) {
    fill_about(site, view, said, language);
    view.set("WORDS", said.words);
    if (said.vow) view.add("VOW").set("VOW_ACTION", said.vow->action).set("VOW_SHOWS", said.vow->shows);
}

/// One description, and what was found.
net::Response one_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal, const store::Search* search = nullptr) {
    const auto id = number_in(asked.id);
    const auto concern = id ? site.with.store.read([&](store::Transaction& tx) { return store::find_sought(tx, *id); }) : std::nullopt;
    if (!concern && refusal) return list_page(site, asked, me, refusal);   // somebody else answered, or it was taken back
    if (!concern) return error_answer(site, asked.language, 404);
    auto [all, named] = site.with.store.read([&](store::Transaction& tx) {
        return std::pair(store::sought_with(tx, *concern, on_a_page + 1), concern->contribution ? find_shown(tx, concern->movement, *concern->contribution) : std::nullopt);
    });
    if (all.empty()) return error_answer(site, asked.language, 404);   // just answered
    auto view = desk_view(site, asked, me);
    const bool more = all.size() > on_a_page;
    if (more) all.pop_back();
    view.set("NUMBER", concern->id).set("READ_UP_TO", all.back().id).show("MORE_WAIT", more);
    if (const auto* movement = find_movement(site.with, concern->movement)) view.set("MOVEMENT_NAME", movement->text(asked.language).name);
    for (const auto& one : all) {
        auto& said = view.add("DESCRIPTION").set("CAME", say_day(one.day, asked.language)).set("CAME_ISO", one.day.iso()).set("DESCRIBED", one.words);
        if (one.wish) said.set("WISH", site.templates.say(asked.language, fmt::format("about_me.wish_{}", word_of(*one.wish))));
    }
    if (named) fill_found(site, view.add("NAMED"), *named, asked.language);
    view.show("NAMED_GONE", concern->contribution.has_value() && !named).set("SEARCH_TYPED", asked.form["search"]);
    if (search) {
        auto& results = view.add("SEARCHED").show("NONE", search->found.empty()).show("MORE", search->more);
        for (const auto& said : search->found) fill_found(site, results.add("FOUND"), said, asked.language);
    }
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    const int status = refusal ? status_of(refusal->why) : 200;
    return personal(site, asked, status, "desk_described", view, after_a_moment(status));
}

ReadDescriptions read_in(const Asked& asked, ConcernId id) { return {id, number_in(asked.form["read_up_to"]).value_or(0)}; }

/// What one form of that page does. `act`: (ConcernId) → Outcome<net::Response>.
template <class Act>
net::Response acted(Site& site, const Asked& asked, Act act) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto id = number_in(asked.id);
        const auto done = attempt([&]() -> Outcome<net::Response> { return id ? act(me, *id) : himthough::refuse(Why::not_found); });
        if (done) return *done;
        return done.error().says.empty() ? error_answer(site, asked.language, status_of(done.error().why)) : one_page(site, asked, me, &done.error());
    });
}

}  // namespace

net::Response desk_about_me(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return list_page(site, asked, me, nullptr); });
}

net::Response desk_described(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return one_page(site, asked, me, nullptr); });
}

net::Response desk_answer_described(Site& site, const Asked& asked) {
    return acted(site, asked, [&](const AtDesk& me, ConcernId id) -> Outcome<net::Response> {
        const auto done = answer_about_me(site.with, me, read_in(asked, id), concern_state_from_word(asked.form["answer"]));
        if (!done) return std::unexpected(done.error());
        return see_other(site, "/desk/about-me?answered=1");
    });
}

net::Response desk_search_described(Site& site, const Asked& asked) {
    return acted(site, asked, [&](const AtDesk& me, ConcernId id) -> Outcome<net::Response> {
        const auto concern = site.with.store.read([&](store::Transaction& tx) { return store::find_sought(tx, id); });
        if (!concern) return himthough::refuse(Why::already_done, "", "fault.decided");
        const auto search = search_words(site.with, concern->movement, std::string(asked.form["search"]));
        if (!search) return std::unexpected(search.error());
        return one_page(site, asked, me, nullptr, &*search);
    });
}

net::Response desk_found_described(Site& site, const Asked& asked) {
    return acted(site, asked, [&](const AtDesk& me, ConcernId id) -> Outcome<net::Response> {
        const auto said = site.with.ids.read(IdKind::contribution, asked.form["contribution"]);
        if (!said) return himthough::refuse(Why::not_found);
        const auto done = find_words(site.with, me, read_in(asked, id), *said);
        if (!done) return std::unexpected(done.error());
        return see_other(site, fmt::format("/desk/reports/{}", asked.form["contribution"]));
    });
}

net::Response desk_not_described(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto id = site.with.ids.read(IdKind::contribution, asked.id);
        const auto done = id ? look_on(site.with, me, *id) : himthough::refuse(Why::not_found);
        if (done) return see_other(site, "/desk/about-me");
        return done.error().why == Why::not_found ? error_answer(site, asked.language, 404) : list_page(site, asked, me, &done.error());
    });
}

}  // namespace himthough::web::pages
