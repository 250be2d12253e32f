#include "campaign/help.h"

#include <fmt/format.h>

#include "base/country.h"
#include "campaign/check.h"

namespace himthough {
namespace {

bool is_phone(std::string_view text) {
    int digits = 0;
    for (char c : text) {
        if (c >= '0' && c <= '9') ++digits;
        else if (std::string_view(" +*#()-/").find(c) == std::string_view::npos) return false;
    }
    return digits >= 2;
}

HelpLine read_line(Check& check, const TomlValue& table, const std::string& country) {
    check.only(table, {"name", "languages", "for_whom", "phone", "text", "chat", "web", "hours", "source", "verified"});
    HelpLine line;
    line.country = country;
    line.name = check.line(table, "name", Need::must, 120);
    for (const auto& language : check.lines(table, "languages", Need::must, 35)) {
        check.language(language);
        line.languages.push_back(language.text);
    }
    line.for_whom = check.line(table, "for_whom", Need::must, 20);
    if (!line.for_whom.empty() && line.for_whom != "survivors" && line.for_whom != "worried" && line.for_whom != "anyone")
        check.fault(table.find("for_whom")->value.place, fmt::format("\"for_whom\" is \"{}\"", line.for_whom),
                    "write \"survivors\", \"worried\" (about one's own behaviour) or \"anyone\"");
    line.phone = check.line(table, "phone", Need::may, 40);
    if (!line.phone.empty() && !is_phone(line.phone))
        check.fault(table.find("phone")->value.place, "\"phone\" is not a telephone number", "write digits and spaces, as people dial it");
    line.text = check.line(table, "text", Need::may, 80);
    line.chat = check.https(table, "chat", Need::may);
    line.web = check.https(table, "web", Need::may);
    if (!table.find("phone") && !table.find("text") && !table.find("chat") && !table.find("web"))
        check.fault(table.place, "nobody can be reached here", "add at least one of phone, text, chat and web");
    line.hours = check.line(table, "hours", Need::must, 160);
    line.source = check.https(table, "source", Need::must);
    line.verified = check.day(table, "verified").value_or(Day());
    return line;
}

}  // namespace

std::vector<HelpLine> read_help_file(const std::string& text, const std::filesystem::path& file, std::vector<Fault>& faults) {
    const auto root = parse_toml(text, file, faults);
    if (!root) return {};
    Check check(file.string(), faults);
    std::string country = file.stem().string();
    if (country == "international") {
        country.clear();
    } else {
        const bool small = std::ranges::all_of(country, [](char c) { return c >= 'a' && c <= 'z'; });
        for (char& c : country)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (!small || !is_country(country))
            check.fault({}, "the file is not named after a country",
                        "name it after the country's two letters (gb.toml), or international.toml");
    }
    check.only(*root, {"line"});
    std::vector<HelpLine> lines;
    for (const auto* table : check.tables(*root, "line", Need::must)) lines.push_back(read_line(check, *table, country));
    return lines;
}

ReadHelp read_help(const std::filesystem::path& dir) {
    ReadHelp read;
    for (const auto& file : toml_files(dir, read.faults)) {
        const auto text = text_of_toml(file, read.faults);
        if (!text) continue;
        for (auto& line : read_help_file(*text, file, read.faults)) read.lines.push_back(std::move(line));
    }
    std::ranges::stable_sort(read.lines, [](const HelpLine& a, const HelpLine& b) {
        return std::pair(a.country.empty(), a.country) < std::pair(b.country.empty(), b.country);
    });
    if (read.lines.empty() && read.faults.empty())
        read.faults.push_back({dir.string(), 1, 1, "there is no help line in this folder", "add one; help/README.md shows how"});
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
