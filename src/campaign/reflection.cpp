#include "campaign/reflection.h"

#include <set>

#include <fmt/format.h>

#include "campaign/check.h"

namespace himthough {
namespace {

constexpr std::size_t fewest = 12, most = 20;
constexpr std::size_t longest_line = 200, longest_paragraphs = 2000;

std::vector<std::string> lines_of(Check& check, const TomlValue& table, std::string_view key, Need need, std::size_t at_most) {
    std::vector<std::string> lines;
    for (auto& line : check.lines(table, key, need, longest_line)) lines.push_back(std::move(line.text));
    if (lines.size() > at_most)
        check.fault(table.find(key)->value.place, fmt::format("\"{}\" has {} lines", key, lines.size()), fmt::format("at most {} may stand here", at_most));
    return lines;
}

Situation read_situation(Check& check, const TomlValue& table, std::set<std::string>& ids) {
    check.only(table, {"id", "question", "recognise", "means", "now", "serious"});
    return {.id = check.id(table, ids),
            .question = check.line(table, "question", Need::must, longest_line),
            .recognise = lines_of(check, table, "recognise", Need::must, 6),
            .means = check.words(table, "means", Need::must, longest_paragraphs),
            .now = lines_of(check, table, "now", Need::must, 4),
            .serious = check.yes_no(table, "serious", false)};
}

void read_parts(Check& check, const TomlValue& root, Reflection& reflection) {
    std::set<std::string> ids;
    std::size_t count = 0;
    for (const auto* table : check.tables(root, "part", Need::must)) {
        check.only(*table, {"title", "situation"});
        SituationPart part{.title = check.line(*table, "title", Need::must, longest_line), .situations = {}};
        for (const auto* one : check.tables(*table, "situation", Need::must)) part.situations.push_back(read_situation(check, *one, ids));
        count += part.situations.size();
        reflection.parts.push_back(std::move(part));
    }
    if (root.find("part") && (count < fewest || count > most))
        check.fault(root.find("part")->place, fmt::format("there are {} situations", count), fmt::format("write {} to {} of them", fewest, most));
}

void read_serious(Check& check, const TomlValue& root, Reflection& reflection) {
    const auto* serious = check.table(root, "serious", Need::must);
    if (!serious) return;
    check.only(*serious, {"title", "lead", "part"});
    reflection.serious_title = check.line(*serious, "title", Need::must, longest_line);
    reflection.serious_lead = check.line(*serious, "lead", Need::must, longest_line);
    for (const auto* table : check.tables(*serious, "part", Need::must)) {
        check.only(*table, {"title", "text", "points"});
        reflection.serious.push_back({.title = check.line(*table, "title", Need::must, longest_line),
                                      .text = check.words(*table, "text", Need::must, longest_paragraphs),
                                      .points = lines_of(check, *table, "points", Need::may, 8)});
    }
}

}  // namespace

ReadReflections read_reflections(const std::filesystem::path& dir) {
    ReadReflections read;
    for (const auto& [language, file] : files_by_language(dir, "reflect.", read.faults)) {
        const auto root = read_toml(file, read.faults);
        if (!root) continue;
        Check check(file.string(), read.faults);
        check.only(*root, {"title", "lead", "intro", "part", "serious"});
        Reflection reflection;
        reflection.language = language;
        reflection.title = check.line(*root, "title", Need::must, 60);
        reflection.lead = check.line(*root, "lead", Need::must, longest_line);
        reflection.intro = check.words(*root, "intro", Need::must, longest_paragraphs);
        read_parts(check, *root, reflection);
        read_serious(check, *root, reflection);
        read.reflections.emplace(language, std::move(reflection));
    }
    if (!read.reflections.contains("en") && read.faults.empty())
        read.faults.push_back({(dir / "reflect.en.toml").string(), 1, 1, "there is no look back in English", "other languages fall back to it: put the file back"});
    sort_faults(read.faults);
    return read;
}

std::vector<std::string> without_reflection(const Reflections& reflections, const std::vector<Movement>& movements) {
    std::set<std::string> missing;
    for (const auto& movement : movements)
        for (const auto& language : movement.languages)
            if (!reflections.contains(language)) missing.insert(language);
    return {missing.begin(), missing.end()};
}

}  // namespace himthough
