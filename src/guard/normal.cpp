// The shortcuts. Most texts are plain, or hold nothing but curly apostrophes, double spaces and the like: those are done in one pass
// over the bytes. Whatever else a text may hold sends it through the steps (normal_steps.cpp), which alone say what is right.
#include "guard/normal.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "guard/tables.h"

namespace himthough::guard {
namespace {

enum class Sort : unsigned char { letter, digit, plain, space, parts, opens, steps, two_bytes, three_bytes, four_bytes };

constexpr auto sorts = [] {
    std::array<Sort, 256> table{};
    for (std::size_t c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        table[c] = letter                        ? Sort::letter
                   : c >= '0' && c <= '9'        ? Sort::digit
                   : c == ' '                    ? Sort::space
                   : c == '\n'                   ? Sort::plain
                   : c < 0x20 || c == 0x7F       ? Sort::steps
                   : c < 0x80                    ? Sort::plain
                   : c >= 0xC3 && c <= 0xCA      ? Sort::two_bytes   // Latin letters with accents; 0xCC and 0xCD begin marks
                   : c == 0xC2                   ? Sort::two_bytes
                   : c == 0xE2                   ? Sort::three_bytes
                   : c == 0xF0                   ? Sort::four_bytes
                                                 : Sort::steps;
    }
    for (const char c : {'.', '-', '_', '*'}) table[static_cast<unsigned char>(c)] = Sort::parts;
    for (const char c : {'(', '[', '{', '<'}) table[static_cast<unsigned char>(c)] = Sort::opens;
    return table;
}();

constexpr unsigned small(char c) { return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

/// The first three letters of a word as a number; a word of fewer has zeros at its end.
constexpr std::size_t beginning(std::string_view word) {
    std::size_t key = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const unsigned c = i < word.size() ? small(word[i]) : 0;
        key = key << 5 | (c >= 'a' && c <= 'z' ? c - 'a' + 1 : 0);
    }
    return key;
}

/// The beginnings of all words for digits: what begins otherwise is none.
constexpr auto digit_beginnings = [] {
    std::array<bool, 1 << 15> table{};
    for (const auto& digit : tables::digits) table[beginning(digit.word)] = true;
    for (const auto& times : tables::times) table[beginning(times.word)] = true;
    table[beginning("z")] = true;   // "zéro" is "z" and bytes that are no ASCII
    return table;
}();

constexpr bool is_letter(unsigned char c) { return sorts[c] == Sort::letter; }

/// What one pass makes of a text; `steps` says that it cannot.
class Pass {
public:
    explicit Pass(std::string_view text) : text_(text) {}

    /// False when the text must go through the steps.
    bool run() {
        while (at_ < text_.size()) {
            bool good = true;
            switch (sorts[byte(at_)]) {
                case Sort::letter: good = word(); break;
                case Sort::space: good = space(); break;
                case Sort::parts: good = !spaced_letters(); ++at_; break;
                case Sort::opens: good = !sign_follows(); ++at_; break;
                case Sort::digit:
                case Sort::plain: ++at_; break;
                case Sort::two_bytes: good = two_bytes(); break;
                case Sort::three_bytes: good = three_bytes(); break;
                case Sort::four_bytes: good = four_bytes(); break;
                case Sort::steps: return false;
            }
            if (!good) return false;
        }
        return true;
    }

    void finish(std::string& own, std::vector<Change>& changes) {
        if (changes_.empty()) return;
        keep_to(text_.size());
        own = std::move(out_);
        changes = std::move(changes_);
    }

private:
    unsigned char byte(std::size_t at) const { return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0; }

    bool word() {
        std::size_t end = at_ + 1;
        while (is_letter(byte(end))) ++end;
        if (end == at_ + 1 && small(text_[at_]) == 'z' && byte(end) == 0xC3 && (byte(end + 1) | 0x20) == 0xA9) {   // "zéro"
            end += 2;
            while (is_letter(byte(end))) ++end;
        }
        const bool maybe = digit_beginnings[beginning(text_.substr(at_, std::min<std::size_t>(end - at_, 3)))] && end - at_ <= 6;
        digit_words_ = maybe ? digit_words_ + 1 : 0;
        at_ = end;
        return digit_words_ < 3;
    }

    /// Bytes of what may be a single letter: anything but a space; 0 where the text ends.
    std::size_t single(std::size_t at) const {
        const unsigned char c = byte(at);
        return c == 0 || c == ' ' ? 0 : c >= 0xC3 && c <= 0xCA ? 2 : 1;
    }
    bool parts(std::size_t at, unsigned char sign) const { return byte(at) == sign || (sign == ' ' && byte(at) == 0xC2); }

    /// One single letter after another behind this sign: "d a n", with room for more.
    bool spaced_letters() const {
        const unsigned char sign = byte(at_);
        const std::size_t first = single(at_ + 1), after = at_ + 1 + first;
        if (first == 0 || !parts(after, sign)) return false;
        const std::size_t next = after + (byte(after) == 0xC2 ? 2 : 1), second = single(next);
        return second != 0 && parts(next + second, sign);
    }

