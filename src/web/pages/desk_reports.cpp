#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "acts/report.h"
#include "store/concerns.h"
#include "store/contributions.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"
#include "web/pages/report.h"

namespace himthough::web::pages {
namespace {

constexpr int on_a_page = 50;
constexpr std::int64_t several = 10;

/// What the desk hears of reports: how often in words, and why.
void fill_reported_line(const Site& site, View& view, const store::Reported& reported, std::string_view language) {
    view.show(reported.reports == 1 ? "ONCE" : reported.reports <= several ? "SEVERAL" : "MANY").show("WAVE", reported.most_in_a_day > wave_of_reports);
    const auto reasons = site.with.store.read([&](store::Transaction& tx) { return store::waiting_reasons(tx, reported.contribution); });
    for (const auto& reason : reasons) view.add("REASON").set("SAYS", site.templates.say(language, key_of_report(reason)));
}

net::Response list_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto query = Form::parse(asked.request.query()).value_or(Form());
    struct Line {
        store::Reported reported;
        Contribution said;
    };
    auto view = desk_view(site, asked, me);
    const auto lines = site.with.store.read([&](store::Transaction& tx) {
        std::vector<Line> found;
        auto reported = store::reported_contributions(tx, number_in(query["after"]).value_or(0), on_a_page + 1);
        if (reported.size() > on_a_page) {
            reported.pop_back();
            view.add("MORE").set("AFTER", reported.back().first);
        }
        for (const auto& one : reported)
            if (auto said = store::find_contribution(tx, one.contribution)) found.push_back({one, std::move(*said)});
        return found;
    });
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    view.show("EMPTY", lines.empty()).show("DECIDED", !refusal && !query["decided"].empty());
    for (const auto& [reported, said] : lines) {
        auto& line = view.add("ITEM");
        fill_about(site, line, said, asked.language);
        fill_reported_line(site, line, reported, asked.language);
    }
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_reports", view);
}

net::Response one_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    const auto reported = id ? site.with.store.read([&](store::Transaction& tx) { return store::find_reported(tx, *id); }) : std::nullopt;
    if (!reported && refusal && !refusal->says.empty()) return list_page(site, asked, me, refusal);   // somebody else decided, or its writer acted
    if (!reported) return error_answer(site, asked.language, 404);
    auto [said, concerns] = site.with.store.read([&](store::Transaction& tx) {
        return std::pair(store::find_contribution(tx, *id), store::waiting_concerns(tx, *id, on_a_page + 1));
    });
    if (!said || concerns.empty()) return error_answer(site, asked.language, 404);
    auto view = desk_view(site, asked, me);
    const bool more = concerns.size() > on_a_page;
    if (more) concerns.pop_back();
    view.set("READ_UP_TO", concerns.back().id).show("MORE_WAIT", more);
    view.set("REVISION", said->revision).show("MAY_CHANGE", !said->answers_to);
    fill_about(site, view, *said, asked.language);
    fill_reported_line(site, view, *reported, asked.language);
    fill_opened(site, view, *said, asked.language);
    view.show("DESCRIBED", std::ranges::any_of(concerns, [](const Concern& concern) { return concern.alike != 0; }));
    for (const auto& concern : concerns) {
        auto& one = view.add("CONCERN").set("SAYS", site.templates.say(asked.language, key_of_report(concern.reason)));
        one.set("CAME", say_day(concern.day, asked.language)).set("CAME_ISO", concern.day.iso());
        if (concern.wish) one.add("WISHED").set("WISH", site.templates.say(asked.language, fmt::format("about_me.wish_{}", word_of(*concern.wish))));
        if (!concern.words.empty()) one.add("SAID").set("REPORTERS_WORDS", concern.words);
    }
    if (refusal) {
        fill_refusal(site, view, "DECISION_FAULT", *refusal, asked.language);
        if (const auto decision = report_decision_from_word(asked.form["decision"])) fill_choice(view, "DECISION", word_of(*decision));
        if (const auto reason = from_word<Reason>(asked.form["reason"])) fill_choice(view, "REASON", word_of(*reason));
    }
    const int status = refusal ? status_of(refusal->why) : 200;
    return personal(site, asked, status, "desk_report", view, after_a_moment(status));
}

Outcome<Done> decided(Site& site, const Asked& asked, const AtDesk& me) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return himthough::refuse(Why::not_found);
    const auto decision = report_decision_from_word(asked.form["decision"]);
    if (!decision) return himthough::refuse(Why::missing, "decision", "fault.decision_missing");
    NewReportDecision made{*id, 0, *decision, from_word<Reason>(asked.form["reason"]), number_in(asked.form["read_up_to"]).value_or(0)};
    const auto revision = asked.form["revision"];
    std::from_chars(revision.data(), revision.data() + revision.size(), made.revision);
    return decide_reports(site.with, me, made);
}

}  // namespace

net::Response desk_reports(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return list_page(site, asked, me, nullptr); });
}

net::Response desk_report(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) { return one_page(site, asked, me, nullptr); });
}

net::Response desk_decide_reports(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto done = attempt([&] { return decided(site, asked, me); });
        if (done) return see_other(site, asked.form["decision"] == word_of(ReportDecision::replace) ? fmt::format("/desk/item/{}", asked.id) : "/desk/reports?decided=1");
        return one_page(site, asked, me, &done.error());
    });
}

}  // namespace himthough::web::pages
