#include "campaign/circle_questions.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "campaign/check.h"

namespace himthough {
namespace {

constexpr std::size_t fewest = 30, longest = 200;

std::vector<CircleQuestion> read_list(Check& check, const TomlValue& root) {
    check.only(root, {"question"});
    std::set<std::string> ids;
    std::vector<CircleQuestion> list;
    for (const auto* table : check.tables(root, "question", Need::must)) {
        check.only(*table, {"id", "text"});
        list.push_back({check.id(*table, ids), check.line(*table, "text", Need::must, longest)});
    }
    if (list.size() < fewest) check.fault(root.place, fmt::format("there are {} questions", list.size()), fmt::format("write {} or more", fewest));
    return list;
}

}  // namespace

ReadCircleQuestions read_circle_questions(const std::filesystem::path& dir) {
    ReadCircleQuestions read;
    for (const auto& [language, file] : files_by_language(dir, "circle.", read.faults)) {
        const auto root = read_toml(file, read.faults);
        if (!root) continue;
        Check check(file.string(), read.faults);
        read.questions.emplace(language, read_list(check, *root));
    }
    const auto english = read.questions.find("en");
    if (english == read.questions.end() && read.faults.empty())
        read.faults.push_back({(dir / "circle.en.toml").string(), 1, 1, "there are no questions for circles in English", "other languages fall back to them: put the file back"});
    for (const auto& [language, list] : read.questions)
        if (english != read.questions.end() && !std::ranges::equal(list, english->second, {}, &CircleQuestion::id, &CircleQuestion::id))
            read.faults.push_back({(dir / ("circle." + language + ".toml")).string(), 1, 1, "its ids are not those of circle.en.toml", "use the same ids in the same order"});
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
