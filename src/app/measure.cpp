#include "app/measure.h"

#include <cmath>
#include <fstream>
#include <set>

#include <fmt/format.h>

namespace himthough::app {
namespace {

constexpr std::string_view opens = "⟦", closes = "⟧";

std::string_view tier_of(std::string_view kind) {
    for (const std::string_view stop : {"e-mail", "phone", "handle", "link", "address", "plate", "bank", "receipt"})
        if (kind == stop) return "stop";
    for (const std::string_view ask : {"name", "workplace", "place", "code"})
        if (kind == ask) return "ask";
    return "hint";
}

std::string_view word_of(Tier tier) { return tier == Tier::stop ? "stop" : tier == Tier::ask ? "ask" : "hint"; }

int sternness(std::string_view tier) { return tier == "stop" ? 2 : tier == "ask" ? 1 : 0; }

LabelledText read_line(std::string_view line, std::size_t number, const std::filesystem::path& file) {
    LabelledText read;
    read.line = number;
    if (line.starts_with("! ")) {
        read.whole = true;
        line.remove_prefix(2);
    }
    for (;;) {
        const auto open = line.find(opens);
        read.text += line.substr(0, open);
        if (open == std::string_view::npos) break;
        line.remove_prefix(open + opens.size());
        const auto close = line.find(closes), space = line.find(' ');
        if (close == std::string_view::npos || space == std::string_view::npos || space > close || space + 1 == close)
            throw std::runtime_error(fmt::format("{}:{}: a mark is written ⟦kind place⟧", file.string(), number));
        const auto kind = line.substr(0, space), place = line.substr(space + 1, close - space - 1);
        const bool known = std::ranges::find(guard::kinds, kind) != guard::kinds.end() || std::ranges::find(guard::question_kinds, kind) != guard::question_kinds.end();
        if (!known && kind != "missing") throw std::runtime_error(fmt::format("{}:{}: there is no kind \"{}\"", file.string(), number, kind));
        if (kind == "missing") {
            read.missing.emplace_back(place);
        } else {
            read.marks.push_back({std::string(kind), read.text.size(), read.text.size() + place.size()});
            read.text += place;
        }
        line.remove_prefix(close + closes.size());
    }
    while (read.text.ends_with(' ')) read.text.pop_back();
    return read;
}

struct Found {
    std::string_view tier, kind;
    std::size_t begin, end;
};

bool overlap(const Mark& mark, const Found& found) { return mark.begin < found.end && found.begin < mark.end; }

/// Counts one text for each kind and each tier. `tier` tells the tier of a kind of mark.
class Counting {
public:
    Counting(Scores& scores, std::string_view file, std::vector<std::string>& show, std::string_view (*tier)(std::string_view))
        : scores_(scores), file_(file), show_(show), tier_(tier) {}

    void count(const LabelledText& text, const std::vector<Found>& all) {
        std::set<std::string> seen;
        for (const auto& mark : text.marks) {
            const auto tier = tier_(mark.kind);
            bool of_kind = false, of_tier = false;
            for (const auto& found : all) {
                of_tier = of_tier || (found.tier == tier && overlap(mark, found));
                of_kind = of_kind || (found.kind == mark.kind && overlap(mark, found));
            }
            of_tier ? ++scores_[std::string(tier)].found : ++scores_[std::string(tier)].missed;
            of_kind ? ++scores_[mark.kind].found : ++scores_[mark.kind].missed;
            for (const auto& name : {mark.kind, std::string(tier)})
                if (seen.insert(name).second) ++scores_[name].texts;
            if (!of_tier) note(text, "missed", mark.kind, mark.begin, mark.end);
        }
        for (const auto& found : all) judge(text, found);
    }

private:
    void judge(const LabelledText& text, const Found& found) {
        bool of_kind = false, of_tier = false, milder = false;
        for (const auto& mark : text.marks) {
            if (!overlap(mark, found)) continue;
            of_kind = of_kind || mark.kind == found.kind;
            of_tier = of_tier || tier_(mark.kind) == found.tier;
            milder = milder || sternness(found.tier) < sternness(tier_(mark.kind));
        }
        if (of_kind) ++scores_[std::string(found.kind)].right;
        else if (!milder) ++scores_[std::string(found.kind)].wrong;
        if (of_tier) ++scores_[std::string(found.tier)].right;
        else if (!milder) {
            ++scores_[std::string(found.tier)].wrong;
            note(text, "wrong", found.kind, found.begin, found.end);
        }
    }

