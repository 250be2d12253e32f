#include "store/wall.h"

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "acts/stand_with.h"
#include "movement/answer.h"
#include "store/answers.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"
#include "web/pages/slow.h"
#include "web/pages/vows.h"

namespace himthough::web::pages {
namespace {

constexpr std::int64_t on_a_page = 20;

struct Letters {
    std::vector<Contribution> said;
    std::int64_t last = 0;    ///< the last place of the wall
    std::int64_t page = 0, pages = 0;
};

/// A page or a place, from 1.
std::optional<std::int64_t> read_place(std::string_view number) {
    std::int64_t place = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), place);
    if (error != std::errc{} || end != number.data() + number.size() || place < 1 || number.front() == '0') return std::nullopt;
    return place;
}

/// Page 1 holds places 1 to 20 for good. The wall itself ("" as number) shows the newest twenty, and goes on with the page that
/// holds what comes before them.
std::optional<Letters> letters_of(Site& site, const Movement& movement, Voice voice, std::string_view number) {
    const auto page = number.empty() ? 0 : read_place(number).value_or(-1);
    if (page < 0) return std::nullopt;
    return site.with.store.read([&](store::Transaction& tx) -> std::optional<Letters> {
        Letters letters;
        letters.last = store::last_place(tx, movement.id, voice);
        letters.pages = (letters.last + on_a_page - 1) / on_a_page;
        letters.page = page;
        if (page > letters.pages) return std::nullopt;
        const auto to = page == 0 ? letters.last : page * on_a_page;
        letters.said = store::on_places(tx, movement.id, voice, to - on_a_page + 1, to);
        return letters;
    });
}

void fill_letters(Site& site, View& view, const Movement& movement, const Letters& letters, std::string_view language) {
    for (const auto& said : letters.said) {
        auto& entry = view.add("ENTRY");
        fill_contribution(site, entry, movement, said, language);
        if (said.voice == Voice::accountable) fill_became(site, entry, said, language, Became::state);
    }
}

std::optional<Shown> one_wall(Site& site, const Place& place, Voice voice, std::string_view is, std::string_view path) {
    const auto letters = letters_of(site, *place.movement, voice, place.id);
    if (!letters) return std::nullopt;
    auto view = view_for(site, place.movement, place.language);
    view.show(is).show("UNFILTERED");
    fill_letters(site, view, *place.movement, *letters, place.language);
    if (letters->said.empty()) view.show("EMPTY");

    const std::string base = "/" + place.movement->slug + std::string(path);
    const auto older = letters->page == 0 ? (letters->last - 1) / on_a_page : letters->page - 1;
    const auto newer = letters->page == 0 ? 0 : letters->page + 1;
    if (letters->pages > 1) {
        auto& pages = view.add("PAGES").set("PAGE_NUMBER", letters->page == 0 ? letters->pages : letters->page);
        if (older >= 1) pages.add("OLDER").set("OLDER_PATH", base + "/" + std::to_string(older));
        if (newer > 0) pages.add("NEWER").set("NEWER_PATH", newer >= letters->pages ? base : base + "/" + std::to_string(newer));
    }
    return shown(site, place, "wall", view);
}

/// Those of the accountable wall with a vow, or with one that was kept, from a place down.
std::optional<Shown> filtered(Site& site, const Place& place, store::WithVow which, std::string_view path) {
    auto from = std::numeric_limits<std::int64_t>::max();
    if (!place.id.empty()) {
        const auto said = read_place(place.id);
        if (!said) return std::nullopt;
        from = *said;
    }
    Letters letters;
    letters.said = site.with.store.read([&](store::Transaction& tx) { return store::with_vows(tx, place.movement->id, which, from, on_a_page + 1); });
    // Only what a link of ours leads to is a page, so that nobody can ask for pages without end.
    const bool begins_there = !letters.said.empty() && letters.said.front().place == from;
    if (!place.id.empty() && !begins_there) return std::nullopt;
    auto view = view_for(site, place.movement, place.language);
    view.show("IS_ACCOUNTABLE").show(which == store::WithVow::kept ? "ONLY_KEPT" : "ONLY_VOWED").show("EMPTY", letters.said.empty());
    if (letters.said.size() > on_a_page) {
        const auto older = *letters.said.back().place;
        letters.said.pop_back();
        view.add("PAGES").add("OLDER").set("OLDER_PATH", fmt::format("/{}{}/{}", place.movement->slug, path, older));
    }
    fill_letters(site, view, *place.movement, letters, place.language);
    return shown(site, place, "wall", view);
}

