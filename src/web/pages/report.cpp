#include "web/pages/report.h"

#include <charconv>

#include <fmt/core.h>

#include "acts/report.h"
#include "store/answers.h"
#include "store/contributions.h"
#include "web/pages/marked.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/saved.h"
#include "web/pages/slow.h"

namespace himthough::web::pages {
namespace {

std::string purpose(const Movement& movement) { return movement.slug + "/report"; }

Reading reading() { return {{"words"}, true, ""}; }

/// "<public id> 3": which text, as it was read.
std::string part_of(const Site& site, const Contribution& said) { return fmt::format("{} {}", site.with.ids.show(IdKind::contribution, said.id), said.revision); }

struct Part {
    ContributionId id = 0;
    std::int64_t revision = 0;
};
std::optional<Part> read_part(const Site& site, std::string_view typed) {
    const auto space = typed.find(' ');
    if (space == typed.npos) return std::nullopt;
    const auto id = site.with.ids.read(IdKind::contribution, typed.substr(0, space));
    const auto digits = typed.substr(space + 1);
    Part part{id.value_or(0)};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), part.revision);
    if (!id || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return part;
}

/// What stands on the page: first the contribution itself, then what follows it, or answers it.
std::vector<Contribution> shown_there(Site& site, const Asked& asked) {
    const auto id = site.with.ids.read(IdKind::contribution, asked.id);
    if (!id) return {};
    return site.with.store.read([&](store::Transaction& tx) {
        std::vector<Contribution> all;
        if (auto said = find_shown(tx, asked.movement->id, *id)) all.push_back(std::move(*said));
        if (all.empty() || !all.front().place) return std::vector<Contribution>();
        for (auto& said : store::contributions_following(tx, *id))
            if (is_shown(said)) all.push_back(std::move(said));
        for (auto& answer : store::shown_answers(tx, *id)) all.push_back(std::move(answer));
        return all;
    });
}

void fill_parts(const Site& site, View& view, const Asked& asked, const std::vector<Contribution>& there) {
    if (there.size() == 1) {
        view.add("WHOLE").set("PART", part_of(site, there.front()));
        return;
    }
    auto& parts = view.add("PARTS");
    const auto chosen = read_part(site, asked.form["part"]);
    int answers = 0;
    for (const auto& said : there) {
        auto& one = parts.add("PART").set("VALUE", part_of(site, said)).show("SELECTED", chosen && chosen->id == said.id);
        if (said.check_in) one.add("IS_CHECK_IN").set("REPORT", site.templates.say(asked.language, fmt::format("report.{}", word_of(said.check_in->report))))
            .set("ON_DAY", say_day(said.check_in->on, asked.language));
        else if (said.answers_to) one.add("IS_ANSWER").set("NUMBER", ++answers);
        else one.show(said.follows ? "IS_VOW" : "IS_FIRST");
    }
}

/// The form, empty or as it was typed. Where there is nothing to report any more, that is said beside what was typed.
net::Response form(Site& site, const Asked& asked, const FormState& state, net::HeaderList more = {}) {
    const auto there = shown_there(site, asked);
    const bool gone = there.empty();
    if (gone && asked.request.method != net::Method::post) return error_answer(site, asked.language, 404);
    auto view = view_for(site, asked.movement, asked.language);
    const auto& typed = asked.form;
    fill_token(site, asked, view, *asked.movement, purpose(*asked.movement), state.refusal);
    view.set("WORDS_VALUE", typed["words"]).set("PATH", asked.request.path());
    if (!gone) fill_parts(site, view.add("SHOWN"), asked, there);
    if (typed["reason"] == "about_me") view.show("REASON_ABOUT_ME");
    else if (const auto reason = from_word<Reason>(typed["reason"])) fill_choice(view, "REASON", word_of(*reason));
    fill_form(site, view, view, asked, state, reading(), "say");
    return personal(site, asked, gone ? 404 : state.status(), "report", view, std::move(more));
}

}  // namespace

std::string key_of_report(std::optional<Reason> reason) { return reason ? fmt::format("desk_reason.{}", word_of(*reason)) : "reported.about_me"; }

bool fill_reported(Site& site, View& page, const Opened& opened, std::string_view language) {
    const auto concern = reported_by(site.with, opened);
    if (!concern) return false;
    auto& reported = page.add("REPORTED").set("REASON", site.templates.say(language, key_of_report(concern->reason)));
    if (concern->wish) reported.add("WISHED").set("WISH", site.templates.say(language, fmt::format("about_me.wish_{}", word_of(*concern->wish))));
    reported.set("DAY", say_day(concern->day, language)).set("DAY_ISO", concern->day.iso());
    reported.set("STATE", site.templates.say(language, fmt::format("reported.{}", word_of(concern->state))));
    if (!concern->words.empty()) reported.add("SAID").set("WORDS", concern->words);
    return true;
}

net::Response report_form(Site& site, const Asked& asked) { return form(site, asked, How::fresh); }

net::Response report(Site& site, const Asked& asked) {
    if (auto again = before_the_act(site, asked, reading(), form)) return *again;
    return sent_new(site, asked, *asked.movement, purpose(*asked.movement), form, [&]() -> Outcome<net::Response> {
        const auto nonce = site.tokens.nonce(asked.form["token"], purpose(*asked.movement));
        if (!nonce) return himthough::refuse(Why::expired, "", "fault.expired");
        const auto part = read_part(site, asked.form["part"]);
        if (!part) return himthough::refuse(Why::missing, "part", "fault.choose");
        const auto receipt = himthough::report(site.with, {asked.movement->id, *nonce, part->id, part->revision, std::string(asked.form["reason"]), std::string(asked.form["words"])});
        if (!receipt) return std::unexpected(receipt.error());
        return saved_as(site, asked, *receipt, "REPORTED", *nonce);
    });
}

}  // namespace himthough::web::pages
