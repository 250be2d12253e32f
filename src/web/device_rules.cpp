#include "web/device_rules.h"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "guard/names.h"
#include "guard/pattern.h"
#include "guard/phone.h"
#include "guard/tables.h"

namespace himthough::web {
namespace {

using guard::Pattern;

constexpr std::string_view note = "// Printed from the rules of this server when it started; see guard.js.\n";

std::string_view word_of(Tier tier) { return tier == Tier::stop ? "stop" : tier == Tier::ask ? "ask" : "hint"; }

std::string array_of(const std::vector<std::string>& values) { return fmt::format("[{}]", fmt::join(values, ",")); }

/// Of those that ask for a first name with a capital: a text without any is not searched for them (guard/patterns.h).
bool is_named(const Pattern& pattern) { return pattern.check == guard::Check::listed_name && guard::marks_capital(pattern.text); }

std::string row_of(const std::vector<std::string>& values) { return fmt::format("\n[{}]", fmt::join(values, ",")); }

/// Past the group (?: ) that begins here; a sound pattern has one.
std::size_t group_end(std::string_view pattern, std::size_t at) {
    int open = 0;
    bool in_set = false;
    for (; at < pattern.size(); ++at) {
        const char c = pattern[at];
        if (c == '\\') ++at;
        else if (in_set) in_set = c != ']';
        else if (c == '[') in_set = true;
        else if (c == '(') ++open;
        else if (c == ')' && --open == 0) return at + 1;
    }
    return pattern.size();
}

/// Where groups (?: ) begin, outside of sets.
template <class Found>
void each_group(std::string_view pattern, const Found& found) {
    bool in_set = false;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        const char c = pattern[at];
        if (c == '\\') ++at;
        else if (in_set) in_set = c != ']';
        else if (c == '[') in_set = true;
        else if (pattern.substr(at, 3) == "(?:") found(at, pattern.substr(at, group_end(pattern, at) - at));
    }
}

// Signs of Unicode's private use, which no text holds any more by the time it is searched.
constexpr std::string_view both_cases = "\uEFFF";   // at the beginning: every letter a to z and à to þ, outside of sets, is a capital too

constexpr char32_t letter_at(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 'a' && c <= 'z') return c;
    if (c != 0xC3 || at + 1 == text.size()) return 0;
    const auto letter = char32_t{0xC0} | (static_cast<unsigned char>(text[at + 1]) & 0x3F);
    return letter >= 0xE0 && letter <= 0xFE && letter != 0xF7 ? letter : 0;
}

/// "[aA][bB]" as "ab" behind the sign for both cases: a third of the size. The same text where a letter stands in one case.
std::string with_both_cases(const std::string& pattern) {
    std::string out(both_cases);
    bool any = false;
    for (std::size_t at = 0; at < pattern.size();) {
        std::size_t end = at + 1;
        if (pattern[at] == '\\') {
            end = at + 2;
        } else if (pattern[at] == '[') {
            while (pattern[end] != ']') end += pattern[end] == '\\' ? 2 : 1;
            ++end;
            const std::size_t size = (end - at - 2) / 2;
            const char32_t letter = end - at == 4 || end - at == 6 ? letter_at(pattern, at + 1) : 0;
            const auto small = pattern.substr(at + 1, size), other = pattern.substr(at + 1 + size, size);
            if (letter != 0 && small.substr(0, size - 1) == other.substr(0, size - 1) && small.back() - other.back() == 0x20) {
                out += small;
                any = true;
                at = end;
                continue;
            }
        } else if (letter_at(pattern, at) != 0) {
            return pattern;
        }
        out.append(pattern, at, end - at);
        at = end;
    }
    return any ? out : pattern;
}

/// Long groups, as lists of words, stand in many patterns. Each is printed once, and a sign stands for it.
class Lists {
public:
    /// Every pattern that will be asked for, before the first is.
    void count(const Pattern& pattern) {
        for (const auto& text : {pattern.text, pattern.unless}) {
            if (text.find('\xEE') != std::string::npos) taken_ = true;   // begins those signs
            const auto printed = with_both_cases(text);
            const bool both = printed.starts_with(both_cases);
            each_group(printed, [&](std::size_t, std::string_view group) {
                if (group.size() >= short_) ++counts_[key(group, both)];
            });
        }
    }

