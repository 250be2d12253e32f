#include "acts/checked_words.h"

#include <algorithm>

#include "base/text.h"

namespace himthough {

Outcome<Heed> check_words(const Services& with, std::string_view words, std::string_view field, std::size_t longest) {
    if (code_points(words) > longest) return refuse(Why::too_long, field, "fault.too_long");
    const auto findings = with.guard.read(words);
    if (findings.any(Tier::stop)) return refuse(Why::words_refused, field, "fault.words_refused");
    return findings.heed();
}

Heed heed_of(const Services& with, const Contribution& said) { return std::max(with.guard.read(said.words).heed(), with.guard.read(said.note).heed()); }

Outcome<std::optional<Vow>> check_vow(const Services& with, std::string_view action, std::string_view day, Heed& heed) {
    if (action.empty() && day.empty()) return std::nullopt;
    if (action.empty()) return refuse(Why::missing, "vow_action", "fault.vow_action_missing");
    const auto noticed = check_words(with, action, "vow_action", longest_vow);
    if (!noticed) return std::unexpected(noticed.error());
    heed = std::max(heed, *noticed);
    if (day.empty()) return refuse(Why::missing, "vow_day", "fault.vow_day_missing");
    const auto due = Day::parse(day);
    if (!due) return refuse(Why::unreadable, "vow_day", "fault.vow_day_unreadable");
    const Day today = with.clock.today();
    if (*due <= today) return refuse(Why::unreadable, "vow_day", "fault.vow_day_past");
    if (*due - today > latest_vow_days) return refuse(Why::unreadable, "vow_day", "fault.vow_day_far");
    return Vow{std::string(action), *due};
}

std::string known_language(const Movement& movement, std::string_view asked) {
    for (const auto& language : movement.languages)
        if (language == asked) return language;
    return movement.languages.front();
}

const Movement* find_movement(const Services& with, MovementId movement) {
    for (const auto& one : with.movements)
        if (one.id == movement) return &one;
    return nullptr;
}

}  // namespace himthough
