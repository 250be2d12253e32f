#include <fmt/chrono.h>

#include "acts/people.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

std::string_view say_role(const Site& site, Role role, std::string_view language) {
    return site.templates.say(language, fmt::format("role.{}", word_of(role)));
}

/// The day and the minute: links live for a day.
std::string say_until(Seconds time, std::string_view language) {
    return fmt::format("{}, {:%H:%M} UTC", say_day(Day(std::chrono::floor<std::chrono::days>(time)), language), time);
}

void fill_people(const Site& site, View& view, const AtDesk& me, std::string_view language) {
    const auto [people, invitations] = people_at_desk(site.with.store, site.with.clock);
    for (const auto& who : people) {
        auto& person = view.add("PERSON").set("ID", who.id).set("NAME", who.name).set("ROLE", say_role(site, who.role, language));
        person.set("DAY", say_day(who.day, language)).set("DAY_ISO", who.day.iso()).show("YOU", who.id == me.reviewer);
        fill_choice(person, "ROLE", word_of(who.role));
    }
    for (const auto& link : invitations) {
        auto& one = view.show("INVITED").add("INVITATION").set("ID", link.id).set("ROLE", say_role(site, link.role, language));
        one.set("UNTIL", say_until(link.expires, language));
        for (const auto& who : people)
            if (who.id == link.maker) one.add("BY").set("NAME", who.name);
    }
}

net::Response people_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    auto view = desk_view(site, asked, me);
    fill_people(site, view, me, asked.language);
    if (!refusal) return personal(site, asked, 200, "desk_people", view);
    fill_refusal(site, view, "FAULT", *refusal, asked.language);
    const auto status = status_of(refusal->why);
    return personal(site, asked, status, "desk_people", view, after_a_moment(status));
}

/// Who lost the role meanwhile, and whoever nobody knows, get an error; anything else stands above the list.
net::Response not_done(Site& site, const Asked& asked, const AtDesk& me, const Refusal& refusal) {
    if (refusal.why == Why::not_allowed || refusal.why == Why::not_found) return error_answer(site, asked.language, status_of(refusal.why));
    return people_page(site, asked, me, &refusal);
}

net::Response link_page(Site& site, const Asked& asked, const AtDesk& me, const Outcome<std::string>& token, std::string_view what, std::string_view name) {
    if (!token) return not_done(site, asked, me, token.error());
    auto view = desk_view(site, asked, me);
    view.set("ADDRESS", fmt::format("{}/desk/start/{}", site.served_at, *token)).add(what).set("NAME", name);
    return personal(site, asked, 200, "desk_link", view);
}

/// Whoever did it to themself may not see the list any more.
net::Response done_to(const Site& site, const AtDesk& me, ReviewerId id) { return see_other(site, id == me.reviewer ? "/desk" : "/desk/people"); }

std::optional<Reviewer> who_is(Site& site, std::string_view typed) {
    const auto id = number_in(typed);
    const auto people = people_at_desk(site.with.store, site.with.clock).people;
    const auto found = std::ranges::find_if(people, [&](const Reviewer& one) { return one.id == id; });
    return found == people.end() ? std::nullopt : std::optional(*found);
}

}  // namespace

net::Response desk_people(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) { return people_page(site, asked, me, nullptr); });
}

net::Response desk_invite(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto role = role_from_word(asked.form["role"]);
        const Refusal missing{Why::missing, "role", "fault.choose"};
        if (!role) return people_page(site, asked, me, &missing);
        return link_page(site, asked, me, invite(organising(site.with, me), *role), "INVITED", say_role(site, *role, asked.language));
    });
}

net::Response desk_take_invitation_back(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto id = number_in(asked.form["id"]);
        if (!id) return error_answer(site, asked.language, 400);
        // One that has ended meanwhile is what was asked for.
        const auto done = take_invitation_back(organising(site.with, me), *id);
        if (!done && done.error().why != Why::not_found) return not_done(site, asked, me, done.error());
        return see_other(site, "/desk/people");
    });
}

net::Response desk_reset(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto who = who_is(site, asked.form["id"]);
        if (!who) return error_answer(site, asked.language, 404);
        return link_page(site, asked, me, start_reset(organising(site.with, me), who->id), "RESET", who->name);
    });
}

net::Response desk_give_role(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto id = number_in(asked.form["id"]);
        const auto role = role_from_word(asked.form["role"]);
        if (!id || !role) return error_answer(site, asked.language, 400);
        const auto done = give_role(organising(site.with, me), *id, *role);
        return done ? done_to(site, me, *id) : not_done(site, asked, me, done.error());
    });
}

net::Response desk_let_go_form(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto who = who_is(site, asked.id);
        if (!who) return error_answer(site, asked.language, 404);
        auto view = desk_view(site, asked, me);
        view.set("ID", who->id).set("NAME", who->name).show("YOU", who->id == me.reviewer);
        return personal(site, asked, 200, "desk_let_go", view);
    });
}

net::Response desk_let_go(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto id = number_in(asked.id);
        if (!id) return error_answer(site, asked.language, 404);
        const auto done = let_go(organising(site.with, me), *id);
        return done ? done_to(site, me, *id) : not_done(site, asked, me, done.error());
    });
}

}  // namespace himthough::web::pages
