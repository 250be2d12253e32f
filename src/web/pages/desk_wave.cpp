#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "acts/decide_wave.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/sent.h"

namespace himthough::web::pages {
namespace {

using store::WaveStep;

constexpr std::string_view same_as = "same ";   // before the id and the revision of what was read

std::string value_of(const Site& site, const Contribution& said) {
    return fmt::format("{}{} {}", same_as, site.with.ids.show(IdKind::contribution, said.id), said.revision);
}

/// The words that were chosen by a radio button; "" for a form that was not made here.
Outcome<store::WaveDecision> read_step(const Site& site, std::string_view typed) {
    store::WaveDecision read;
    if (typed == "decline") return read;
    if (typed == "apart") {
        read.step = WaveStep::put_apart;
        return read;
    }
    const auto space = typed.rfind(' ');
    if (!typed.starts_with(same_as) || space < same_as.size()) return himthough::refuse(Why::missing, "decision", "fault.decision_missing");
    const auto id = site.with.ids.read(IdKind::contribution, typed.substr(same_as.size(), space - same_as.size()));
    const auto revision = number_in(typed.substr(space + 1));
    if (!id || !revision) return himthough::refuse(Why::missing, "decision", "fault.decision_missing");
    read.step = WaveStep::accept_same;
    read.model = *id;
    read.revision = *revision;
    return read;
}

Outcome<Done> decided(Site& site, const Asked& asked, const AtDesk& me, store::WaveId wave) {
    const auto read = read_step(site, asked.form["decision"]);
    if (!read) return std::unexpected(read.error());
    return decide_wave(site.with, me, {.wave = wave, .step = read->step, .newest = number_in(asked.form["newest"]).value_or(0),
                                       .reason = from_word<Reason>(asked.form["reason"]), .to_writer = std::string(asked.form["to_writer"]),
                                       .model = read->model, .revision = read->revision});
}

void fill_sample(const Site& site, View& view, const std::vector<Contribution>& sample, std::string_view chosen, std::string_view language) {
    int number = 0;
    for (const auto& said : sample) {
        const auto value = value_of(site, said);
        auto& one = view.add("TEXT").set("NUMBER", ++number).show("TWO_READ", two_read(site, said));
        fill_about(site, one, said, language);
        fill_opened(site, one, said, language);
        view.add("SAME").set("NUMBER", number).set("VALUE", value).show("CHOSEN", value == chosen);
    }
}

void fill_typed(View& view, const Form& typed) {
    const auto decision = typed["decision"];
    view.set("TO_WRITER_TYPED", typed["to_writer"]).show("DECISION_DECLINE", decision == "decline").show("DECISION_APART", decision == "apart");
    if (const auto reason = from_word<Reason>(typed["reason"])) fill_choice(view, "REASON", word_of(*reason));
}

bool holds_a_decision(const Form& typed) { return !typed["decision"].empty() || !typed["to_writer"].empty(); }

net::Response wave_page(Site& site, const Asked& asked, const AtDesk& me, store::WaveId id, const Refusal* refusal) {
    const auto [wave, sample] = site.with.store.read([&](store::Transaction& tx) {
        return std::pair(store::wave_waiting(tx, id), opened_sample(tx, site.with, me, id));
    });
    if (!wave) {
        const Refusal over{Why::already_done, "decision", "fault.wave_decided"};
        return desk_queue_page(site, asked, me, &over);
    }
    auto view = desk_view(site, asked, me);
    fill_wave(site, view, *wave, asked.language);
    const auto& typed = asked.form;
    if (!sample.empty()) view.show("OPEN").set("NEWEST", wave->newest);
    else if (auto& closed = view.add("CLOSED"); holds_a_decision(typed)) closed.add("TYPED").set("DECISION_TYPED", typed["decision"]).set("REASON_TYPED", typed["reason"]);
    fill_sample(site, view, sample, typed["decision"], asked.language);
    fill_typed(view, typed);
    if (!refusal) return personal(site, asked, 200, "desk_wave", view);
    fill_refusal(site, view, "DECISION_FAULT", *refusal, asked.language);
    view.show("TO_WRITER_REFUSED", refusal->field == "to_writer");
    const auto status = status_of(refusal->why);
    return personal(site, asked, status, "desk_wave", view, after_a_moment(status));
}

/// One of the pages of a wave; 404 for what is no number.
template <class Page>
net::Response for_wave(Site& site, const Asked& asked, Page page) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto id = number_in(asked.id);
        return id ? page(me, *id) : error_answer(site, asked.language, 404);
    });
}

}  // namespace

void fill_wave(const Site& site, View& view, const store::WaveInQueue& wave, std::string_view language) {
    view.set("WAVE_ID", wave.id).set("COUNT", wave.waiting).set("DAY", say_day(wave.day, language)).set("DAY_ISO", wave.day.iso());
    if (const auto* movement = find_movement(site.with, wave.movement)) view.set("MOVEMENT_NAME", movement->text(language).name);
    for (const auto& one : wave.languages) view.add("SPOKEN").set("LANGUAGE", language_name(one, language));
    if (wave.declined > 0) view.add("BEFORE").set("DECLINED_COUNT", wave.declined);
}

net::Response desk_wave(Site& site, const Asked& asked) {
    return for_wave(site, asked, [&](const AtDesk& me, store::WaveId id) { return wave_page(site, asked, me, id, nullptr); });
}

net::Response desk_read_wave(Site& site, const Asked& asked) {
    return for_wave(site, asked, [&](const AtDesk& me, store::WaveId id) {
        const auto done = read_wave(site.with, me, id);
        if (holds_a_decision(asked.form)) return wave_page(site, asked, me, id, done ? nullptr : &done.error());   // it was closed meanwhile
        return done ? see_other(site, fmt::format("/desk/wave/{}", id)) : desk_queue_page(site, asked, me, &done.error());
    });
}

net::Response desk_decide_wave(Site& site, const Asked& asked) {
    return for_wave(site, asked, [&](const AtDesk& me, store::WaveId id) {
        const auto done = attempt([&] { return decided(site, asked, me, id); });
        if (done) return see_other(site, "/desk?decided=4");
        return wave_page(site, asked, me, id, &done.error());
    });
}

net::Response desk_undo_wave(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::review, [&](const AtDesk& me) {
        const auto decision = number_in(asked.id);
        if (!decision) return error_answer(site, asked.language, 404);
        const auto done = undo_wave(site.with, me, *decision);
        return done ? see_other(site, "/desk?decided=3") : desk_queue_page(site, asked, me, &done.error());
    });
}

}  // namespace himthough::web::pages
