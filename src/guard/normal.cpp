// The shortcuts. Most texts are plain, or hold nothing but accents, curly apostrophes, double spaces and the like: those are done in one
// pass that looks at sixty-four bytes at a time for places that may be more than that. Whatever else a text may hold sends it through
// the steps (normal_steps.cpp), which alone say what is right.
#include "guard/normal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/bytes64.h"
#include "guard/names.h"
#include "guard/tables.h"
#include "movement/receipt.h"

namespace himthough::guard {
namespace {

/// What the words that begin alike may be: bit 0 a word for a digit, the others a word of a receipt (movement/receipt.h).
const auto& beginnings() {
    static const auto table = [] {
        auto made = receipt_beginnings();
        for (const auto& digit : tables::digits) made[beginning_of(digit.word)] |= 1;
        for (const auto& times : tables::times) made[beginning_of(times.word)] |= 1;
        for (const char* half : {"z", "ro"}) made[beginning_of(half)] |= 1;   // of "zéro"
        return made;
    }();
    return table;
}

enum class Sort : unsigned char { plain, parts, opens, steps };
/// Of ASCII that is neither letter nor space.
constexpr auto sorts = [] {
    std::array<Sort, 128> table{};
    for (std::size_t c = 0; c < 128; ++c) table[c] = (c < 0x20 && c != '\n') || c == 0x7F ? Sort::steps : Sort::plain;
    for (const char c : {'.', '-', '_', '*'}) table[static_cast<std::size_t>(c)] = Sort::parts;
    for (const char c : {'(', '[', '{', '<'}) table[static_cast<std::size_t>(c)] = Sort::opens;
    return table;
}();

bool is_letter(unsigned char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }
char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// Bits of sixty-four bytes and of those behind them.
struct Ahead {
    std::uint64_t here = 0, next = 0;
    std::uint64_t by(int bytes) const { return here >> bytes | next << (64 - bytes); }
    void step(std::uint64_t following) {
        here = next;
        next = following;
    }
};

class Pass {
public:
    explicit Pass(std::string_view text) : text_(text) {}

    /// False when the text must go through the steps.
    bool run() {
        look_ahead(0);
        for (std::size_t block = 0; block < text_.size(); block += 64) {
            look_ahead(block + 64);
            if (!words(block)) return false;
            for (std::uint64_t left = special(block); left != 0; left &= left - 1) {
                const std::size_t at = block + static_cast<std::size_t>(std::countr_zero(left));
                if (at < done_) continue;
                done_ = at + 1;
                if (!one(at)) return false;
            }
        }
        return true;
    }

    void finish(std::string& own, std::vector<Change>& changes) {
        if (changes_.empty()) return;
        keep_to(text_.size());
        own = std::move(out_);
        changes = std::move(changes_);
    }

    bool has_nine() const { return has_nine_; }
    bool has_name() const { return has_name_; }

private:
    unsigned char byte(std::size_t at) const { return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0; }

    /// Takes in the block at `at`; what stood ahead is here now.
    void look_ahead(std::size_t at) {
        const Bytes64 bytes(text_, at);
        letters_before_ = letters_.here >> 63;
        letters_.step(bytes.ascii_letters());
        capitals_.step(bytes.ascii_capitals());
        beyond_.step(bytes.beyond_ascii());
        // Behind 0xC2 and 0xE2 may stand a space that does not break.
        spaces_.step(bytes.equal(' ') | (beyond_.next == 0 ? 0 : bytes.equal('\xC2') | bytes.equal('\xE2')));
        dots_.step(bytes.equal('.'));
        plain_.step(bytes.equal(',') | bytes.equal('\n') | bytes.equal('\''));
    }

    /// The places that one() must see: whatever is no letter, space or common sign, two spaces, and single letters between spaces or
    /// dots. Such a letter may have two bytes, and a space two or three.
    std::uint64_t special(std::size_t block) const {
        const std::uint64_t rest = text_.size() - block >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << (text_.size() - block)) - 1;
        const std::uint64_t parted = (spaces_.by(2) | spaces_.by(3)) & (spaces_.by(4) | spaces_.by(5) | spaces_.by(6) | spaces_.by(7) | spaces_.by(8));
        const std::uint64_t dotted = (dots_.by(2) | dots_.by(3)) & (dots_.by(4) | dots_.by(5) | dots_.by(6));
        const std::uint64_t plain = letters_.here | spaces_.here | dots_.here | plain_.here;
        return (~plain | beyond_.here | (spaces_.here & (spaces_.by(1) | parted)) | (dots_.here & dotted)) & rest;
    }

    /// The first three bytes of the word at this place, zeros behind its end.
    std::uint32_t three_letters(std::size_t at, unsigned length) const {
        constexpr std::uint32_t kept[] = {0, 0xFF, 0xFFFF, 0xFFFFFF};
        std::uint32_t four = 0;
        if (at + sizeof four <= text_.size()) std::memcpy(&four, text_.data() + at, sizeof four);
        else std::memcpy(&four, text_.data() + at, text_.size() - at);
        if constexpr (std::endian::native == std::endian::big) four = __builtin_bswap32(four);
        return four & kept[std::min(length, 3u)];
    }

