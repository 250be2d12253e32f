#include "guard/clues.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <set>
#include <string>
#include <vector>

#include "base/bytes64.h"
#include "guard/pattern.h"

namespace himthough::guard {
namespace {

// A way is one of the texts that a part of a pattern matches, told roughly: a space and a line break as they are, and these.
constexpr char any_bytes = '*';      // or none
constexpr char inner = 'i';          // some letters, digits or signs, but neither a space nor what ends a sentence
constexpr char some_digit = '0';
constexpr char some_capital = 'C';
constexpr char at_sign = '@';
constexpr char code_sign = '&';      // & % or a backslash
constexpr char foreign = 'F';        // a letter beyond Latin
constexpr char other_sign = ',';     // another one of ASCII
constexpr char sentence_end = '.';   // . ! ?

using Ways = std::set<std::string>;
constexpr std::size_t most_ways = 1024, most_kinds = 4;

bool is_letter(unsigned char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }
bool is_capital(unsigned char c) { return is_letter(c) && (c & 0x20) == 0; }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool ends_sentence(char c) { return c == '.' || c == '!' || c == '?'; }
bool is_code_sign(char c) { return c == '&' || c == '%' || c == '\\'; }
/// The first byte of a character of two bytes or more, told roughly: neither a Latin letter (up to U+033F) nor a sign (U+2000 to U+2FFF).
constexpr unsigned char signs_begin = 0xE2;
bool begins_foreign(unsigned char c) { return c >= 0xCD && c != signs_begin; }
bool begins_beyond_ascii(unsigned char c) { return c >= 0xC0; }

char kind_of(unsigned char c) {
    if (is_digit(c)) return some_digit;
    if (is_letter(c) || c >= 0x80) return inner;
    if (c == ' ' || c == '\n' || c == '@') return static_cast<char>(c);
    if (c < ' ' || c == 0x7F) return any_bytes;
    return ends_sentence(static_cast<char>(c)) ? sentence_end : is_code_sign(static_cast<char>(c)) ? code_sign : other_sign;
}

bool goes_on(char kind) {
    return kind == inner || kind == some_digit || kind == some_capital || kind == foreign || kind == at_sign || kind == code_sign || kind == other_sign;
}

bool joins(std::string_view way, std::size_t place) {
    return way[place] == sentence_end && place > 0 && place + 1 < way.size() && goes_on(way[place - 1]) && goes_on(way[place + 1]);
}

bool capital_inside(std::string_view way, std::size_t place) {
    if (place == 0 || place + 1 == way.size() || !(goes_on(way[place + 1]) || way[place + 1] == sentence_end)) return false;
    const char before = way[place - 1];
    return before == other_sign || before == code_sign || before == sentence_end || before == at_sign || (before == ' ' && place > 1 && goes_on(way[place - 2]));
}

/// What each of these ways holds.
Clues held_by(const Ways& ways) {
    Clues all = clue::all;
    for (const auto& way : ways) {
        Clues one = 0;
        for (std::size_t place = 0; place < way.size(); ++place) {
            switch (way[place]) {
                case some_digit: one |= clue::digit; break;
                case at_sign: one |= clue::at; break;
                case code_sign: one |= clue::code; break;
                case foreign: one |= clue::foreign; break;
                case some_capital: one |= capital_inside(way, place) ? clue::capital : 0; break;
                case sentence_end: one |= joins(way, place) ? clue::joined : 0; break;
                default: break;
            }
        }
        all &= one;
    }
    return all;
}

struct Part {
    Ways ways{""};
    Clues held = 0;   // beside what the ways hold
};

/// Ways of which only the beginning and the end are kept.
Ways ends_of(const Ways& ways) {
    Ways ends;
    for (const auto& way : ways) ends.insert(way.size() < 4 ? way : way.substr(0, 1) + any_bytes + way.substr(way.size() - 3));
    return ends;
}

std::string joined(std::string first, std::string_view second) {
    for (const char kind : second)
        if (first.empty() || kind != first.back() || (kind != inner && kind != any_bytes)) first += kind;
    return first;
}

void follow(Part& all, const Part& next) {
    all.held |= next.held;
    if (all.ways.size() * next.ways.size() > most_ways) {
        all.held |= held_by(all.ways);
        all.ways = ends_of(all.ways);
    }
    if (all.ways.size() * next.ways.size() > most_ways) {
        all.held |= held_by(next.ways);
        all.ways = {std::string(1, any_bytes)};
        return;
    }
    Ways together;
    for (const auto& first : all.ways)
        for (const auto& second : next.ways) together.insert(joined(first, second));
    all.ways = std::move(together);
}

Part one_of(const std::vector<Part>& parts) {
    Part all{{}, clue::all};
    for (const auto& part : parts) {
        all.ways.insert(part.ways.begin(), part.ways.end());
        all.held &= part.held | held_by(part.ways);
    }
    return all;
}

Part repeated(Part part, bool may_lack, bool may_again) {
    if (may_again) {
        part.held |= held_by(part.ways);
        Ways more;
        for (const auto& way : part.ways) more.insert(joined(way.substr(0, 2) + any_bytes, way.substr(way.size() - std::min<std::size_t>(way.size(), 3))));
        part.ways.insert(more.begin(), more.end());
    }
    if (may_lack) {
        part.held = 0;
        part.ways.insert("");
    }
    return part;
}

/// Goes down a pattern.
class Reading {
public:
    explicit Reading(std::string_view pattern) : text_(pattern) {}