    bool space() {
        if (spaced_letters()) return false;
        std::size_t end = at_ + 1;
        while (byte(end) == ' ') ++end;
        if (byte(end) == 0xC2 && byte(end + 1) == 0xA0) return false;
        if (end > at_ + 1) {
            const std::size_t letter = single(end);
            if (letter != 0 && parts(end + letter, ' ')) return false;
            replace(at_ + 1, end, "");
        }
        at_ = end;
        return true;
    }

    /// A space that does not break; false when another space is beside it or a single letter between two.
    bool hard_space() {
        const unsigned char next = byte(at_ + 2);
        if (next == ' ' || (next == 0xC2 && byte(at_ + 3) == 0xA0)) return false;
        const std::size_t letter = single(at_ + 2);
        if (letter != 0 && parts(at_ + 2 + letter, ' ')) return false;
        replace(at_, at_ + 2, " ");
        at_ += 2;
        return true;
    }

    bool sign_follows() const {
        std::size_t word = at_ + 1;
        while (byte(word) == ' ') ++word;
        if (byte(word) == 0xC2) return true;   // perhaps a space of another kind
        for (const auto& sign : tables::signs)
            if (word < text_.size() && small(text_[word]) == static_cast<unsigned char>(sign.word[0])) {
                std::size_t end = word + sign.word.size();
                while (byte(end) == ' ') ++end;
                const unsigned char after = byte(end);
                if (after == ')' || after == ']' || after == '}' || after == '>' || after == 0xC2) return true;
            }
        return false;
    }

    bool two_bytes() {
        const unsigned char lead = byte(at_), next = byte(at_ + 1);
        const std::size_t c = static_cast<std::size_t>(lead & 0x1F) << 6 | (next & 0x3F);
        if ((next & 0xC0) != 0x80) return false;
        if (c == 0xA0) return hard_space();
        const bool punctuation = c == 0xA1 || c == 0xA7 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xBB || c == 0xBF || c == 0xA3 || c == 0xB7;
        const bool letter = (c >= 0xC0 && c < 0x250) && c != 0x132 && c != 0x133 && c != 0x13F && c != 0x140 && c != 0x149 && c != 0x17F &&
                            !(c >= 0x1C4 && c <= 0x1CC) && !(c >= 0x1F1 && c <= 0x1F3);
        at_ += 2;
        return punctuation || letter;
    }

    bool three_bytes() {
        if (byte(at_ + 1) != 0x80) return false;
        switch (byte(at_ + 2)) {
            case 0x99: replace(at_, at_ + 3, "'"); break;                          // ’
            case 0xA6: replace(at_, at_ + 3, "..."); break;                        // …
            case 0x93: case 0x94: case 0x98: case 0x9C: case 0x9D: case 0x9E: case 0xA2: case 0xB9: case 0xBA: break;   // – — ‘ “ ” „ • ‹ ›
            default: return false;
        }
        at_ += 3;
        return true;
    }

    /// Pictures; those that are letters, digits or flags go through the steps.
    bool four_bytes() {
        if (byte(at_ + 1) != 0x9F || (byte(at_ + 3) & 0xC0) != 0x80) return false;
        const unsigned char row = byte(at_ + 2);
        at_ += 4;
        return (row >= 0x8C && row <= 0x9B) || (row >= 0xA4 && row <= 0xA7);
    }

    void keep_to(std::size_t end) {
        out_.append(text_, kept_, end - kept_);
        kept_ = end;
    }

    void replace(std::size_t begin, std::size_t end, std::string_view with) {
        keep_to(begin);
        const auto at = static_cast<std::uint32_t>(out_.size());
        out_ += with;
        changes_.push_back({at, static_cast<std::uint32_t>(out_.size()), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        kept_ = end;
    }

    std::string_view text_;
    std::size_t at_ = 0, kept_ = 0;
    int digit_words_ = 0;
    std::string out_;
    std::vector<Change> changes_;
};

}  // namespace

Normal::Normal(std::string_view original) : original_(original) {
    Pass pass(original);
    if (pass.run()) {
        pass.finish(own_, changes_);
        return;
    }
    auto stepped = normalise_by_steps(original);
    own_ = std::move(stepped.text);
    changes_ = std::move(stepped.changes);
}

Range Normal::original(Range of) const {
    if (changes_.empty()) return of;
    // The last change that begins before, or at, a place: what it covers stands for all of it, what follows is as in the original.
    const auto before = [&](std::size_t place, bool or_at) {
        const auto after = std::partition_point(changes_.begin(), changes_.end(), [&](const Change& change) {
            return or_at ? change.begin <= place : change.begin < place;
        });
        return after == changes_.begin() ? nullptr : &*std::prev(after);
    };
    Range range = of;
    if (const auto* change = before(of.begin, true))
        range.begin = of.begin < change->end ? change->original_begin : change->original_end + (of.begin - change->end);
    if (const auto* change = before(of.end, false))
        range.end = of.end <= change->end ? change->original_end : change->original_end + (of.end - change->end);
    return range;
}

}  // namespace himthough::guard
