#include "acts/setup.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

void fill_change(View& view, const ShownChange& shown, std::string_view language) {
    const auto& change = shown.change;
    view.set("ID", change.id).set("FILE", change.file).set("NAME", shown.who).set("DAY", say_day(change.day, language)).set("DAY_ISO", change.day.iso());
}

net::Response change_page(Site& site, const Asked& asked, const AtDesk& me, const ShownChange& shown, const Refusal* refusal, const PutInPlace* done) {
    auto view = desk_view(site, asked, me);
    fill_change(view, shown, asked.language);
    fill_diff(view, shown.diff);
    if (!shown.way_back.empty()) fill_diff(view.add("LATER"), shown.way_back);
    view.set("DIGEST", shown.digest_now).show(shown.can_go_back ? "BACK" : "IS_BEFORE");
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    if (done) {
        view.show("NOT_TAKEN", done->written);
        for (const auto& fault : done->written ? done->not_taken_up : done->looked.faults) view.add("WRONG").set("SAYS", fault);
    }
    const int status = refusal ? status_of(refusal->why) : done && !done->written ? 422 : 200;
    return personal(site, asked, status, "desk_setup_change", view, after_a_moment(status));
}

}  // namespace

void fill_diff(View& view, const std::vector<DiffLine>& diff) {
    if (diff.empty()) return;
    auto& lines = view.add("DIFF");
    for (const auto& line : diff)
        lines.add("ROW").add(line.mark == '-' ? "WENT" : line.mark == '+' ? "CAME" : "SAME").set("TEXT", line.text);
}

net::Response desk_setup_history(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        auto view = desk_view(site, asked, me);
        const auto changes = changes_made(site.with);
        view.show("NONE", changes.empty());
        for (const auto& shown : changes) fill_change(view.add("CHANGE"), shown, asked.language);
        return personal(site, asked, 200, "desk_setup_history", view);
    });
}

net::Response desk_setup_change(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto shown = change_made(site.with, site.setup, number_in(asked.id).value_or(0));
        return shown ? change_page(site, asked, me, *shown, nullptr, nullptr) : error_answer(site, asked.language, 404);
    });
}

net::Response desk_setup_back(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::organise, [&](const AtDesk& me) {
        const auto id = number_in(asked.id).value_or(0);
        const auto done = go_back(site.with, site.setup, me, id, asked.form["digest"]);
        if (done && done->written && done->not_taken_up.empty()) return see_other(site, "/desk/movement/history");
        if (!done && (done.error().why == Why::not_found || done.error().why == Why::not_allowed)) return error_answer(site, asked.language, status_of(done.error().why));
        const auto shown = change_made(site.with, site.setup, id);
        if (!shown) return error_answer(site, asked.language, 404);
        return change_page(site, asked, me, *shown, done ? nullptr : &done.error(), done ? &*done : nullptr);
    });
}

}  // namespace himthough::web::pages