    /// False once three words in a row may be words for digits. Looks out for receipts and names on the way.
    bool words(std::size_t block) {
        const std::uint8_t* const table = beginnings_.data();
        unsigned listed = listed_, digits = digit_words_, most_listed = 0, most_digits = 0, longest = 0;
        for (std::uint64_t left = letters_.here & ~(letters_.here << 1 | letters_before_); left != 0; left &= left - 1) {
            const auto bit = std::countr_zero(left);
            const std::size_t at = block + static_cast<std::size_t>(bit);
            const auto run = static_cast<unsigned>(std::countr_one(bit == 0 ? letters_.here : letters_.by(bit))), length = std::min(run, 10u);
            const std::uint32_t three = three_letters(at, length);
            const unsigned may_be = table[(three & 0x1F) | (three >> 3 & 0x3E0) | (three >> 6 & 0x7C00)];
            // Words of three to nine letters, and the halves of "t-shirt" and "yo-yo". Others of one letter or two neither count nor part them.
            const unsigned is_listed = ((may_be & ~1u) >> ((length - 2) & 31) & 1) | ((three | 0x20) == 't') | ((three | 0x2020) == ('y' | 'o' << 8));
            listed = (listed + is_listed) & (0 - (is_listed | (length <= 2)));   // no branches: a processor cannot foresee words
            most_listed = std::max(most_listed, listed);
            longest = std::max(longest, run);
            digits = (digits + 1) & (0 - (may_be & (length <= 6)));
            most_digits = std::max(most_digits, digits);
        }
        if (!has_name_) look_for_names(block);
        has_nine_ = has_nine_ || most_listed >= Receipt::length || longest >= fewest_letters_of_a_receipt;
        listed_ = listed;
        digit_words_ = digits;
        return most_digits < 3;
    }

    void look_for_names(std::size_t block) {
        for (std::uint64_t left = capitals_.here & ~(letters_.here << 1 | letters_before_); left != 0 && !has_name_; left &= left - 1)
            look_for_name(block + static_cast<std::size_t>(std::countr_zero(left)));
    }
    void look_for_name(std::size_t at) { has_name_ = is_listed_name_at(text_, at); }

    bool one(std::size_t at) {
        const unsigned char c = byte(at);
        if (c == ' ') return space(at);
        if (c < 0x80) {
            switch (sorts[c]) {
                case Sort::plain: return true;
                case Sort::parts: return !spaced_letters(at);
                case Sort::opens: return !sign_follows(at);
                case Sort::steps: return false;
            }
        }
        if (c == 0xE2) return three_bytes(at);
        if (c == 0xF0) return four_bytes(at);
        return c >= 0xC2 && c <= 0xCA && two_bytes(at);   // 0xCC and 0xCD begin marks
    }

    bool is_letter_or_digit(std::size_t at) const { return is_letter(byte(at)) || (byte(at) >= '0' && byte(at) <= '9'); }
    bool begins_accented(std::size_t at) const { return byte(at) >= 0xC3 && byte(at) <= 0xCA; }

    /// Bytes of a space that does not break, wide (U+00A0) or narrow (U+202F), at this place.
    std::size_t hard_at(std::size_t at) const {
        if (byte(at) == 0xC2 && byte(at + 1) == 0xA0) return 2;
        return byte(at) == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) == 0xAF ? 3 : 0;
    }
    std::size_t past_spaces(std::size_t at) const {
        while (byte(at) == ' ' || hard_at(at) != 0) at += byte(at) == ' ' ? 1 : hard_at(at);
        return at;
    }

    /// A letter or digit that has none beside it ends before this place.
    bool single_before(std::size_t at) const {
        if (at == 0) return false;
        std::size_t begin = at - 1;
        if (byte(begin) >= 0x80) {
            if (begin == 0 || !begins_accented(begin - 1)) return false;
            --begin;
        } else if (!is_letter_or_digit(begin)) {
            return false;
        }
        return begin == 0 || !is_letter_or_digit(begin - 1);
    }

    /// Past the sign at this place (or all spaces of a run) and a single letter, digit or sign behind it; 0 where none follows.
    std::size_t past_single(std::size_t at, unsigned char sign) const {
        const std::size_t begin = sign == ' ' ? past_spaces(at) : at + (byte(at) == sign ? 1 : 0);
        if (begin == at) return 0;
        const unsigned char c = byte(begin);
        if (c == '@' || c == '.' || c == '-' || c == '_' || c == '+') return begin + 1;
        const std::size_t end = is_letter_or_digit(begin) ? begin + 1 : begins_accented(begin) ? begin + 2 : begin;
        return end == begin || is_letter_or_digit(end) || begins_accented(end) ? 0 : end;
    }

    /// The sign at this place may be the first between four single letters: "d a n n".
    bool spaced_letters(std::size_t at) const {
        const unsigned char sign = byte(at);
        if (!single_before(at)) return false;
        const std::size_t second = past_single(at, sign), third = second == 0 ? 0 : past_single(second, sign);
        return third != 0 && past_single(third, sign) != 0;
    }