/// What was answered: ANSWERS, with ANSWERED repeated. Nothing of who answered, when, or how many.
void fill_answers(Site& site, View& view, const Contribution& said) {
    const auto all = site.with.store.read([&](store::Transaction& tx) { return store::shown_answers(tx, said.id); });
    if (all.empty()) return;
    auto& answers = view.add("ANSWERS");
    for (const auto& one : all) answers.add("ANSWERED").set("ANSWER_WORDS", one.words).set("ANSWER_LANG", one.language);
}

View contribution_view(Site& site, const Movement& movement, const Contribution& said, std::string_view language) {
    auto view = view_for(site, &movement, language);
    fill_contribution(site, view, movement, said, language);
    view.set("REPORT_PATH", path_of(site, movement, said) + "/report");
    if (said.voice == Voice::accountable) fill_became(site, view, said, language, Became::everything);
    if (takes_answers(said)) fill_answers(site, view.show("MAY_ANSWER"), said);
    return view;
}

}  // namespace

std::optional<Shown> wall(Site& site, const Place& place) { return one_wall(site, place, Voice::survivor, "IS_WALL", "/wall"); }

std::optional<Shown> accountable(Site& site, const Place& place) {
    return one_wall(site, place, Voice::accountable, "IS_ACCOUNTABLE", "/accountable");
}

std::optional<Shown> accountable_vowed(Site& site, const Place& place) { return filtered(site, place, store::WithVow::any, "/accountable/vowed"); }
std::optional<Shown> accountable_kept(Site& site, const Place& place) { return filtered(site, place, store::WithVow::kept, "/accountable/kept"); }

std::optional<Shown> calls(Site& site, const Place& place) { return one_wall(site, place, Voice::caller, "IS_CALLS", "/calls"); }

std::optional<Shown> both(Site& site, const Place& place) {
    auto view = view_for(site, place.movement, place.language);
    view.show("IS_BOTH");
    const auto survivors = letters_of(site, *place.movement, Voice::survivor, ""), owned = letters_of(site, *place.movement, Voice::accountable, "");
    fill_letters(site, view, *place.movement, *survivors, place.language);
    fill_letters(site, view, *place.movement, *owned, place.language);
    if (survivors->said.empty() && owned->said.empty()) view.show("EMPTY");
    return shown(site, place, "wall", view);
}

std::optional<Shown> contribution(Site& site, const Place& place) {
    const auto said = find_released(site, *place.movement, place.id);
    if (!said) return std::nullopt;
    auto view = contribution_view(site, *place.movement, *said, place.language);
    if (said->voice == Voice::survivor) view.show("MAY_STAND").set("TOKEN", site.tokens.of_page(path_of(site, *place.movement, *said)));
    return shown(site, place, "contribution", view);
}

net::Response stand(Site& site, const Asked& asked) {
    const auto said = find_released(site, *asked.movement, asked.id);
    if (!said) return error_answer(site, asked.language, 404);
    const auto path = path_of(site, *asked.movement, *said);
    if (auto first = waits_first(site, asked, path, "STAND")) return std::move(*first);
    if (site.throttle.first_time(asked.request.client, asked.id)) {
        tell_lane(site, asked, *asked.movement);
        if (auto no = stand_with(site.with, said->id); !no) return error_answer(site, asked.language, status_of(no.error().why));
    }
    auto view = contribution_view(site, *asked.movement, *said, asked.language);
    view.show(site.with.lanes.slow(said->movement) ? "STOOD_HELD" : "STOOD");
    return personal(site, asked, 200, "contribution", view);
}

}  // namespace himthough::web::pages
