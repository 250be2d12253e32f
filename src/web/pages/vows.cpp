#include "web/pages/vows.h"

#include <algorithm>

#include <fmt/format.h>

#include "store/contributions.h"
#include "store/vows.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

// On the page of an acknowledgement, of each vow; all of them are counted.
constexpr int most_check_ins = 50;

const std::vector<Action>& menu_in(const Site& site, std::string_view language) {
    const auto found = site.actions.find(language);
    return found == site.actions.end() ? site.actions.at("en") : found->second;
}

const Action* chosen(const Site& site, const Form& typed, std::string_view language) {
    const auto& menu = menu_in(site, language);
    const auto found = std::ranges::find(menu, typed["vow_choice"], &Action::id);
    return found == menu.end() ? nullptr : &*found;
}

void fill_menu(const Site& site, View& form, std::string_view choice, std::string_view language) {
    View* group = nullptr;
    std::optional<VowKind> kind;
    for (const auto& action : menu_in(site, language)) {
        if (action.kind != kind) {
            kind = action.kind;
            group = &form.add("MENU_KIND").set("KIND_NAME", site.templates.say(language, fmt::format("vow_kind.{}", word_of(action.kind))));
        }
        auto& one = group->add("MENU_ACTION").set("ACTION_ID", action.id).set("DOES", action.does).show("CHOSEN", action.id == choice);
        one.set("ACTION_KIND", word_of(action.kind)).set("ACTION_SHOWS", action.shows).set("ACTION_REPEATS", word_of(action.repeats));
    }
}

/// "VOW_KIND_SPEAK_UP"
void fill_word(View& form, std::string_view prefix, std::string word) {
    std::ranges::replace(word, '-', '_');
    fill_choice(form, prefix, word);
}

std::string_view state_word(const Standing& now) {
    if (now.state == VowState::kept) return now.witnessed ? "kept_witnessed" : "kept_own_word";
    return word_of(now.state);
}

}  // namespace

TypedVow typed_vow(const Site& site, const Asked& asked) {
    const auto& typed = asked.form;
    TypedVow vow{from_word<VowKind>(typed["vow_kind"]), std::string(typed["vow_action"]), std::string(typed["vow_shows"]),
                 from_word<Repeats>(typed["vow_repeats"]), std::string(typed["vow_day"])};
    const auto* action = chosen(site, typed, asked.language);
    if (!action || !vow.action.empty()) return vow;
    vow.kind = action->kind;
    vow.action = action->does;
    if (vow.shows.empty()) vow.shows = action->shows;
    if (!vow.repeats) vow.repeats = action->repeats;
    return vow;
}

void fill_vow_fields(const Site& site, View& form, const Form& typed, const Vow* kept, std::string_view language) {
    fill_vow_days(site, form);
    fill_menu(site, form, typed["vow_choice"], language);
    const auto kind = kept ? std::optional(kept->kind) : from_word<VowKind>(typed["vow_kind"]);
    const auto repeats = kept ? std::optional(kept->repeats) : from_word<Repeats>(typed["vow_repeats"]);
    fill_word(form, "VOW_KIND", std::string(word_of(kind.value_or(VowKind::stop))));
    if (repeats) fill_word(form, "VOW_REPEATS", std::string(word_of(*repeats)));
    form.set("VOW_ACTION_VALUE", kept ? kept->action : typed["vow_action"]).set("VOW_SHOWS_VALUE", kept ? kept->shows : typed["vow_shows"]);
    form.set("VOW_DAY_VALUE", kept ? kept->due.iso() : std::string(typed["vow_day"]));
}

void fill_standing(const Site& site, View& view, const Vow& vow, std::span<const CheckIn> reports, std::string_view language) {
    const Day today = site.with.clock.today();
    const auto now = standing(vow, reports, today);
    view.set("STATE_WORD", state_word(now)).set("STATE", site.templates.say(language, fmt::format("became.{}", state_word(now))));
    view.show("OVERDUE", now.overdue).show("QUESTIONED", now.questioned);
    view.set("VOW_DAY", say_day(vow.due, language)).set("VOW_DAY_ISO", vow.due.iso());
    view.set("SINCE", say_day(vow.made, language)).set("SINCE_ISO", vow.made.iso());
    if (vow.repeats != Repeats::once) {
        auto& rounds = view.add("ROUNDS").set("KEPT", now.rounds_kept).set("IN_ALL", now.rounds);
        rounds.set("EVERY", site.templates.say(language, fmt::format("vow_repeats.{}", word_of(vow.repeats))));
    }
    if (now.check_ins > 0) view.add("COUNTED").set("COUNT", now.check_ins);
}

View& fill_check_in(const Site& site, View& view, const Contribution& said, std::string_view language) {
    const auto& report = *said.check_in;
    auto& one = view.add("CHECK_IN").set("REPORT", site.templates.say(language, fmt::format("report.{}", word_of(report.report))));
    one.set("ON_DAY", say_day(report.on, language)).set("ON_DAY_ISO", report.on.iso());
    if (!said.words.empty()) one.add("REPORT_WORDS").set("WORDS", said.words).set("WORDS_LANG", said.language);
    return one.show("CONFIRMED", report.witness == WitnessWord::confirms).show("QUESTIONED", report.witness == WitnessWord::questions);
}

void fill_became(const Site& site, View& view, const Contribution& said, std::string_view language, Became how_much) {
    const auto fill_one = [&](const Contribution& carrier) {
        const auto reports = site.with.store.read([&](store::Transaction& tx) { return store::reports_on(tx, carrier.vow->id, true); });
        auto& became = view.add("BECAME").set("VOW_ACTION", carrier.vow->action).set("WORDS_LANG", carrier.language);
        if (!carrier.vow->shows.empty()) became.add("SHOWN").set("VOW_SHOWS", carrier.vow->shows);
        fill_standing(site, became, *carrier.vow, reports, language);
        if (how_much == Became::state) return;
        became.show("EARLIER", reports.size() > most_check_ins);
        for (const auto& one : site.with.store.read([&](store::Transaction& tx) { return store::last_check_ins(tx, carrier.vow->id, most_check_ins); }))
            fill_check_in(site, became, one, language);
    };
    const auto further = site.with.store.read([&](store::Transaction& tx) { return store::further_vows(tx, said.id); });
    if (said.vow) fill_one(said);
    for (const auto& one : further)
        if (one.vow) fill_one(one);
    view.show("NO_VOW", !said.vow && further.empty());
}

}  // namespace himthough::web::pages
