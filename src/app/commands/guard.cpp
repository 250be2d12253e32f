// himthough guard: for organisers who tune their rules. Nothing it reads is kept or sent anywhere.
#include <fstream>
#include <iostream>
#include <iterator>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/commands.h"
#include "app/house.h"
#include "app/measure.h"
#include "campaign/movements.h"
#include "campaign/rules.h"

namespace himthough::app {
namespace {

namespace json = boost::json;

std::string_view word_of(Tier tier) { return tier == Tier::stop ? "stop" : tier == Tier::ask ? "ask" : "hint"; }

ReadRules rules_of(const Settings& settings) { return read_rules(settings.rules, phone_regions_of(read_movements(settings.movements).movements)); }

std::size_t print_faults(const ReadRules& rules, std::ostream& out) {
    for (const auto* faults : {&rules.faults, &rules.broken})
        for (const Fault& fault : *faults) out << fault.str() << '\n';
    return rules.faults.size() + rules.broken.size();
}

/// One text and what was found in it.
class Printing {
public:
    Printing(const ReadRules& rules, const GuardAsked& asked) : rules_(rules), asked_(asked) {}

    void print(const json::value& id, std::string_view words, std::string_view language) {
        json::array found;
        const auto add = [&](std::string_view tier, std::string_view kind, std::string_view rule, std::optional<guard::Range> place, std::string_view asks) {
            if (asked_.json) {
                json::object one{{"tier", tier}, {"kind", kind}, {"rule", rule}};
                if (place) one["begin"] = place->begin, one["end"] = place->end;
                if (!asks.empty()) one["asks"] = asks;
                found.push_back(std::move(one));
                return;
            }
            if (!id.is_null()) std::cout << json::serialize(id) << ' ';
            if (place) std::cout << fmt::format("{}-{} {} {} ({}): {}", place->begin, place->end, tier, kind, rule, words.substr(place->begin, place->end - place->begin));
            else std::cout << fmt::format("{} ({})", tier, rule);
            std::cout << (asks.empty() ? "" : "\n  ") << asks << '\n';
        };
        if (asked_.aid.empty()) {
            for (const auto& finding : rules_.guard->read(words).found)
                add(word_of(finding.tier), finding.kind, finding.rule, guard::Range{finding.begin, finding.end}, "");
        } else {
            for (const auto& question : rules_.aid->ask(words, language.empty() ? asked_.aid : language))
                add(question.place ? "question" : "missing", question.kind, question.id, question.place, question.asks);
        }
        if (!asked_.json) return;
        json::object line;
        if (!id.is_null()) line["id"] = id;
        line["findings"] = std::move(found);
        std::cout << json::serialize(line) << '\n';
    }

    /// False when the line is not what it should be.
    bool print_line(const std::string& line) {
        boost::system::error_code no;
        const auto read = json::parse(line, no);
        const auto* object = no ? nullptr : read.if_object();
        const auto* words = object ? object->if_contains("words") : nullptr;
        if (!words || !words->is_string()) return false;
        const auto* id = object->if_contains("id");
        const auto* language = object->if_contains("language");
        print(id ? *id : json::value(), std::string_view(words->get_string()),
              language && language->is_string() ? std::string_view(language->get_string()) : std::string_view());
        return true;
    }

private:
    const ReadRules& rules_;
    const GuardAsked& asked_;
};

int read_words(const ReadRules& rules, const GuardAsked& asked) {
    if (!asked.aid.empty() && !rules.aid->speaks(asked.aid)) throw std::runtime_error("the writing aid has no questions in \"" + asked.aid + "\"");
    std::ifstream file;
    if (asked.file != "-") file.open(asked.file, std::ios::binary);
    std::istream& in = asked.file == "-" ? std::cin : file;
    if (!in) throw std::runtime_error(asked.file + " cannot be read");
    Printing printing(rules, asked);
    if (!asked.lines) {
        const std::string words(std::istreambuf_iterator<char>(in), {});
        printing.print(nullptr, words, "");
        return 0;
    }
    int status = 0;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || printing.print_line(line)) continue;
        std::cerr << asked.file << ':' << number << ": is no JSON object with \"words\"\n";
        status = 1;
    }
    return status;
}

int check_rules(const ReadRules& rules) {
    if (print_faults(rules, std::cout) != 0) return 1;
    std::size_t found = 0, asked = 0;
    for (const auto& pack : rules.guard->packs()) found += pack.rules.size();
    for (const auto& pack : rules.aid->packs()) asked += pack.rules.size();
    std::cout << "All is well: " << found << " rules, " << asked << " questions, and each finds what its examples say.\n";
    return 0;
}

int measure(const ReadRules& rules, const GuardAsked& asked) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(asked.measure))
        if (entry.path().extension() == ".txt") files.push_back(entry.path());
    std::ranges::sort(files);
    if (files.empty()) throw std::runtime_error("there is no labelled file in " + asked.measure);
    Scores all;
    std::vector<std::string> show;
    for (const auto& file : files) {
        const auto texts = read_labelled(file);
        const auto stem = file.stem().string();
        const bool aid = stem.starts_with("aid.");
        const auto scores = aid ? score_aid(texts, *rules.aid, stem.substr(4), file.string(), show) : score_guard(texts, *rules.guard, file.string(), show);
        std::cout << stem << ": " << texts.size() << " texts\n" << table_of(scores) << '\n';
        for (const auto& [name, score] : scores) all[name] += score;
    }
    std::cout << "all languages\n" << table_of(all);
    if (asked.show)
        for (const auto& line : show) std::cout << line << '\n';
    return 0;
}

}  // namespace

int guard_words(const Settings& settings, const GuardAsked& asked) {
    const auto rules = rules_of(settings);
    if (asked.check) return check_rules(rules);
    print_faults(rules, std::cerr);
    if (!rules.faults.empty() || (!rules.broken.empty() && !settings.skip_broken_rules)) return 1;
    return asked.measure.empty() ? read_words(rules, asked) : measure(rules, asked);
}

}  // namespace himthough::app
