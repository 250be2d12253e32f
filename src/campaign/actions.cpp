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

std::vector<Action> read_menu(Check& check, const TomlValue& root) {
    check.only(root, {"action"});
    std::set<std::string> ids;
    std::vector<Action> menu;
    for (const auto* table : check.tables(root, "action", Need::must)) {
        menu.push_back(read_action(check, *table, ids));
        if (menu.size() > 1 && menu[menu.size() - 2].kind > menu.back().kind)
            check.fault(table->place, "its kind belongs further up", "order the actions: stop, learn, repair, speak-up, support, give");
    }
    if (menu.size() < fewest) check.fault(root.place, fmt::format("there are {} actions", menu.size()), fmt::format("write {} or more", fewest));
    return menu;
}

}  // namespace

ReadActions read_actions(const std::filesystem::path& dir) {
    ReadActions read;
    for (const auto& [language, file] : files_by_language(dir, "actions.", read.faults)) {
        const auto root = read_toml(file, read.faults);
        if (!root) continue;
        Check check(file.string(), read.faults);
        read.actions.emplace(language, read_menu(check, *root));
    }
    const auto english = read.actions.find("en");
    if (english == read.actions.end() && read.faults.empty())
        read.faults.push_back({(dir / "actions.en.toml").string(), 1, 1, "there is no menu of actions in English", "other languages fall back to it: put the file back"});
    for (const auto& [language, menu] : read.actions)
        if (english != read.actions.end() && !std::ranges::equal(menu, english->second, {}, &Action::id, &Action::id))
            read.faults.push_back({(dir / ("actions." + language + ".toml")).string(), 1, 1, "its ids are not those of actions.en.toml", "use the same ids in the same order"});
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
