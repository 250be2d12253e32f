// The steps of normal.h, one after the other, on units: a code point and the bytes of the original it came from.
#include <algorithm>
#include <iterator>

#include <unicode/normalizer2.h>
#include <unicode/unorm2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "guard/normal.h"
#include "guard/tables.h"

namespace himthough::guard {
namespace {

struct Unit {
    char32_t c;
    std::uint32_t begin, end;
};
using Units = std::vector<Unit>;

constexpr std::size_t most_marks = 4;   // of one letter; a heap of them is only there to hide it

UChar32 icu_of(char32_t c) { return static_cast<UChar32>(c); }

bool is_mark(char32_t c) { return c >= 0x300 && (U_GET_GC_MASK(icu_of(c)) & U_GC_M_MASK) != 0; }
/// Vowels and finals of Hangul, which NFKC joins to the letter before them.
bool is_trailing_jamo(char32_t c) { return c >= 0x1160 && c <= 0x11FF; }

bool is_invisible(char32_t c) {
    if (c == '\n' || c == '\t') return false;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return c != '\r' && c != 0x0B && c != 0x0C && c != 0x85;
    if (c < 0xAD) return false;
    return u_hasBinaryProperty(icu_of(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || u_hasBinaryProperty(icu_of(c), UCHAR_BIDI_CONTROL) ||
           c == 0x20E3 || u_charType(icu_of(c)) == U_PRIVATE_USE_CHAR;   // U+20E3: the key around a digit
}

bool is_line_break(char32_t c) { return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029; }
bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x1680 && (u_isUWhiteSpace(icu_of(c)) || c == 0x2800)); }

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_latin(char32_t c) { return is_ascii_letter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF); }
bool is_latin_or_digit(char32_t c) { return is_latin(c) || is_ascii_digit(c); }

char32_t lookalike(char32_t c) {
    const auto found = std::ranges::lower_bound(tables::lookalikes, c, {}, &tables::Pair::from);
    return found != std::end(tables::lookalikes) && found->from == c ? found->to : 0;
}

/// The digit, 0 to 9 in ASCII, or nothing.
char32_t digit_of(char32_t c) {
    const auto after = std::ranges::upper_bound(tables::zeros, c);
    if (after != std::begin(tables::zeros) && c - *std::prev(after) < 10) return '0' + (c - *std::prev(after));
    for (const char32_t one : tables::ones)
        if (c >= one && c - one < 9) return '1' + (c - one);
    return 0;
}

// Step 1 and 2.

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
Units decode(std::string_view text) {
    Units units;
    units.reserve(text.size());
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        const auto begin = static_cast<std::uint32_t>(at);
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        units.push_back({c < 0 ? char32_t{0xFFFD} : static_cast<char32_t>(c), begin, static_cast<std::uint32_t>(at)});
    }
    return units;
}
#pragma GCC diagnostic pop

/// One letter with its marks, as NFKC writes it; every code point of the result stands for all of them.
void add_cluster(const Units& cluster, Units& out) {
    static const icu::Normalizer2* const nfkc = [] {
        UErrorCode error = U_ZERO_ERROR;
        return icu::Normalizer2::getNFKCInstance(error);
    }();
    icu::UnicodeString text;
    for (const Unit& unit : cluster) text.append(icu_of(unit.c));
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString normal = nfkc ? nfkc->normalize(text, error) : text;
    const bool latin = normal.length() > 0 && static_cast<char32_t>(normal.char32At(0)) < 0x250;
    for (std::int32_t at = 0; at < normal.length(); at = normal.moveIndex32(at, 1)) {
        const auto c = static_cast<char32_t>(normal.char32At(at));
        if (at > 0 && latin && is_mark(c)) continue;
        out.push_back({c, cluster.front().begin, cluster.back().end});
    }
}

Units compose(const Units& in) {
    Units out, cluster;
    out.reserve(in.size());
    for (std::size_t at = 0; at < in.size();) {
        cluster.assign(1, in[at++]);
        for (std::size_t marks = 0; at < in.size(); ++at) {
            const char32_t c = in[at].c;
            if (is_invisible(c)) continue;
            if (!is_mark(c) && !is_trailing_jamo(c)) break;
            if (++marks <= most_marks) cluster.push_back(in[at]);
        }
        const bool stays = cluster.size() == 1 && (cluster[0].c < 0xA0 || u_getIntPropertyValue(icu_of(cluster[0].c), UCHAR_NFKC_QUICK_CHECK) == UNORM_YES);
        if (stays) out.push_back(cluster[0]);
        else add_cluster(cluster, out);
    }
    return out;
}

Units plain_signs(const Units& in) {
    Units out;
    out.reserve(in.size());
    for (std::size_t at = 0; at < in.size(); ++at) {
        Unit unit = in[at];
        if (is_invisible(unit.c)) continue;
        if (is_line_break(unit.c)) {
            if (unit.c == '\r' && at + 1 < in.size() && in[at + 1].c == '\n') continue;
            unit.c = '\n';
        } else if (is_space(unit.c)) {
            if (!out.empty() && out.back().c == ' ') continue;
            unit.c = ' ';
        } else if (unit.c == 0x2019 || unit.c == 0x2BC) {
            unit.c = '\'';
        } else if (unit.c == 0x3002 || unit.c == 0x6D4) {   // browsers, too, take them for dots
            unit.c = '.';
        } else if (unit.c >= 0x660) {
            if (const char32_t digit = digit_of(unit.c)) unit.c = digit;
        }
        out.push_back(unit);
    }
    return out;
}

