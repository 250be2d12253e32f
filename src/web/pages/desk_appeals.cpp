#include <algorithm>
#include <charconv>

#include "acts/appeal.h"
#include "store/contributions.h"
#include "store/reviewers.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

constexpr int on_a_page = 50;

struct Line {
    store::Appeal appeal;
    Contribution said;
    bool anothers;
};

/// Those that this reviewer may decide first.
std::vector<Line> lines_for(Site& site, const AtDesk& me) {
    auto lines = site.with.store.read([&](store::Transaction& tx) {
        std::vector<Line> found;
        for (const auto& appeal : store::waiting_appeals(tx, on_a_page))
            if (auto said = store::find_contribution(tx, appeal.contribution)) found.push_back({appeal, std::move(*said), is_anothers(tx, me, appeal)});
        return found;
    });
    std::ranges::stable_partition(lines, [](const Line& line) { return !line.anothers; });
    return lines;
}

net::Response list(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto lines = lines_for(site, me);
    const bool alone = site.with.store.read([](store::Transaction& tx) { return store::count_readers(tx) < 2; });
    auto view = desk_view(site, asked, me);
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    view.show("EMPTY", lines.empty()).show("ALONE", alone && !lines.empty());
    for (const auto& [appeal, said, anothers] : lines) {
        auto& line = view.add("ITEM").show(anothers ? "DECIDED_BY_ME" : "MAY_DECIDE");
        fill_about(site, line, said, asked.language);
    }
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_appeals", view);
}

net::Response one(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    const auto said = id ? site.with.store.read([&](store::Transaction& tx) { return store::find_contribution(tx, *id); }) : std::nullopt;
    const auto made = said ? site.with.store.read([&](store::Transaction& tx) { return store::appeal_about(tx, *said); }) : std::nullopt;
    const bool waits = made && made->state == AppealState::waits && said->state == State::declined;
    if (!waits && refusal && refusal->why != Why::not_found) return list(site, asked, me, refusal);
    if (!waits) return error_answer(site, asked.language, 404);
    if (site.with.store.read([&](store::Transaction& tx) { return is_anothers(tx, me, *made); })) {
        const Refusal anothers{Why::not_allowed, "", "fault.appeal_is_anothers"};
        return list(site, asked, me, &anothers);
    }
    auto view = desk_view(site, asked, me);
    fill_about(site, view, *said, asked.language);
    view.set("REVISION", said->revision);
    fill_opened(site, view, *said, asked.language);
    if (!made->words.empty()) view.add("APPEAL").set("APPEAL_WORDS", made->words);
    if (refusal) fill_refusal(site, view, "DECISION_FAULT", *refusal, asked.language);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_appeal", view);
}

Outcome<Done> decided(Site& site, const Asked& asked, const AtDesk& me) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return himthough::refuse(Why::not_found);
    const auto decision = asked.form["decision"];
    if (decision != "uphold" && decision != "overturn") return himthough::refuse(Why::missing, "decision", "fault.decision_missing");
    std::int64_t revision = 0;
    const auto read = asked.form["revision"];
    std::from_chars(read.data(), read.data() + read.size(), revision);
    return decide_appeal(site.with, me, *id, revision, decision == "overturn");
}

}  // namespace

net::Response desk_appeals(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return list(site, asked, me, nullptr); });
}

net::Response desk_appeal(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return one(site, asked, me, nullptr); });
}

net::Response desk_decide_appeal(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto done = attempt([&] { return decided(site, asked, me); });
        if (done) return see_other(site, "/desk/appeals");
        return one(site, asked, me, &done.error());
    });
}

}  // namespace himthough::web::pages
