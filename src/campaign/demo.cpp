#include "campaign/demo.h"

#include <fmt/format.h>

#include "campaign/check.h"

namespace himthough {
namespace {

DemoContribution read_contribution(Check& check, const TomlValue& table, Voice voice) {
    DemoContribution said;
    said.voice = voice;
    said.language = check.line(table, "language", Need::must, 35);
    if (!said.language.empty()) check.language({said.language, table.find("language")->value.place});
    said.words = check.words(table, "words", Need::must, 2000);
    said.days_ago = static_cast<int>(check.number(table, "days_ago", 0, 0, 60));
    return said;
}

DemoContribution read_survivor(Check& check, const TomlValue& table) {
    check.only(table, {"language", "words", "days_ago", "note", "stands"});
    auto said = read_contribution(check, table, Voice::survivor);
    said.note = check.line(table, "note", Need::may, 120);
    said.stands = static_cast<unsigned>(check.number(table, "stands", 0, 0, 10000));
    return said;
}

DemoContribution read_accountable(Check& check, const TomlValue& table) {
    check.only(table, {"language", "words", "days_ago", "deed", "vow", "vow_shows", "vow_days"});
    auto said = read_contribution(check, table, Voice::accountable);
    if (const auto word = check.line(table, "deed", Need::must, 40); !word.empty()) {
        if (const auto deed = from_word<Deed>(word)) said.deed = *deed;
        else check.fault(table.find("deed")->value.place, fmt::format("\"{}\" is not a deed of the list", word), "src/movement/voice.h has the list");
    }
    said.vow_action = check.line(table, "vow", Need::may, 300);
    said.vow_shows = check.line(table, "vow_shows", Need::may, 200);
    said.vow_days = static_cast<int>(check.number(table, "vow_days", 0, 1, 365));
    if (!table.find("vow") != !table.find("vow_days") || !table.find("vow") != !table.find("vow_shows"))
        check.fault(table.place, "a vow is an action, how somebody could tell, and a day", "write \"vow\", \"vow_shows\" and \"vow_days\", or none of them");
    return said;
}

DemoContribution read_caller(Check& check, const TomlValue& table) {
    check.only(table, {"language", "words", "days_ago"});
    return read_contribution(check, table, Voice::caller);
}

}  // namespace

ReadDemo read_demo(const std::filesystem::path& file) {
    ReadDemo read;
    const auto root = read_toml(file, read.faults);
    if (!root) return read;
    Check check(file.string(), read.faults);
    check.only(*root, {"survivor", "accountable", "caller"});
    for (const auto* table : check.tables(*root, "survivor", Need::must)) read.contributions.push_back(read_survivor(check, *table));
    for (const auto* table : check.tables(*root, "accountable", Need::must)) read.contributions.push_back(read_accountable(check, *table));
    for (const auto* table : check.tables(*root, "caller", Need::must)) read.contributions.push_back(read_caller(check, *table));
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