    bool space(std::size_t at) {
        if (spaced_letters(at)) return false;
        std::size_t end = at + 1;
        while (byte(end) == ' ') ++end;
        if (end == at + 1) return true;
        if (single_before(at) && past_single(at, ' ') != 0) return false;
        replace(at + 1, end, "");
        return true;
    }

    /// A space that does not break, of so many bytes; false when another space is beside it or a single letter on both sides.
    bool hard_space(std::size_t at, std::size_t size) {
        const std::size_t behind = at + size;
        if ((at > 0 && byte(at - 1) == ' ') || past_spaces(behind) != behind) return false;
        if (single_before(at) && past_single(at, ' ') != 0) return false;
        replace(at, behind, " ");
        return true;
    }

    bool sign_follows(std::size_t at) const {
        std::size_t word = at + 1;
        while (byte(word) == ' ') ++word;
        if (hard_at(word) != 0) return true;
        for (const auto& sign : tables::signs)
            if (word < text_.size() && small(text_[word]) == sign.word[0]) {
                std::size_t end = word + sign.word.size();
                while (byte(end) == ' ') ++end;
                const unsigned char after = byte(end);
                if (after == ')' || after == ']' || after == '}' || after == '>' || hard_at(end) != 0) return true;
            }
        return false;
    }

    bool two_bytes(std::size_t at) {
        const unsigned char next = byte(at + 1);
        const std::size_t c = static_cast<std::size_t>(byte(at) & 0x1F) << 6 | (next & 0x3F);
        if ((next & 0xC0) != 0x80) return false;
        if (c == 0xA0) return hard_space(at, 2);
        const bool sign = c == 0xA1 || c == 0xA3 || c == 0xA7 || c == 0xA9 || c == 0xAB || c == 0xAE || c == 0xB0 || c == 0xB7 || c == 0xBB || c == 0xBF;
        const bool letter = (c >= 0xC0 && c < 0x250) && c != 0x132 && c != 0x133 && c != 0x13F && c != 0x140 && c != 0x149 && c != 0x17F &&
                            !(c >= 0x1C4 && c <= 0x1CC) && !(c >= 0x1F1 && c <= 0x1F3);
        done_ = at + 2;
        if (letter && !has_name_ && (c <= 0xDE || c >= 0x100) && (at == 0 || !is_letter(byte(at - 1)))) look_for_name(at);
        return sign || letter;
    }

    bool three_bytes(std::size_t at) {
        if (byte(at + 1) != 0x80) return false;
        done_ = at + 3;
        switch (byte(at + 2)) {
            case 0x99: replace(at, at + 3, "'"); return true;                      // ’
            case 0xA6: replace(at, at + 3, "..."); return true;                    // …
            case 0xAF: return hard_space(at, 3);
            case 0x93: case 0x94: case 0x98: case 0x9C: case 0x9D: case 0x9E: case 0xA2: case 0xB9: case 0xBA: return true;   // – — ‘ “ ” „ • ‹ ›
            default: return false;
        }
    }

    /// Pictures; those that are letters, digits or flags go through the steps.
    bool four_bytes(std::size_t at) {
        const unsigned char row = byte(at + 2);
        if (byte(at + 1) != 0x9F || (byte(at + 3) & 0xC0) != 0x80) return false;
        done_ = at + 4;
        return (row >= 0x8C && row <= 0x9B) || (row >= 0xA4 && row <= 0xA7);
    }

    void keep_to(std::size_t end) {
        out_.append(text_, kept_, end - kept_);
        kept_ = end;
    }

    void replace(std::size_t begin, std::size_t end, std::string_view with) {
        if (changes_.empty()) {
            out_.reserve(text_.size());
            changes_.reserve(16);
        }
        keep_to(begin);
        const auto at = static_cast<std::uint32_t>(out_.size());
        out_ += with;
        changes_.push_back({at, static_cast<std::uint32_t>(out_.size()), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        kept_ = done_ = end;
    }

    std::string_view text_;
    const std::array<std::uint8_t, 1 << 15>& beginnings_ = beginnings();
    Ahead letters_, capitals_, spaces_, beyond_, dots_, plain_;
    std::uint64_t letters_before_ = 0;
    std::size_t done_ = 0, kept_ = 0;
    unsigned listed_ = 0, digit_words_ = 0;
    bool has_nine_ = false, has_name_ = false;
    std::string out_;
    std::vector<Change> changes_;
};

}  // namespace

Normal::Normal(std::string_view original) : original_(original) {
    Pass pass(original);
    if (pass.run()) {
        pass.finish(own_, changes_);
        may_hold_receipt_ = pass.has_nine();
        may_hold_name_ = pass.has_name();
        return;
    }
    auto stepped = normalise_by_steps(original);
    own_ = std::move(stepped.text);
    changes_ = std::move(stepped.changes);
    may_hold_name_ = holds_capital_name(text());
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
