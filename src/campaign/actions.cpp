#include "campaign/actions.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "campaign/check.h"

namespace himthough {
namespace {

constexpr std::size_t fewest = 40, longest_does = 160, longest_shown = 120;

Action read_action(Check& check, const TomlValue& table, std::set<std::string>& ids) {
    check.only(table, {"id", "kind", "does", "shows", "rhythm"});
    Action action;
    action.id = check.id(table, ids);
    const auto kind = check.line(table, "kind", Need::must, 20), rhythm = check.line(table, "rhythm", Need::must, 20);
    if (const auto known = from_word<VowKind>(kind)) action.kind = *known;
    else if (!kind.empty()) check.fault(table.find("kind")->value.place, fmt::format("there is no kind \"{}\"", kind), "it is stop, learn, repair, speak-up, support or give");
    if (const auto known = from_word<Repeats>(rhythm)) action.repeats = *known;
    else if (!rhythm.empty()) check.fault(table.find("rhythm")->value.place, fmt::format("there is no rhythm \"{}\"", rhythm), "it is once, weekly or monthly");
    action.does = check.line(table, "does", Need::must, longest_does);
    action.shows = check.line(table, "shows", Need::must, longest_shown);
    return action;
}

/// What one file has, with the place of each.
struct Menu {
    std::vector<Action> actions;
    std::vector<Place> places;
};

Menu read_menu(Check& check, const TomlValue& root) {
    check.only(root, {"action"});
    std::set<std::string> ids;
    Menu menu;
    for (const auto* table : check.tables(root, "action", Need::must)) {
        menu.actions.push_back(read_action(check, *table, ids));
        menu.places.push_back(table->place);
    }
    return menu;
}

/// The English menu, with what this one says of it.
std::vector<Action> laid_over(const std::vector<Action>& english, const std::vector<Action>& menu) {
    auto laid = english;
    for (auto& action : laid)
        if (const auto own = std::ranges::find(menu, action.id, &Action::id); own != menu.end()) action = *own;
    std::ranges::stable_sort(laid, {}, &Action::kind);
    return laid;
}

}  // namespace

ReadActions read_actions(const std::filesystem::path& dir, const ActionsFile* instead) {
    ReadActions read;
    std::map<std::string, Menu> menus;
    for (const auto& [language, file] : files_by_language(dir, "actions.", read.faults)) {
        const auto text = instead && file.filename() == instead->name ? std::optional(instead->text) : text_of_toml(file, read.faults);
        const auto root = text ? parse_toml(*text, file, read.faults) : std::nullopt;
        if (!root) continue;
        Check check(file.string(), read.faults);
        menus.emplace(language, read_menu(check, *root));
    }
    const auto file_of = [&](const std::string& language) { return (dir / fmt::format("actions.{}.toml", language)).string(); };
    const auto english = menus.find("en");
    if (english == menus.end()) {
        if (read.faults.empty()) read.faults.push_back({file_of("en"), 1, 1, "there is no menu of actions in English", "other languages fall back to it: put the file back"});
        return read;
    }
    const auto& all = english->second.actions;
    if (all.size() < fewest) read.faults.push_back({file_of("en"), 1, 1, fmt::format("there are {} actions", all.size()), fmt::format("write {} or more", fewest)});
    for (const auto& [language, menu] : menus) {
        for (std::size_t at = 0; at < menu.actions.size(); ++at) {
            const auto& [id, place] = std::pair(menu.actions[at].id, menu.places[at]);
            if (std::ranges::find(all, id, &Action::id) == all.end())
                read.faults.push_back({file_of(language), place.line, place.column, fmt::format("there is no action \"{}\" in English", id),
                                       "take it out here first, or write it in actions.en.toml first"});
        }
        read.actions.emplace(language, laid_over(all, menu.actions));
    }
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
