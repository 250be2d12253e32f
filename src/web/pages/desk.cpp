#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "acts/take.h"
#include "base/text.h"
#include "store/contributions.h"
#include "store/opinions.h"
#include "store/queue.h"
#include "store/shown_rounds.h"
#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

constexpr int on_a_page = 20;

std::string_view why(const Site& site, const Finding& finding, std::string_view language) {
    return site.with.guard.says(finding.kind, language);
}

/// What the guard noticed, each kind once. It says what may come before anybody opens the words.
void fill_kinds(const Site& site, View& view, const Contribution& said, std::string_view language) {
    std::set<std::string_view> kinds;
    const auto look = [&](std::string_view text) {
        for (const auto& finding : site.with.guard.read(text).found)
            if (kinds.insert(finding.kind).second) view.add("KIND").set("SAYS", why(site, finding, language));
    };
    look(said.words);
    look(said.note);
    if (said.vow) look(said.vow->action), look(said.vow->shows);
}

void fill_what_it_is(const Site& site, View& view, const Contribution& said, std::string_view language) {
    const auto say = [&](std::string_view list, std::string_view word) { return site.templates.say(language, fmt::format("{}.{}", list, word)); };
    if (said.voice != Voice::accountable) view.show(section_of(said.voice));
    else if (said.check_in) view.add("IS_CHECK_IN").set("REPORT", say("report", word_of(said.check_in->report)));
    else if (said.follows) view.show("IS_VOW");
    else if (said.pledge) view.add("IS_PLEDGE").set("NEEDS", said.pledge->needs);
    else if (said.deed) view.add("OWNED").set("DEED", say("deed", word_of(*said.deed)));
}

std::string_view length_of(const Contribution& said) {
    const auto letters = code_points(said.words) + (said.vow ? code_points(said.vow->action) : 0);
    return letters < 300 ? "desk_length.short" : letters < 1500 ? "desk_length.middle" : "desk_length.long";
}

/// "2" and a public id: the last one on the page before. The beginning for anything else.
store::InQueue place_in_queue(const Site& site, std::string_view said) {
    if (said.empty() || said.front() < '0' || said.front() > '2') return {};
    const auto id = site.with.ids.read(IdKind::contribution, said.substr(1));
    return id ? store::InQueue{static_cast<Heed>(said.front() - '0'), *id} : store::InQueue{};
}

/// What a reviewer asked for: everything, a voice, or a kind, by its word.
ItemSet asked_kinds(std::string_view what) {
    ItemSet set;
    const auto kind = item_kind_from_word(what);
    for (const auto one : item_kinds) {
        const bool of_accountable = one == ItemKind::deed || one == ItemKind::grave_deed || one == ItemKind::vow || one == ItemKind::check_in || one == ItemKind::pledge;
        if (kind ? one == *kind : what != word_of(Voice::accountable) || of_accountable) set.add(one);
    }
    return set;
}

bool is_asked_for(std::string_view what) { return what == word_of(Voice::accountable) || item_kind_from_word(what); }

std::set<std::string_view> spoken(const Site& site) {
    std::set<std::string_view> languages;
    for (const auto& movement : site.with.movements)
        for (const auto& one : movement.languages) languages.insert(one);
    return languages;
}

void fill_filter(const Site& site, View& view, std::string_view what, std::string_view of_language, std::string_view language) {
    const auto choice = [&](std::string_view word) {
        view.add("WHAT").set("WORD", word).set("NAME", site.templates.say(language, fmt::format("desk_kind.{}", word))).show("CHOSEN", word == what);
    };
    choice(word_of(Voice::accountable));
    for (const auto kind : item_kinds) choice(word_of(kind));
    for (const auto one : spoken(site))
        view.add("IN_LANGUAGE").set("WORD", one).set("NAME", language_name(one, language)).show("CHOSEN", one == of_language);
}

/// What one page of the queue shows.
struct Queue {
    std::vector<Contribution> second, light, waiting;
    std::vector<store::Undo> undos;
    std::vector<store::WaveInQueue> waves;
    std::vector<store::WaveDecision> wave_undos;
    store::ForSecond for_second;
    bool rest = false, circles = false;
};

/// Waves are chosen and left aside as single texts are: by anything in them.
std::vector<store::WaveInQueue> waves_for(std::vector<store::WaveInQueue> waves, const store::QueueView& view) {
    std::erase_if(waves, [&](const store::WaveInQueue& wave) {
        const bool other_language = !view.language.empty() && std::ranges::find(wave.languages, view.language) == wave.languages.end();
        return (wave.kinds.bits & view.aside.bits) != 0 || (wave.kinds.bits & view.kinds.bits) == 0 || other_language;
    });
    return waves;
}

Queue read_queue(Site& site, const AtDesk& me, store::QueueView view, store::InQueue after) {
    return site.with.store.read([&](store::Transaction& tx) {
        Queue queue;
        const auto reading = at(store::reading_of(tx, me.reviewer), view.now, site.with.desk.caps);
        view.aside = store::aside_of(tx, me.reviewer);
        view.readers = store::count_readers(tx);
        queue.undos = store::undos_of(tx, me.reviewer, view.now);
        queue.wave_undos = store::waves_to_undo(tx, me.reviewer, view.now);
        queue.circles = !store::shown_rounds(tx, 1).empty();
        queue.rest = must_rest(reading, view.now, site.with.desk.caps);
        auto all = view;
        all.kinds = asked_kinds("");
        all.language = "";
        queue.for_second = store::count_for_second(tx, all);
        if (queue.rest) queue.for_second.mine = 0;
        if (queue.rest) return queue;
        queue.waiting = store::waiting_contributions(tx, view, after, on_a_page + 1);
        if (after.id != 0) return queue;
        queue.waves = waves_for(store::waves_waiting(tx), view);
        queue.second = store::waiting_for_second(tx, view, on_a_page);
        if (reading.heavy < most_heavy) return queue;
        view.kinds.bits &= light_items().bits;
        queue.light = store::waiting_contributions(tx, view, {}, 1);
        return queue;
    });
}