    Part alternatives() {
        std::vector<Part> parts;
        for (;;) {
            parts.push_back(sequence());
            if (look() != '|') return one_of(parts);
            ++at_;
        }
    }

private:
    char look(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    unsigned char byte() {
        const char c = look();
        ++at_;
        return static_cast<unsigned char>(c);
    }

    Part sequence() {
        Part all;
        while (at_ < text_.size() && look() != '|' && look() != ')') {
            Part part = one();
            follow(all, quantified(std::move(part)));
        }
        return all;
    }

    static Part of(char kind) { return {{std::string(1, kind)}, 0}; }

    Part one() {
        const char c = look();
        if (c == '(') {
            at_ += look(1) == '?' ? 3 : 1;
            Part inside = alternatives();
            ++at_;
            return inside;
        }
        if (c == '[') return set();
        ++at_;
        if (c == '\\') return escaped(byte());
        if (c == '^' || c == '$') return {};
        return of(c == '.' ? any_bytes : kind_of(static_cast<unsigned char>(c)));
    }

    static Part escaped(unsigned char c) {
        switch (c) {
            case 'b': case 'B': return {};
            case 'd': return of(some_digit);
            case 'n': return of('\n');
            case 'w': return of(inner);
            case 's': case 't': case 'D': case 'S': case 'W': return of(any_bytes);
            default: return of(kind_of(c));
        }
    }

    /// What a set holds: ASCII characters, and whether there are others.
    struct Characters {
        std::bitset<128> ascii;
        bool others = false, latin_or_signs = false;   // beyond ASCII
        unsigned char lead = 0;                        // of the last character of several bytes
        /// Byte by byte: a range of such characters comes as the last byte of its first and the first byte of its last.
        void add(unsigned char first, unsigned char last) {
            for (unsigned c = first; c <= last && c < 128; ++c) ascii.set(c);
            for (const unsigned char c : {first, last}) {
                others = others || c >= 128;
                if (!begins_beyond_ascii(c)) continue;
                const bool spans_signs = first != last && lead < signs_begin && c > signs_begin;
                latin_or_signs = latin_or_signs || !begins_foreign(c) || spans_signs;
                lead = c;
            }
        }
    };

    Part set() {
        Characters in;
        ++at_;
        if (const auto all = capitals(); text_.substr(at_).starts_with(all) && look(all.size()) == ']') {
            at_ += all.size() + 1;
            return of(some_capital);
        }
        const bool but_these = look() == '^';
        if (but_these) ++at_;
        while (at_ < text_.size() && look() != ']') member(in);
        ++at_;
        if (but_these) {
            in.ascii.flip();
            in.others = in.latin_or_signs = true;   // some, whichever
        }
        return told(in);
    }

    void member(Characters& in) {
        if (look() == '\\' && std::string_view("dDwWsS").find(look(1)) != std::string_view::npos) {
            at_ += 2;
            kind(in, text_[at_ - 1]);
            return;
        }
        const auto one_character = [&]() -> unsigned char {
            if (look() != '\\') return byte();
            ++at_;
            const unsigned char c = byte();
            return c == 'n' ? '\n' : c == 't' ? '\t' : c;
        };
        const unsigned char first = one_character();
        const bool range = look() == '-' && look(1) != ']' && look(1) != '\0';
        if (range) ++at_;
        in.add(first, range ? one_character() : first);
    }

    /// \d, \w, \s and what they are not, all of ASCII.
    static void kind(Characters& in, char which) {
        const bool but_these = which < 'a';
        for (unsigned c = 0; c < 128; ++c) {
            const bool digit = c >= '0' && c <= '9', space = c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
            const bool word = digit || c == '_' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            const bool is = (which | 0x20) == 'd' ? digit : (which | 0x20) == 's' ? space : word;
            if (is != but_these) in.ascii.set(c);
        }
        in.others = in.others || but_these;
        in.latin_or_signs = in.latin_or_signs || but_these;
    }

    /// The kinds of what is in a set. A letter or digit that may be another one is `inner`.
    static Part told(const Characters& in) {
        if (in.ascii.none() && in.others && !in.latin_or_signs) return of(foreign);
        bool capitals_only = !in.others, digits_only = !in.others;
        Part part{{}, 0};
        if (in.others) part.ways.insert(std::string(1, inner));
        for (unsigned char c = 0; c < 128; ++c) {
            if (!in.ascii.test(c)) continue;
            capitals_only = capitals_only && is_capital(c);
            digits_only = digits_only && is_digit(c);
            part.ways.insert(std::string(1, is_digit(c) ? inner : kind_of(c)));
        }
        if (capitals_only || digits_only) return of(capitals_only ? some_capital : some_digit);
        return part.ways.size() > most_kinds ? of(any_bytes) : part;
    }

    Part quantified(Part part) {
        const char c = look();
        bool may_lack = c == '?' || c == '*', may_again = c == '*' || c == '+';
        if (c == '{') {
            const auto end = text_.find('}', at_);
            const auto counts = text_.substr(at_ + 1, end - at_ - 1);
            may_lack = counts[0] == '0';
            may_again = counts != "0,1" && counts != "1" && counts != "1,1";
            at_ = end + 1;
        } else if (may_lack || may_again) {
            ++at_;
        } else {
            return part;
        }
        if (look() == '?') ++at_;   // the shortest first
        return repeated(std::move(part), may_lack, may_again);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Bytes of a capital as patterns ask for them (capitals() in pattern.h), or of a letter that might be one; 0 for anything else.
std::size_t capital_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]), second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : '\0');
    if (is_capital(first)) return 1;
    return (first == 0xC3 && second <= 0x9E) || first == 0xC4 || first == 0xC5 || first == 0xC8 || first == 0xCE || first == 0xD0 ? 2 : 0;
}

bool is_capital_inside(std::string_view text, std::size_t at) {
    const std::size_t after = at + capital_at(text, at);
    if (after == at || at == 0 || after >= text.size() || text[after] == ' ' || text[after] == '\n') return false;
    const auto before = static_cast<unsigned char>(text[at - 1]);
    if (before != ' ') return kind_of(before) != inner && kind_of(before) != some_digit && before > ' ';
    return at > 1 && text[at - 2] != ' ' && text[at - 2] != '\n' && !ends_sentence(text[at - 2]);
}

bool is_joined(std::string_view text, std::size_t at) {
    const auto parts = [](char c) { return static_cast<unsigned char>(c) <= ' ' || ends_sentence(c); };
    return at > 0 && at + 1 < text.size() && !parts(text[at - 1]) && !parts(text[at + 1]);
}

}  // namespace