    void note(const LabelledText& text, std::string_view what, std::string_view kind, std::size_t begin, std::size_t end) {
        show_.push_back(fmt::format("{}:{}: {} {}: {}⟦{}⟧{}", file_, text.line, what, kind, text.text.substr(0, begin), text.text.substr(begin, end - begin), text.text.substr(end)));
    }

    Scores& scores_;
    std::string_view file_;
    std::vector<std::string>& show_;
    std::string_view (*tier_)(std::string_view);
};

}  // namespace

std::vector<LabelledText> read_labelled(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error(file.string() + " cannot be read");
    std::vector<LabelledText> texts;
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.find_first_not_of(' ') != std::string::npos && !line.starts_with('#')) texts.push_back(read_line(line, number, file));
    }
    return texts;
}

Score& Score::operator+=(const Score& other) {
    texts += other.texts;
    found += other.found;
    missed += other.missed;
    right += other.right;
    wrong += other.wrong;
    return *this;
}

Interval wilson(std::size_t of_these, std::size_t all) {
    if (all == 0) return {};
    constexpr double z = 1.959964;
    const double n = static_cast<double>(all), p = static_cast<double>(of_these) / n;
    const double middle = p + z * z / (2 * n), spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)), scale = 1 + z * z / n;
    return {p, std::max(0.0, (middle - spread) / scale), std::min(1.0, (middle + spread) / scale)};
}

Scores score_guard(const std::vector<LabelledText>& texts, const guard::Guard& guard, std::string_view file, std::vector<std::string>& show) {
    Scores scores;
    Counting counting(scores, file, show, tier_of);
    for (const auto& text : texts) {
        std::vector<Found> all;
        for (const auto& finding : guard.read(text.text).found) all.push_back({word_of(finding.tier), finding.kind, finding.begin, finding.end});
        counting.count(text, all);
    }
    return scores;
}

Scores score_aid(const std::vector<LabelledText>& texts, const guard::Aid& aid, std::string_view language, std::string_view file,
                 std::vector<std::string>& show) {
    Scores scores;
    Counting counting(scores, file, show, [](std::string_view) { return std::string_view("aid"); });
    for (const auto& text : texts) {
        std::vector<Found> all;
        std::set<std::string, std::less<>> asked, wanted(text.missing.begin(), text.missing.end());
        for (const auto& question : aid.ask(text.text, language)) {
            if (question.place) all.push_back({"aid", question.kind, question.place->begin, question.place->end});
            else asked.emplace(question.id);
        }
        counting.count(text, all);
        if (!text.whole) continue;
        const auto count = [&](const std::string& id, std::size_t Score::*what) {
            ++(scores["missing"].*what);
            ++(scores["missing " + id].*what);
        };
        if (!wanted.empty()) ++scores["missing"].texts;
        for (const auto& id : wanted) {
            ++scores["missing " + id].texts;
            count(id, asked.contains(id) ? &Score::found : &Score::missed);
            if (!asked.contains(id)) show.push_back(fmt::format("{}:{}: not asked {}: {}", file, text.line, id, text.text));
        }
        for (const auto& id : asked) {
            count(id, wanted.contains(id) ? &Score::right : &Score::wrong);
            if (!wanted.contains(id)) show.push_back(fmt::format("{}:{}: asked for nothing {}: {}", file, text.line, id, text.text));
        }
    }
    return scores;
}

std::string table_of(const Scores& scores) {
    std::string table = fmt::format("{:<20}{:>6}{:>6}{:>7}{:>6}   {:<22}{}\n", "", "texts", "found", "missed", "wrong", "precision", "recall");
    const auto line = [&](const std::string& name, const Score& score) {
        const auto share = [](const Interval& of, std::size_t all) {
            return all == 0 ? std::string("-") : fmt::format("{:.3f} ({:.3f}-{:.3f})", of.share, of.low, of.high);
        };
        const auto precise = wilson(score.right, score.right + score.wrong), recalled = wilson(score.found, score.found + score.missed);
        table += fmt::format("{:<20}{:>6}{:>6}{:>7}{:>6}   {:<22}{}\n", name, score.texts, score.found, score.missed, score.wrong,
                             share(precise, score.right + score.wrong), share(recalled, score.found + score.missed));
    };
    constexpr std::string_view wholes[] = {"stop", "ask", "hint", "aid", "missing"};
    for (const auto& [name, score] : scores)
        if (std::ranges::find(wholes, name) == std::end(wholes)) line(name, score);
    for (const auto whole : wholes)
        if (const auto found = scores.find(std::string(whole)); found != scores.end()) line("all " + found->first, found->second);
    return table;
}

}  // namespace himthough::app
