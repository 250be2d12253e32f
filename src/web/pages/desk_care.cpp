#include <fmt/core.h>

#include "acts/take.h"
#include "store/queue.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr std::string_view noted_word = "noted";

net::Response care(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal, bool saved) {
    auto aside = site.with.store.read([&](store::Transaction& tx) { return store::aside_of(tx, me.reviewer); });
    auto view = desk_view(site, asked, me);
    view.show("SAVED", saved);
    fill_caps(site, view);
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    const auto choice = [&](std::string_view word, bool left) {
        view.add("KIND_CHOICE").set("WORD", word).set("NAME", site.templates.say(asked.language, fmt::format("desk_kind.{}", word))).show("LEFT", left);
    };
    for (const auto kind : item_kinds) choice(word_of(kind), aside.has(kind));
    choice(noted_word, aside.has_noted());
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_care", view);
}

}  // namespace

net::Response desk_care(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return care(site, asked, me, nullptr, false); });
}

net::Response desk_leave_aside(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        ItemSet aside;
        for (const auto kind : item_kinds)
            if (!asked.form[fmt::format("aside-{}", word_of(kind))].empty()) aside.add(kind);
        if (!asked.form[fmt::format("aside-{}", noted_word)].empty()) aside.bits |= ItemSet::noted;
        const auto done = leave_aside(site.with, me, aside);
        return care(site, asked, me, done ? nullptr : &done.error(), done.has_value());
    });
}

}  // namespace himthough::web::pages
