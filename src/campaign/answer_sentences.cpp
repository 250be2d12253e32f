#include "campaign/answer_sentences.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "campaign/check.h"

namespace himthough {
namespace {

constexpr std::size_t fewest = 6, most = 12, longest = 120;

std::vector<AnswerSentence> read_list(Check& check, const TomlValue& root) {
    check.only(root, {"sentence"});
    std::set<std::string> ids;
    std::vector<AnswerSentence> list;
    for (const auto* table : check.tables(root, "sentence", Need::must)) {
        check.only(*table, {"id", "text"});
        list.push_back({check.id(*table, ids), check.line(*table, "text", Need::must, longest)});
        if (list.back().id == "own") check.fault(table->place, "the id \"own\" stands for own words", "give it another id");
        if (list.back().text.find('?') != std::string::npos) check.fault(table->place, "the sentence asks something", "an answer asks nothing of a survivor");
    }
    if (list.size() < fewest || list.size() > most)
        check.fault(root.place, fmt::format("there are {} sentences", list.size()), fmt::format("write {} to {}", fewest, most));
    return list;
}

}  // namespace

ReadAnswerSentences read_answer_sentences(const std::filesystem::path& dir) {
    ReadAnswerSentences read;
    for (const auto& [language, file] : files_by_language(dir, "answers.", read.faults)) {
        const auto root = read_toml(file, read.faults);
        if (!root) continue;
        Check check(file.string(), read.faults);
        read.sentences.emplace(language, read_list(check, *root));
    }
    const auto english = read.sentences.find("en");
    if (english == read.sentences.end() && read.faults.empty())
        read.faults.push_back({(dir / "answers.en.toml").string(), 1, 1, "there are no sentences for answers in English", "other languages fall back to them: put the file back"});
    for (const auto& [language, list] : read.sentences)
        if (english != read.sentences.end() && !std::ranges::equal(list, english->second, {}, &AnswerSentence::id, &AnswerSentence::id))
            read.faults.push_back({(dir / ("answers." + language + ".toml")).string(), 1, 1, "its ids are not those of answers.en.toml", "use the same ids in the same order"});
    sort_faults(read.faults);
    return read;
}

}  // namespace himthough