std::string_view why_here(Heed heed) {
    switch (heed) {
        case Heed::ask: return "desk_why.ask";
        case Heed::hint: return "desk_why.hint";
        case Heed::none: return "desk_why.waited";
    }
    return "desk_why.waited";
}

void fill_items(const Site& site, View& view, const Queue& queue, std::string_view language) {
    std::set<ContributionId> shown;
    const auto item = [&](const Contribution& said, std::string_view why) {
        if (!shown.insert(said.id).second) return;
        auto& one = view.add("ITEM").set("WHY", site.templates.say(language, why));
        fill_about(site, one, said, language);
    };
    for (const auto& wave : queue.waves) fill_wave(site, view.add("WAVE"), wave, language);
    for (const auto& said : queue.light) item(said, "desk_why.light");
    for (const auto& said : queue.second) item(said, "desk_why.second");
    for (const auto& said : queue.waiting) item(said, why_here(said.heed));
}

void fill_undos(const Site& site, View& view, const Queue& queue, std::string_view language) {
    for (const auto& undo : queue.undos)
        view.show("UNDOS").add("UNDO").set("ID", site.with.ids.show(IdKind::contribution, undo.contribution))
            .set("DECISION", site.templates.say(language, fmt::format("desk_undo.{}", word_of(undo.decision))));
    for (const auto& undo : queue.wave_undos)
        view.show("UNDOS").add("UNDO_WAVE").set("NUMBER", undo.id)
            .set("DECISION", site.templates.say(language, undo.step == store::WaveStep::decline ? "desk_undo.wave_decline" : "desk_undo.wave_same"));
}

}  // namespace

void fill_caps(const Site& site, View& view) {
    const auto& caps = site.with.desk.caps;
    view.set("ITEMS", caps.items).set("MINUTES", caps.reading.count()).set("REST_MINUTES", caps.rest.count());
}

void fill_about(const Site& site, View& view, const Contribution& said, std::string_view language) {
    view.set("ID", site.with.ids.show(IdKind::contribution, said.id));
    if (const auto* movement = find_movement(site.with, said.movement)) view.set("MOVEMENT_NAME", movement->text(language).name);
    view.set("DAY", say_day(said.day, language)).set("DAY_ISO", said.day.iso());
    view.set("LANGUAGE", language_name(said.language, language)).set("WORDS_LANG", said.language);
    view.set("LENGTH", site.templates.say(language, length_of(said)));
    fill_what_it_is(site, view, said, language);
    view.show("SHARED", said.audience == Audience::survivors);
    if (!said.note.empty()) view.add("NOTED").set("NOTE", said.note);
    fill_kinds(site, view, said, language);
}

net::Response desk_queue_page(Site& site, const Asked& asked, const AtDesk& me, const Refusal* refusal) {
    const auto query = Form::parse(asked.request.query()).value_or(Form());
    const auto what = is_asked_for(query["what"]) ? query["what"] : "", of_language = spoken(site).contains(query["language"]) ? query["language"] : "";
    auto queue = read_queue(site, me, {.reviewer = me.reviewer, .kinds = asked_kinds(what), .language = of_language, .now = site.with.clock.now()},
                            place_in_queue(site, query["after"]));
    auto view = desk_view(site, asked, me);
    if (refusal) fill_refusal(site, view, "FAULT", *refusal, asked.language);
    else if (query["decided"] == "1") view.show("DECIDED");
    else if (query["decided"] == "2") view.show("WAITS_FOR_SECOND");
    else if (query["decided"] == "3") view.show("UNDONE");
    else if (query["decided"] == "4") view.show("WAVE_DECIDED");
    else if (query["decided"] == "5") view.show("SEVERAL_DECIDED");
    fill_filter(site, view, what, of_language, asked.language);
    fill_undos(site, view, queue, asked.language);
    fill_lanes(site, view, me, asked.language);
    if (queue.rest) fill_caps(site, view.add("REST"));
    view.show("EMPTY", !queue.rest && queue.waiting.empty() && queue.second.empty() && queue.waves.empty()).show("CIRCLES_WAIT", queue.circles);
    if (const auto& [all, mine] = queue.for_second; all > 0) view.add("FOR_SECOND").set("ALL", all).set("MINE", mine);
    if (!queue.rest && item_kind_from_word(what)) view.add("TOGETHER").set("WHAT_NOW", what);
    if (queue.waiting.size() > on_a_page) {
        queue.waiting.pop_back();
        view.add("MORE").set("AFTER", fmt::format("{}{}", static_cast<int>(queue.waiting.back().heed), site.with.ids.show(IdKind::contribution, queue.waiting.back().id)))
            .set("WHAT_NOW", what).set("LANGUAGE_NOW", of_language);
    }
    fill_items(site, view, queue, asked.language);
    return personal(site, asked, refusal ? status_of(refusal->why) : 200, "desk_queue", view);
}

net::Response desk_queue(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk& me) {
        // Everybody lands here; whoever only reads figures goes on to them.
        if (!may(me.role, Task::review)) return see_other(site, "/desk/figures");
        return desk_queue_page(site, asked, me, nullptr);
    });
}

}  // namespace himthough::web::pages
