#include <map>

#include <fmt/core.h>

#include "acts/decide.h"
#include "acts/take.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

std::string field(std::string_view name, std::size_t number) { return fmt::format("{}-{}", name, number); }

/// What was chosen for each text of the form, by its public id.
std::map<std::string_view, std::string_view> chosen_in(const Form& form) {
    std::map<std::string_view, std::string_view> chosen;
    for (std::size_t number = 1; number <= most_at_once; ++number)
        if (const auto id = form[field("id", number)]; !id.empty()) chosen.emplace(id, form[field("decision", number)]);
    return chosen;
}

net::Response page(Site& site, const Asked& asked, const AtDesk& me, ItemKind kind, const Refusal* refusal) {
    const auto texts = site.with.store.read([&](store::Transaction& tx) { return opened_together(tx, site.with, me, kind); });
    if (texts.empty()) {
        const Refusal none{Why::already_done, "", "fault.none_open"};
        return desk_queue_page(site, asked, me, refusal ? refusal : &none);
    }
    const auto chosen = chosen_in(asked.form);
    auto view = desk_view(site, asked, me);
    view.set("WHAT_NOW", word_of(kind));
    std::size_t number = 0;
    for (const auto& said : texts) {
        auto& one = view.add("TEXT").set("NUMBER", ++number).set("REVISION", said.revision).show("TWO_READ", two_read(site, said));
        fill_about(site, one, said, asked.language);
        fill_opened(site, one, said, asked.language);
        const auto typed = chosen.find(site.with.ids.show(IdKind::contribution, said.id));
        const auto decision = typed == chosen.end() ? std::string_view() : typed->second;
        one.show(decision == "accept" ? "ACCEPT" : decision == "decline" ? "DECLINE" : "LEAVE");
    }
    if (!refusal) return personal(site, asked, 200, "desk_several", view);
    fill_refusal(site, view, "DECISION_FAULT", *refusal, asked.language);
    if (const auto reason = from_word<Reason>(asked.form["reason"])) fill_choice(view, "REASON", word_of(*reason));
    const auto status = status_of(refusal->why);
    return personal(site, asked, status, "desk_several", view, after_a_moment(status));
}

/// Each text for itself. Whether all of it could be done; refused only where nothing of it should be done, or no more of it can be.
Outcome<bool> decide_each(Site& site, const Asked& asked, const AtDesk& me) {
    const auto& form = asked.form;
    const auto reason = from_word<Reason>(form["reason"]);
    for (std::size_t number = 1; number <= most_at_once; ++number)
        if (form[field("decision", number)] == "decline" && !reason) return himthough::refuse(Why::missing, "reason", "fault.reason_missing");
    bool all = true;
    for (std::size_t number = 1; number <= most_at_once; ++number) {
        if (form[field("id", number)].empty()) continue;
        const auto id = site.with.ids.read(IdKind::contribution, form[field("id", number)]);
        const auto decision = decision_from_word(form[field("decision", number)]);
        const bool decides = decision == Decision::accept || decision == Decision::decline;
        Outcome<Done> done = himthough::refuse(Why::not_found);
        if (id && !decides) done = put_back(site.with, me, *id);
        if (id && decides) {
            const auto ended = decide(site.with, me, {*id, number_in(form[field("revision", number)]).value_or(0), {.decision = *decision, .reason = reason}, false});
            done = ended ? Outcome<Done>(Done{}) : std::unexpected(ended.error());
        }
        if (!done && done.error().why == Why::unavailable) return std::unexpected(done.error());
        all = all && done;
    }
    return all;
}

/// One of the pages for a kind; the queue for what is none.
template <class Page>
net::Response for_kind(Site& site, const Asked& asked, std::string_view word, Page page) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto kind = item_kind_from_word(word);
        return kind ? page(me, *kind) : desk_queue_page(site, asked, me, nullptr);
    });
}

}  // namespace

net::Response desk_several(Site& site, const Asked& asked) {
    const auto query = Form::parse(asked.request.query()).value_or(Form());
    return for_kind(site, asked, query["what"], [&](const AtDesk& me, ItemKind kind) { return page(site, asked, me, kind, nullptr); });
}

net::Response desk_read_several(Site& site, const Asked& asked) {
    return for_kind(site, asked, asked.form["what"], [&](const AtDesk& me, ItemKind kind) {
        const auto done = take_several(site.with, me, kind);
        return done ? see_other(site, fmt::format("/desk/several?what={}", word_of(kind))) : desk_queue_page(site, asked, me, &done.error());
    });
}

net::Response desk_decide_several(Site& site, const Asked& asked) {
    return for_kind(site, asked, asked.form["what"], [&](const AtDesk& me, ItemKind kind) {
        const auto all = attempt([&] { return decide_each(site, asked, me); });
        if (!all) return page(site, asked, me, kind, &all.error());
        if (*all) return see_other(site, fmt::format("/desk?decided=5&what={}", word_of(kind)));
        const Refusal some{Why::already_done, "", "fault.several_some"};
        return desk_queue_page(site, asked, me, &some);
    });
}

}  // namespace himthough::web::pages
