#include "acts/checked_words.h"

#include <algorithm>

#include <fmt/core.h>

#include "base/country.h"
#include "base/text.h"
#include "guard/normal.h"

namespace himthough {

Outcome<Heed> check_words(const Services& with, std::string_view words, std::string_view field, std::size_t longest) {
    if (code_points(words) > longest) return refuse(Why::too_long, field, "fault.too_long");
    const auto findings = with.guard.read(words);
    if (findings.any(Tier::stop)) return refuse(Why::words_refused, field, "fault.words_refused");
    return findings.heed();
}

Heed heed_of(const Services& with, const Contribution& said) { return std::max(with.guard.read(said.words).heed(), with.guard.read(said.note).heed()); }

std::optional<Likeness> likeness_of(const Services& with, const Contribution& said) {
    if (!said.vow) return likeness(guard::Normal(said.words).text(), with.keys.likeness);
    const auto all = fmt::format("{}\n{}\n{}", said.words, said.vow->action, said.vow->shows);
    return likeness(guard::Normal(all).text(), with.keys.likeness);
}

Outcome<std::optional<Vow>> check_vow(const Services& with, const TypedVow& typed, Heed& heed) {
    if (typed.empty()) return std::nullopt;
    if (typed.action.empty()) return refuse(Why::missing, "vow_action", "fault.vow_action_missing");
    const auto action = check_words(with, typed.action, "vow_action", longest_vow);
    if (!action) return std::unexpected(action.error());
    if (typed.shows.empty()) return refuse(Why::missing, "vow_shows", "fault.vow_shows_missing");
    const auto shows = check_words(with, typed.shows, "vow_shows", longest_shows);
    if (!shows) return std::unexpected(shows.error());
    if (typed.day.empty()) return refuse(Why::missing, "vow_day", "fault.vow_day_missing");
    const auto due = Day::parse(typed.day);
    if (!due) return refuse(Why::unreadable, "vow_day", "fault.vow_day_unreadable");
    const Day today = with.clock.today();
    if (*due <= today) return refuse(Why::unreadable, "vow_day", "fault.vow_day_past");
    if (*due - today > latest_vow_days) return refuse(Why::unreadable, "vow_day", "fault.vow_day_far");
    heed = std::max({heed, *action, *shows});
    Vow vow;
    vow.kind = typed.kind.value_or(VowKind::stop);
    vow.action = typed.action;
    vow.shows = typed.shows;
    vow.repeats = typed.repeats.value_or(Repeats::once);
    vow.made = today;
    vow.due = *due;
    return vow;
}

std::string known_language(const Movement& movement, std::string_view asked) {
    for (const auto& language : movement.languages)
        if (language == asked) return language;
    return movement.languages.front();
}

std::string known_country(const Movement& movement, std::string_view asked) {
    const bool is_protected = std::ranges::find(movement.protected_countries, asked) != movement.protected_countries.end();
    return is_country(asked) && !is_protected ? std::string(asked) : "";
}

const Movement* find_movement(const Services& with, MovementId movement) {
    for (const auto& one : with.movements)
        if (one.id == movement && !one.ended) return &one;
    return nullptr;
}

const Movement* movement_called(const Services& with, std::string_view slug) {
    const auto found = std::ranges::find(with.movements, slug, &Movement::slug);
    return found == with.movements.end() ? nullptr : &*found;
}

}  // namespace himthough
