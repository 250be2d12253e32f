#include "web/pages/desk_parts.h"

#include <charconv>

#include <fmt/core.h>

#include "acts/checked_words.h"
#include "acts/decide.h"
#include "store/contributions.h"
#include "store/opinions.h"
#include "store/vows.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Asked& asked) { return fmt::format("desk/{}", cookie(asked.request, desk_cookie)); }

}  // namespace

std::string desk_cookie_header(std::string_view value) {
    return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Strict{}", desk_cookie, value, value.empty() ? "; Max-Age=0" : "");
}

std::optional<AtDesk> at_desk(Site& site, const Asked& asked) {
    auto me = current_reviewer(site.with, cookie(asked.request, desk_cookie));
    if (!me) return std::nullopt;
    return std::move(*me);
}

bool own_desk_form(const Site& site, const Asked& asked) { return site.tokens.nonce(asked.form["form_token"], purpose(asked)).has_value(); }

View desk_view(Site& site, const Asked& asked, const AtDesk& me) {
    auto view = view_for(site, nullptr, asked.language);
    view.set("FORM_TOKEN", site.tokens.issue(purpose(asked))).set("REVIEWER", me.name);
    view.show("MAY_REVIEW", may(me.role, Task::review)).show("MAY_FIGURES", may(me.role, Task::figures)).show("MAY_ORGANISE", may(me.role, Task::organise));
    if (may(me.role, Task::review)) fill_endings(site, view, me, asked.language);
    return view;
}

std::optional<std::int64_t> number_in(std::string_view typed) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
    return error == std::errc() && end == typed.data() + typed.size() ? std::optional(number) : std::nullopt;
}

void fill_vow_day(const Site& site, View& view, const Vow& vow, std::string_view language) {
    view.set("VOW_DAY", say_day(vow.due, language)).set("VOW_DAY_ISO", vow.due.iso());
    if (vow.repeats != Repeats::once) view.add("REPEATS").set("EVERY", site.templates.say(language, fmt::format("vow_repeats.{}", word_of(vow.repeats))));
}

namespace {

/// What a further vow or a check-in belongs to, as it is kept: a reviewer reads the one beside the other.
void fill_belongs_to(const Site& site, View& view, const Contribution& said, std::string_view language) {
    if (!said.follows) return;
    const auto [acknowledgement, vow] = site.with.store.read([&](store::Transaction& tx) {
        return std::pair(store::find_contribution(tx, *said.follows), said.of_vow ? store::find_vow(tx, *said.of_vow) : std::nullopt);
    });
    if (vow) {
        auto& of = view.add("OF_VOW").set("VOW_ACTION", vow->vow.action).set("VOW_SHOWS", vow->vow.shows);
        fill_vow_day(site, of, vow->vow, language);
    }
    if (!acknowledgement) return;
    auto& follows = view.add("FOLLOWS").set("WORDS", acknowledgement->words);
    if (acknowledgement->deed) follows.set("DEED", site.templates.say(language, fmt::format("deed.{}", word_of(*acknowledgement->deed))));
}

void fill_answered(const Site& site, View& view, ContributionId id) {
    const auto to = site.with.store.read([&](store::Transaction& tx) { return store::find_contribution(tx, id); });
    if (!to) return;
    auto& answers = view.add("ANSWERS").set("WORDS", to->words).set("WORDS_LANG", to->language);
    if (!to->note.empty()) answers.add("NOTED").set("NOTE", to->note);
}

}  // namespace

void fill_beside(const Site& site, View& view, const Contribution& said, std::string_view language) {
    if (said.check_in) {
        auto& one = view.add("CHECKED_IN").set("REPORT", site.templates.say(language, fmt::format("report.{}", word_of(said.check_in->report))));
        one.set("ON_DAY", say_day(said.check_in->on, language)).set("ON_DAY_ISO", said.check_in->on.iso());
    }
    view.show("NO_VOW", said.voice == Voice::accountable && !said.vow && !said.check_in);
    fill_belongs_to(site, view, said, language);
    if (said.answers_to) fill_answered(site, view, *said.answers_to);
}

void fill_opened(const Site& site, View& view, const Contribution& said, std::string_view language) {
    view.set("WORDS", said.words).set("WORDS_LANG", said.language);
    if (said.vow) fill_vow_day(site, view.add("VOW").set("VOW_ACTION", said.vow->action).set("VOW_SHOWS", said.vow->shows), *said.vow, language);
    fill_beside(site, view, said, language);
}

bool two_read(const Site& site, const Contribution& said) {
    return site.with.store.read([&](store::Transaction& tx) { return !store::opinion_on(tx, said.id) && needs_second(tx, site.with, said); });
}

net::Response to_sign_in(const Site& site) { return see_other(site, "/desk/sign-in"); }

}  // namespace himthough::web::pages