// Step 3.

bool is_word(char32_t c) { return is_latin_or_digit(c) || c == '_' || (c >= 0x250 && u_isalnum(icu_of(c))); }

/// A dot with something on both sides, or an @.
bool ties(const Units& units, std::size_t at) {
    if (units[at].c == '@') return true;
    return units[at].c == '.' && at > 0 && at + 1 < units.size() && is_word(units[at - 1].c) && is_word(units[at + 1].c);
}

void fold_lookalikes(Units& units) {
    for (std::size_t at = 0; at < units.size();) {
        if (!is_word(units[at].c)) { ++at; continue; }
        std::size_t end = at;
        bool latin = false, lookalikes = false;
        for (; end < units.size() && is_word(units[end].c); ++end) {
            latin = latin || is_latin(units[end].c);
            lookalikes = lookalikes || (units[end].c >= 0x250 && lookalike(units[end].c) != 0);
        }
        const bool tied = lookalikes && ((at > 0 && ties(units, at - 1)) || (end < units.size() && ties(units, end)));
        if (lookalikes && (latin || tied))
            for (std::size_t one = at; one < end; ++one)
                if (const char32_t like = lookalike(units[one].c)) units[one].c = like;
        at = end;
    }
}

// Step 4.

char32_t small(char32_t c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

char32_t closing(char32_t c) {
    switch (c) {
        case '(': return ')';
        case '[': return ']';
        case '{': return '}';
        case '<': return '>';
        default: return 0;
    }
}

bool stands_at(const Units& units, std::size_t at, std::string_view word) {
    if (units.size() - at < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (small(units[at + i].c) != static_cast<unsigned char>(word[i])) return false;
    return true;
}

/// "(at)" at this place: the sign, and how many units it takes.
std::pair<char32_t, std::size_t> bracketed_sign(const Units& units, std::size_t at) {
    const char32_t close = closing(units[at].c);
    if (close == 0) return {0, 0};
    std::size_t word = at + 1;
    if (word < units.size() && units[word].c == ' ') ++word;
    for (const auto& sign : tables::signs) {
        if (word >= units.size() || !stands_at(units, word, sign.word)) continue;
        std::size_t end = word + sign.word.size();
        if (end < units.size() && units[end].c == ' ') ++end;
        if (end < units.size() && units[end].c == close) return {static_cast<unsigned char>(sign.sign), end + 1 - at};
    }
    return {0, 0};
}

Units unbracket(const Units& in) {
    Units out;
    out.reserve(in.size());
    for (std::size_t at = 0; at < in.size();) {
        const auto [sign, length] = bracketed_sign(in, at);
        if (sign == 0) { out.push_back(in[at++]); continue; }
        out.push_back({sign, in[at].begin, in[at + length - 1].end});
        at += length;
    }
    return out;
}

// Step 5.

bool parts_letters(char32_t c) { return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*'; }

/// Units of a run of single letters with one separator between them, and how many of them are letters or digits.
struct SpacedRun {
    std::size_t end = 0, letters = 0, last_letter = 0;
};

SpacedRun spaced_run(const Units& units, std::size_t at) {
    const auto alone = [&](std::size_t i) {
        const bool letter = is_latin_or_digit(units[i].c);
        return !letter || i + 1 >= units.size() || !is_latin_or_digit(units[i + 1].c);
    };
    const char32_t separator = at + 1 < units.size() ? units[at + 1].c : 0;
    SpacedRun run{at + 1, 1, at};
    if (!parts_letters(separator)) return run;
    for (std::size_t next = at + 2; next < units.size() && units[next - 1].c == separator; next += 2) {
        const char32_t c = units[next].c;
        const bool letter = is_latin_or_digit(c);
        const bool sign = c == '@' || (separator == ' ' && (c == '.' || c == '-' || c == '_' || c == '+'));
        if ((!letter && !sign) || !alone(next)) break;
        run.end = next + 1;
        run.letters += letter ? 1 : 0;
        if (letter) run.last_letter = next;
    }
    return run;
}

Units join_letters(const Units& in) {
    Units out;
    out.reserve(in.size());
    for (std::size_t at = 0; at < in.size();) {
        const bool starts = is_latin(in[at].c) && (at == 0 || !is_latin_or_digit(in[at - 1].c)) &&
                            (at + 1 >= in.size() || !is_latin_or_digit(in[at + 1].c));
        const SpacedRun run = starts ? spaced_run(in, at) : SpacedRun{};
        if (run.letters < 4) {
            // No run that begins inside this one holds more letters; its last unit may begin one with another separator.
            const std::size_t end = starts ? std::max(at + 1, run.end - 1) : at + 1;
            while (at < end) out.push_back(in[at++]);
            continue;
        }
        for (; at <= run.last_letter; at += 2) out.push_back(in[at]);
        at = run.last_letter + 1;
    }
    return out;
}

// Step 6.

char32_t without_accent(char32_t c) { return c == 0xE9 || c == 0xC9 ? U'e' : small(c); }   // zéro

/// "seven" or "double seven" and the units it takes.
struct Spoken {
    std::size_t end = 0;
    std::string digits;
    int words = 0;
};

std::string word_at(const Units& units, std::size_t at, std::size_t& end) {
    std::string word;
    for (end = at; end < units.size() && is_latin(units[end].c); ++end) {
        const char32_t c = without_accent(units[end].c);
        word += word.size() < 8 && c < 0x80 ? static_cast<char>(c) : '?';
        if (word.size() > 8) word.resize(8);
    }
    return word;
}

Spoken spoken_at(const Units& units, std::size_t at) {
    std::size_t end = 0;
    const auto word = word_at(units, at, end);
    if (end < units.size() && is_ascii_digit(units[end].c)) return {};
    const auto found = std::ranges::lower_bound(tables::digits, std::string_view(word), {}, &tables::Digit::word);
    if (found != std::end(tables::digits) && found->word == word) return {end, std::string(1, found->digit), 1};
    const auto times = std::ranges::find(tables::times, std::string_view(word), &tables::Times::word);
    if (times == std::end(tables::times) || end + 1 >= units.size() || units[end].c != ' ') return {};
    std::size_t next = 0;
    const auto second = word_at(units, end + 1, next);
    const auto digit = std::ranges::find(tables::digits, std::string_view(second), &tables::Digit::word);
    if (digit != std::end(tables::digits)) return {next, std::string(static_cast<std::size_t>(times->times), digit->digit), 2};
    return {};
}

/// Past one or two of space, comma, hyphen and dot; the same place when others stand there.
std::size_t past_separator(const Units& units, std::size_t at) {
    std::size_t end = at;
    while (end < units.size() && end < at + 2 && (units[end].c == ' ' || units[end].c == ',' || units[end].c == '-' || units[end].c == '.')) ++end;
    return end;
}

Units write_digits(const Units& in) {
    Units out;
    out.reserve(in.size());
    for (std::size_t at = 0; at < in.size();) {
        const bool starts = is_latin_or_digit(in[at].c) && (at == 0 || !is_latin_or_digit(in[at - 1].c));
        if (!starts) { out.push_back(in[at++]); continue; }
        Units digits;
        std::size_t end = at;
        int words = 0;
        for (std::size_t next = at; next < in.size() && is_latin(in[next].c);) {
            const Spoken spoken = spoken_at(in, next);
            if (spoken.digits.empty()) break;
            for (const char digit : spoken.digits)
                digits.push_back({static_cast<unsigned char>(digit), in[next].begin, in[spoken.end - 1].end});
            end = spoken.end;
            words += spoken.words;
            next = past_separator(in, end);
            if (next == end) break;
        }
        if (words >= 3 && digits.size() >= 4) {
            out.insert(out.end(), digits.begin(), digits.end());
        } else {
            end = std::max(end, at + 1);
            out.insert(out.end(), in.begin() + static_cast<std::ptrdiff_t>(at), in.begin() + static_cast<std::ptrdiff_t>(end));
        }
        at = end;
    }
    return out;
}

// Back to bytes.

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
void append_utf8(std::string& out, char32_t c) {
    char bytes[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(bytes, static_cast<std::size_t>(length));
}
#pragma GCC diagnostic pop

}  // namespace

SteppedText normalise_by_steps(std::string_view original) {
    Units units = plain_signs(compose(decode(original)));
    fold_lookalikes(units);
    units = write_digits(join_letters(unbracket(units)));

    SteppedText done;
    done.text.reserve(original.size());
    std::uint32_t original_at = 0;
    // Changes that touch in the original are one, so that its bytes are in order and none is in two.
    const auto change = [&](std::uint32_t begin, std::uint32_t end, std::uint32_t original_begin, std::uint32_t original_end) {
        if (!done.changes.empty() && done.changes.back().end == begin && done.changes.back().original_end >= original_begin) {
            done.changes.back().end = end;
            done.changes.back().original_end = std::max(done.changes.back().original_end, original_end);
        } else {
            done.changes.push_back({begin, end, original_begin, original_end});
        }
    };
    for (const Unit& unit : units) {
        const auto begin = static_cast<std::uint32_t>(done.text.size());
        append_utf8(done.text, unit.c);
        const auto end = static_cast<std::uint32_t>(done.text.size());
        if (unit.begin > original_at) change(begin, begin, original_at, unit.begin);   // something was dropped
        const auto bytes = original.substr(unit.begin, unit.end - unit.begin);
        if (unit.begin < original_at || bytes != std::string_view(done.text).substr(begin)) change(begin, end, unit.begin, unit.end);
        original_at = unit.end;
    }
    const auto size = static_cast<std::uint32_t>(original.size()), end = static_cast<std::uint32_t>(done.text.size());
    if (original_at < size) change(end, end, original_at, size);
    return done;
}

}  // namespace himthough::guard