    std::string with_signs(const std::string& pattern) {
        if (taken_) return pattern;
        const auto printed = with_both_cases(pattern);
        return with_signs(printed, printed.starts_with(both_cases));
    }

    std::string print() const {
        std::vector<std::string> pairs;
        for (const auto& [sign, piece] : pieces_) pairs.push_back(array_of({js_string(sign), js_string(piece)}));
        return array_of(pairs);
    }

private:
    static std::string key(std::string_view group, bool both) { return std::string(both ? both_cases : "").append(group); }

    std::string with_signs(std::string_view pattern, bool both) {
        std::string out;
        std::size_t kept = 0;
        each_group(pattern, [&](std::size_t at, std::string_view group) {
            if (at < kept) return;
            const auto counted = counts_.find(key(group, both));
            if (counted == counts_.end() || counted->second < 2) return;
            const auto sign = sign_of(group, both);
            if (sign.empty()) return;
            out.append(pattern, kept, at - kept) += sign;
            kept = at + group.size();
        });
        return out.append(pattern, kept);
    }

    std::string sign_of(std::string_view group, bool both) {
        const auto known_by = key(group, both);
        if (const auto known = signs_.find(known_by); known != signs_.end()) return known->second;
        // A piece stands in the list behind the pieces that stand in it.
        auto piece = key("(?:", both).append(with_signs(group.substr(3), both));
        const auto number = signs_.size();
        if (number >= most_) return "";
        const std::string sign = {'\xEE', static_cast<char>(0x80 | (number >> 6)), static_cast<char>(0x80 | (number & 0x3F))};
        signs_.emplace(known_by, sign);
        pieces_.emplace_back(sign, std::move(piece));
        return sign;
    }

    static constexpr std::size_t short_ = 24, most_ = 64 * 64 - 1;   // the last one is both_cases
    bool taken_ = false;
    std::map<std::string, std::size_t, std::less<>> counts_;
    std::map<std::string, std::string> signs_;
    std::vector<std::pair<std::string, std::string>> pieces_;
};

std::string print_tables() {
    namespace tables = guard::tables;
    std::vector<std::string> lookalikes, zeros, ones, signs, digits, times;
    for (const auto& pair : tables::lookalikes) lookalikes.push_back(fmt::format("[{},{}]", std::uint32_t{pair.from}, std::uint32_t{pair.to}));
    for (const char32_t zero : tables::zeros) zeros.push_back(fmt::to_string(std::uint32_t{zero}));
    for (const char32_t one : tables::ones) ones.push_back(fmt::to_string(std::uint32_t{one}));
    for (const auto& sign : tables::signs) signs.push_back(array_of({js_string(sign.word), js_string({&sign.sign, 1})}));
    for (const auto& digit : tables::digits) digits.push_back(array_of({js_string(digit.word), js_string({&digit.digit, 1})}));
    for (const auto& one : tables::times) times.push_back(array_of({js_string(one.word), fmt::to_string(one.times)}));
    return fmt::format("{{lookalikes:{},zeros:{},ones:{},signs:{},digits:{},times:{}}}", array_of(lookalikes), array_of(zeros), array_of(ones),
                       array_of(signs), array_of(digits), array_of(times));
}

/// Numbers from abroad: what a calling code's numbers may look like, once. At home: the regions that this server knows.
std::string print_phones(const std::vector<std::string>& regions) {
    std::set<std::string> abroad;
    for (const auto& region : guard::phone_regions()) abroad.insert(fmt::format("[{},{},{}]", region.code, js_string(region.prefix == "0" ? "0" : ""), region.lengths));
    std::vector<std::string> local;
    for (const auto& name : regions)
        if (const auto* region = guard::find_phone_region(name))
            local.push_back(array_of({js_string(region->prefix), region->must_prefix ? "true" : "false", fmt::to_string(region->lengths), js_string(region->pattern)}));
    return fmt::format("{{abroad:{},local:{}}}", array_of({abroad.begin(), abroad.end()}), array_of(local));
}