Clues clues_needed(std::string_view pattern) {
    const Part all = Reading(pattern).alternatives();
    return all.held | held_by(all.ways);
}

Clues clues_in(std::string_view text) {
    Clues clues = 0;
    const auto look = [&](std::uint64_t places, std::size_t block, Clues one, auto is) {
        for (; places != 0 && (clues & one) == 0; places &= places - 1)
            if (is(text, block + static_cast<std::size_t>(std::countr_zero(places)))) clues |= one;
    };
    for (std::size_t block = 0; block < text.size(); block += 64) {
        const Bytes64 bytes(text, block);
        const std::uint64_t beyond = bytes.beyond_ascii(), spaces = bytes.equal(' '), breaks = bytes.equal('\n');
        const std::uint64_t ends = bytes.equal('.') | bytes.equal('!') | bytes.equal('?');
        const std::uint64_t behind = text.size() - block >= 64 ? 0 : ~std::uint64_t{0} << (text.size() - block), parts = spaces | breaks | ends | behind;
        if (bytes.between('0', '9') != 0) clues |= clue::digit;
        if (bytes.equal('@') != 0) clues |= clue::at;
        if ((bytes.between('%', '&') | bytes.equal('\\')) != 0) clues |= clue::code;
        // Most are told apart by their neighbours; those at the borders of the block, and the few that are left, are looked at.
        const std::uint64_t begins = (spaces << 1 & ends << 2) | breaks << 1 | spaces >> 1;
        look((bytes.ascii_capitals() | (beyond == 0 ? 0 : bytes.between('\xC3', '\xD0'))) & ~begins, block, clue::capital, is_capital_inside);
        look(ends & ~(parts << 1) & ~(parts >> 1), block, clue::joined, is_joined);
        if (beyond != 0) look(bytes.between('\xCD', '\xFD'), block, clue::foreign, [](std::string_view all, std::size_t at) { return begins_foreign(static_cast<unsigned char>(all[at])); });
    }
    return clues;
}

}  // namespace himthough::guard
