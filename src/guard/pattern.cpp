#include "guard/pattern.h"

#include <algorithm>

#include <fmt/format.h>

namespace himthough::guard {
namespace {

constexpr std::string_view syntax = "^$\\.*+?()[]{}|/";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '-' || is_digit(c); }

std::string escaped(std::string_view word) {
    std::string out;
    for (const char c : word) {
        if (syntax.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// Goes through a pattern once and stops at the first thing that is wrong.
class Reading {
public:
    Reading(std::string_view pattern, bool any_case, bool marks) : text_(pattern), any_case_(any_case), marks_(marks) {}

    std::optional<std::string> wrong() {
        while (wrong_.empty() && at_ < text_.size()) one();
        if (!wrong_.empty()) return wrong_;
        if (marks_ && groups_ != 1) return fmt::format("needs one group ( ) around the place, has {}; others are written (?: )", groups_);
        if (groups_ > 1) return fmt::format("has {} groups ( ); write (?: )", groups_);
        return std::nullopt;
    }

private:
    char look(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void one() {
        switch (look()) {
            case '\\': escape(false); return;
            case '[': set(); return;
            case '(': open(); return;
            case ')': close(); return;
            case '{': count(); return;
            case ']':
            case '}': wrong_ = fmt::format("has a {0} that closes nothing; write \\{0}", look()); return;
            default: ++at_;
        }
    }

    void escape(bool in_set) {
        const char c = look(1);
        if (c == 'p' || c == 'P') {
            property();
            return;
        }
        constexpr std::string_view outside = "bBdDwWsSnt", inside = "dDwWsSnt";
        const bool known = (in_set ? inside : outside).find(c) != std::string_view::npos || syntax.find(c) != std::string_view::npos || (in_set && c == '-');
        if (c == '\0' || !known) wrong_ = c == '\0' ? "ends in \\" : fmt::format("has \\{}, which is not the same everywhere", c);
        at_ += 2;
    }

    void property() {
        const auto end = text_.find('}', at_);
        if (look(2) != '{' || end == std::string_view::npos) {
            wrong_ = "has a property without braces; write \\p{L}";
            return;
        }
        const auto name = text_.substr(at_ + 3, end - at_ - 3);
        constexpr std::string_view known[] = {"L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "N", "Nd", "Nl", "No", "P", "S", "Sc", "So", "Z", "Zs"};
        if (std::ranges::find(known, name) == std::end(known)) wrong_ = fmt::format("has \\p{{{}}}, which is not the same everywhere; \\p{{L}}, \\p{{Lu}}, \\p{{N}} are", name);
        else if (any_case_ && (name == "Lu" || name == "Ll" || name == "Lt")) wrong_ = fmt::format("asks for capitals (\\p{{{}}}) where case is ignored", name);
        at_ = end + 1;
    }

    void set() {
        ++at_;
        if (look() == '^') ++at_;
        if (look() == ']') wrong_ = "has an empty set; write [\\]] for a bracket";
        bool after_class = false;
        while (wrong_.empty() && at_ < text_.size() && look() != ']') {
            const char c = look();
            if (c == '[' && (look(1) == ':' || look(1) == '.' || look(1) == '=')) wrong_ = "has a POSIX class [: :]";
            const bool dash = c == '-' && look(1) != ']' && text_[at_ - 1] != '[' && text_[at_ - 1] != '^';
            if (dash && (after_class || (look(1) == '\\' && std::string_view("dDwWsSpP").find(look(2)) != std::string_view::npos)))
                wrong_ = "has a - beside a class in a set; write \\-";
            after_class = c == '\\' && std::string_view("dDwWsSpP").find(look(1)) != std::string_view::npos;
            if (c == '\\') escape(true);
            else ++at_;
        }
        if (wrong_.empty() && at_ >= text_.size()) wrong_ = "has a set [ that does not end";
        ++at_;
    }

    void open() {
        const bool capturing = look(1) != '?';
        if (!capturing && look(2) != ':') {
            wrong_ = fmt::format("has (?{}; of these only (?: ) is the same everywhere", look(2));
            return;
        }
        groups_ += capturing ? 1 : 0;
        open_.push_back(capturing);
        at_ += capturing ? 1 : 3;
    }

    void close() {
        if (open_.empty()) {
            wrong_ = "has a ) that closes nothing; write \\)";
            return;
        }
        const bool capturing = open_.back();
        open_.pop_back();
        ++at_;
        if (capturing && (look() == '*' || look() == '+' || look() == '?' || look() == '{')) wrong_ = "repeats the group of the place, or lets it be left out";
    }

    void count() {
        std::size_t end = at_ + 1;
        while (end < text_.size() && is_digit(text_[end])) ++end;
        const bool least = end > at_ + 1;
        if (least && end < text_.size() && text_[end] == ',') ++end;
        while (end < text_.size() && is_digit(text_[end])) ++end;
        if (!least || end >= text_.size() || text_[end] != '}') wrong_ = "has a { that is no count; write \\{";
        at_ = end + 1;
    }

    std::string_view text_;
    bool any_case_, marks_;
    std::size_t at_ = 0;
    int groups_ = 0;
    std::vector<bool> open_;
    std::string wrong_;
};

}  // namespace

std::string with_lists(std::string_view pattern, const Lists& lists, std::string& unknown) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        if (pattern[at] == '\\' && at + 1 < pattern.size()) {   // \p{Lu} and \{ are no lists
            const bool property = (pattern[at + 1] == 'p' || pattern[at + 1] == 'P') && at + 2 < pattern.size() && pattern[at + 2] == '{';
            const auto close = property ? pattern.find('}', at) : at + 1;
            const std::size_t end = close == std::string_view::npos ? pattern.size() : close + 1;
            out.append(pattern, at, end - at);
            at = end;
            continue;
        }
        std::size_t end = at + 1;
        while (end < pattern.size() && is_name(pattern[end])) ++end;
        const bool list = pattern[at] == '{' && end > at + 1 && !is_digit(pattern[at + 1]) && end < pattern.size() && pattern[end] == '}';
        if (!list) {
            out += pattern[at++];
            continue;
        }
        const auto name = pattern.substr(at + 1, end - at - 1);
        const auto found = lists.find(name);
        if (found == lists.end()) unknown = name;
        else {
            auto words = found->second;
            std::ranges::stable_sort(words, std::greater{}, &std::string::size);   // the longer of two that begin alike is found
            for (auto& word : words) word = escaped(word);
            out += fmt::format("(?:{})", fmt::join(words, "|"));
        }
        at = end + 1;
    }
    return out;
}

std::optional<std::string> wrong_with_pattern(std::string_view pattern, bool any_case, bool marks) {
    return Reading(pattern, any_case, marks).wrong();
}

}  // namespace himthough::guard