template <class Of>
std::string print_sentences(const std::vector<guard::Pack>& packs, Of of) {
    std::vector<std::string> languages;
    for (const auto& pack : packs) {
        if (pack.language.empty()) continue;
        std::vector<std::string> sentences;
        for (const auto& [kind, sentence] : pack.*of) sentences.push_back(fmt::format("{}:{}", js_string(kind), js_string(sentence)));
        languages.push_back(fmt::format("{}:{{{}}}", js_string(pack.language), fmt::join(sentences, ",")));
    }
    return fmt::format("{{{}}}", fmt::join(languages, ","));
}

std::string print_rules(const guard::Guard& guard) {
    const auto& packs = guard.packs();
    Lists lists;
    std::vector<std::string> rules;
    for (const auto& pack : packs)
        for (const auto& rule : pack.rules) lists.count(rule.pattern);
    for (std::size_t pack = 0; pack < packs.size(); ++pack)
        for (std::size_t number = 0; number < packs[pack].rules.size(); ++number) {
            const auto& rule = packs[pack].rules[number];
            if (guard.is_aside(pack, number)) continue;
            rules.push_back(row_of({js_string(rule.id), js_string(rule.kind), js_string(word_of(rule.tier)), js_string(guard::word_of(rule.pattern.check)), is_named(rule.pattern) ? "true" : "false",
                                             js_string(lists.with_signs(rule.pattern.text)), js_string(lists.with_signs(rule.pattern.unless))}));
        }
    return fmt::format("{}export const tables = {};\nexport const names = {};\nexport const phones = {};\nexport const says = {};\nexport const stands_for = {};\n"
                       "export const lists = {};\nexport const rules = {};\n",
                       note, print_tables(), js_string(front_coded(guard::names())), print_phones(guard.phone_regions()),
                       print_sentences(packs, &guard::Pack::says), print_sentences(packs, &guard::Pack::stands_for), lists.print(), array_of(rules));
}

std::string print_aid(const guard::Aid& aid) {
    Lists lists;
    std::vector<std::string> packs;
    for (const auto& pack : aid.packs())
        for (const auto& rule : pack.rules) lists.count(rule.pattern);
    for (std::size_t pack = 0; pack < aid.packs().size(); ++pack) {
        std::vector<std::string> questions;
        const auto& from = aid.packs()[pack];
        for (std::size_t number = 0; number < from.rules.size(); ++number) {
            const auto& rule = from.rules[number];
            if (aid.is_aside(pack, number)) continue;
            questions.push_back(row_of({js_string(rule.id), js_string(rule.kind), rule.missing ? "true" : "false", js_string(rule.asks),
                                                 js_string(lists.with_signs(rule.pattern.text)), js_string(lists.with_signs(rule.pattern.unless))}));
        }
        packs.push_back(fmt::format("{{language:{},questions:{}}}", js_string(from.language), array_of(questions)));
    }
    return fmt::format("{}export const lists = {};\nexport const packs = {};\n", note, lists.print(), array_of(packs));
}

}  // namespace

std::string js_string(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const auto behind = text.substr(at, 3);
        if (c == '"' || c == '\\') (out += '\\') += c;
        else if (static_cast<unsigned char>(c) < 0x20 || c == '<' || c == '>' || c == '&' || c == '\x7F') out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
        else if (behind == "\u2028" || behind == "\u2029") out += behind == "\u2028" ? "\\u2028" : "\\u2029", at += 2;
        else out += c;
    }
    return out + "\"";
}

std::string front_coded(std::string_view lines) {
    constexpr std::size_t most = 40;   // '0' + 40 is 'X', no small letter
    std::string out;
    std::string_view before;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        const auto word = lines.substr(0, end);
        std::size_t same = 0;
        while (same < std::min({word.size(), before.size(), most}) && word[same] == before[same]) ++same;
        (out += static_cast<char>('0' + same)).append(word, same);
        before = word;
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return out;
}

std::map<std::string, std::string> device_rules(const guard::Guard& guard, const guard::Aid& aid) {
    return {{"rules.js", print_rules(guard)}, {"aid.js", print_aid(aid)}};
}

}  // namespace himthough::web
