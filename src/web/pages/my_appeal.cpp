#include "web/pages/my_appeal.h"

#include "acts/appeal.h"
#include "web/pages/mine.h"
#include "web/pages/pages.h"

namespace himthough::web::pages {

void fill_my_appeal(const Site& site, const Asked& asked, View& thing, const Contribution& said) {
    if (said.state != State::declined) return;
    const auto made = site.with.store.read([&](store::Transaction& tx) { return store::appeal_about(tx, said); });
    auto& appeal = thing.add("APPEAL");
    if (made) {
        appeal.show(made->state == AppealState::waits ? "WAITS" : "UPHELD");
        return;
    }
    auto& form = appeal.add("MAY");
    const bool came_back = site.with.ids.read(IdKind::contribution, asked.form["id"]) == said.id && !asked.form["appeal"].empty();
    form.show("OPEN_FORM", came_back);
    if (came_back) form.set("APPEAL_TYPED", asked.form["appeal"]);
}

net::Response appeal_mine(Site& site, const Asked& asked) {
    const auto opened = opened_by(site, asked);
    if (!opened) return nine_words(site, asked, &opened.error());
    const auto id = site.with.ids.read(IdKind::contribution, asked.form["id"]);
    if (!id) return error_answer(site, asked.language, 400);
    const auto done = appeal(site.with, *opened, *id, std::string(asked.form["appeal"]));
    return opened_page(site, asked, *opened, done ? Told{.changed = true} : Told{.refusal = &done.error()});
}

}  // namespace himthough::web::pages
