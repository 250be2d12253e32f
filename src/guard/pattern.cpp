#include "guard/pattern.h"

#include <algorithm>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace himthough::guard {
namespace {

constexpr std::string_view syntax = "^$\\.*+?()[]{}|/";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '-' || is_digit(c); }

/// What a property stands for, as it is written inside a set: nothing for one that is not known. Coarse where Unicode is fine: whole
/// rows of letters, with what else stands in them, are a fraction of the size, and RE2 pays for every row. Letters of scripts without
/// capitals are neither Lu nor Ll; of the second half of Latin only the capitals that names begin with are Lu. Digits are 0 to 9 by then.
std::string_view class_of(std::string_view property) {
    if (property == "L") return "A-Za-zÀ-\u02BF\u0370-\u1FFF\u2C00-\u2DFF\u3040-\uD7FF\uF900-\uFDFF\U00010000-\U0001BFFF\U00020000-\U0003FFFF";
    if (property == "Lu") return "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶĻĽŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŸŹŻŽȘȚΑ-ΩЀ-Я";
    if (property == "Ll") return "a-zß-öø-\u02AFά-ώа-џ";
    if (property == "N") return "0-9";
    return {};
}

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
        if (class_of(name).empty()) wrong_ = fmt::format("has \\p{{{}}}; only \\p{{L}}, \\p{{Lu}}, \\p{{Ll}} and \\p{{N}} may stand in a pattern", name);
        else if (in_set_ && look(1) == 'P') wrong_ = "has \\P in a set; write [^ ] with \\p";
        else if (any_case_ && (name == "Lu" || name == "Ll")) wrong_ = fmt::format("asks for capitals (\\p{{{}}}) where case is ignored", name);
        at_ = end + 1;
    }

    void set() {
        in_set_ = true;
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
        in_set_ = false;
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
    bool in_set_ = false;
    std::vector<bool> open_;
    std::string wrong_;
};

/// Follows a pattern: does a match begin here, with nothing of it behind?
class Beginning {
public:
    explicit Beginning(bool here = true) : here_(here), groups_{here} {}
    bool here() const { return here_; }
    void open(bool counts = true) {
        here_ = here_ && counts;
        groups_.push_back(here_);
    }
    void or_else() { here_ = groups_.back(); }
    void close() {
        if (groups_.size() > 1) groups_.pop_back();
        here_ = false;
    }
    void pass() { here_ = false; }

private:
    bool here_;
    std::vector<bool> groups_;   // what it was where each open one began, and the pattern itself
};

/// Writes classes out, and letters in both cases.
class Writing {
public:
    Writing(std::string_view pattern, bool any_case) : text_(icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size())))), any_case_(any_case) {}

    std::string out() {
        while (at_ < text_.length()) {
            const UChar32 c = next();
            if (c == '(') {
                open();
            } else if (c == '|') {
                put(c), beginning_.or_else();
            } else if (c == ')') {
                put(c), beginning_.close();
            } else {
                one(c);
                beginning_.pass();
            }
        }
        std::string utf8;
        return out_.toUTF8String(utf8);
    }

private:
    UChar32 next() {
        const UChar32 c = text_.char32At(at_);
        at_ = text_.moveIndex32(at_, 1);
        return c;
    }
    void put(UChar32 c) { out_.append(c); }
    void put(std::string_view text) { out_.append(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))); }

    void one(UChar32 c) {
        if (c == '\\' && beginning_.here() && text_.char32At(at_) == 'b') begin_of_word();
        else if (c == '\\') escape(false);
        else if (c == '[') set();
        else if (any_case_ && other_case(c) != c) put('['), put(c), put(other_case(c)), put(']');
        else put(c);
    }

    void begin_of_word() {
        next();
        put("(?:^|[^");
        put(class_of("L"));
        put("0-9_])");
    }

    void open() {
        put('(');
        const bool captures = text_.char32At(at_) != '?';
        if (!captures) put(next()), put(next());
        beginning_.open(!captures);   // what stands before a place is no part of it
    }

    static UChar32 other_case(UChar32 c) { return u_tolower(c) != c ? u_tolower(c) : u_toupper(c); }

    void escape(bool in_set) {
        const UChar32 kind = next();
        if (kind != 'p' && kind != 'P') {
            put('\\');
            put(kind);
            return;
        }
        std::string name;
        for (next(); text_.char32At(at_) != '}';) name += static_cast<char>(next());
        next();
        if (!in_set) put(kind == 'P' ? "[^" : "[");
        put(class_of(name));
        if (!in_set) put(']');
    }

    void set() {
        put('[');
        if (text_.char32At(at_) == '^') put(next());
        while (at_ < text_.length() && text_.char32At(at_) != ']') {
            const UChar32 c = next();
            if (c == '\\') {
                escape(true);
                continue;
            }
            const bool range = text_.char32At(at_) == '-' && at_ + 1 < text_.length() && text_.char32At(at_ + 1) != ']' && text_.char32At(at_ + 1) != '\\';
            UChar32 last = c;
            if (range) {
                next();
                last = next();
            }
            one_range(c, last);
            const UChar32 first_other = other_case(c), last_other = other_case(last);
            if (any_case_ && first_other != c && last_other - last == first_other - c) one_range(first_other, last_other);
        }
        if (at_ < text_.length()) put(next());
    }

    void one_range(UChar32 first, UChar32 last) {
        put(first);
        if (last != first) put('-'), put(last);
    }

    icu::UnicodeString text_, out_;
    std::int32_t at_ = 0;
    bool any_case_;
    Beginning beginning_;
};

/// Behind the set that begins at `at`.
std::size_t end_of_set(std::string_view pattern, std::size_t at) {
    while (++at < pattern.size() && pattern[at] != ']') at += pattern[at] == '\\' ? 1 : 0;
    return std::min(at + 1, pattern.size());
}

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

std::string with_classes(std::string_view pattern, bool any_case) { return Writing(pattern, any_case).out(); }

std::string for_sets(std::string_view pattern) {
    std::string out;
    std::size_t at = 0;
    constexpr std::string_view first_or_behind = "(?:^|[^";
    if (const auto end = pattern.starts_with(first_or_behind) ? end_of_set(pattern, first_or_behind.size() - 2) : 0;
        pattern.substr(0, end).contains(class_of("L")) && pattern.substr(end).starts_with(')')) {
        out = fmt::format("[^{}]", class_of("L"));
        at = end + 1;
    }
    Beginning beginning(at == 0);
    for (std::size_t end = at; at < pattern.size(); at = end) {
        const char c = pattern[at];
        const bool opens = pattern.substr(at).starts_with("(?:");
        end = c == '[' ? end_of_set(pattern, at) : std::min(at + (opens ? 3 : c == '\\' ? 2 : 1), pattern.size());
        if (c == '^') out += beginning.here() ? "^\\n" : "(?:^\\n)?";
        else out += pattern.substr(at, end - at);
        if (c == '(') beginning.open();
        else if (c == '|') beginning.or_else();
        else if (c == ')') beginning.close();
        else beginning.pass();
    }
    return out;
}

std::string_view capitals() { return class_of("Lu"); }

bool marks_capital(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\\') ++at;
        else if (text[at] == '[') at = end_of_set(text, at) - 1;
        else if (text[at] == '(' && at + 1 < text.size() && text[at + 1] != '?')
            return text.substr(at + 1).starts_with(fmt::format("[{}]", class_of("Lu")));
    }
    return false;
}

std::optional<std::string> wrong_with_pattern(std::string_view pattern, bool any_case, bool marks) {
    return Reading(pattern, any_case, marks).wrong();
}

}  // namespace himthough::guard
