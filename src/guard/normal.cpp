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
#include "guard/tables.h"

namespace himthough::guard {
namespace {

/// The first three letters of a word as a number of fifteen bits, whatever their case; a shorter word has zeros at its end.
constexpr std::size_t beginning(std::string_view word) {
    std::size_t key = 0;
    for (std::size_t i = 0; i < 3 && i < word.size(); ++i) key |= static_cast<std::size_t>(word[i] & 0x1F) << (5 * i);
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
            if (!count_digit_words(block)) return false;
            for (std::uint64_t left = special_; left != 0; left &= left - 1) {
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

private:
    unsigned char byte(std::size_t at) const { return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0; }

    /// Takes in the block at `at`; what stood ahead is here now, and `special_` has the places of it that one() must see: what is no
    /// plain ASCII, brackets that may hold a sign, and spaces and signs that have others of their kind close behind them.
    void look_ahead(std::size_t at) {
        const Bytes64 bytes(text_, at);
        special_ = suspicious_;
        letters_before_ = letters_.here >> 63;
        letters_.step(bytes.ascii_letters());
        const std::uint64_t real = at + 64 <= text_.size() ? ~std::uint64_t{0} : at >= text_.size() ? 0 : (std::uint64_t{1} << (text_.size() - at)) - 1;
        const std::uint64_t hard = bytes.equal('\xC2') | bytes.equal('\xE2');   // may begin a space that does not break
        suspicious_ = bytes.beyond_ascii() | (bytes.controls() & ~bytes.equal('\n')) | (bytes.equal('\0') & real) | bytes.equal('\x7F') | bytes.equal('(') |
                      bytes.equal('[') | bytes.equal('{') | bytes.equal('<');
        spaces_.step(bytes.equal(' ') | hard);
        parts_.step(bytes.equal('.') | bytes.equal('-') | bytes.equal('_') | bytes.equal('*'));
        // Two spaces, or a single letter behind one: that letter may have two bytes, and so may the space behind it.
        special_ |= spaces_.here & (spaces_.by(1) | ((spaces_.by(2) | spaces_.by(3)) & (spaces_.by(4) | spaces_.by(5) | spaces_.by(6) | spaces_.by(7))));
        special_ |= parts_.here & (parts_.by(2) | parts_.by(3)) & (parts_.by(4) | parts_.by(5) | parts_.by(6));
    }

    /// False once three words in a row may be words for digits.
    bool count_digit_words(std::size_t block) {
        const std::uint64_t starts = letters_.here & ~(letters_.here << 1 | letters_before_);
        for (std::uint64_t left = starts; left != 0; left &= left - 1) {
            const auto bit = std::countr_zero(left);
            const std::size_t at = block + static_cast<std::size_t>(bit);
            const std::uint64_t behind = bit == 0 ? letters_.here : letters_.by(bit);
            const auto length = std::countr_one(behind);
            if (at < zero_until_) continue;
            bool maybe = length <= 6 && digit_beginnings[beginning(text_.substr(at, static_cast<std::size_t>(std::min(length, 3))))];
            if (maybe && length == 1 && small(text_[at]) == 'z') maybe = zero_with_accent(at);
            digit_words_ = maybe ? digit_words_ + 1 : 0;
            if (digit_words_ >= 3) return false;
        }
        return true;
    }

    /// "zéro" at this place; its "ro" is no word then.
    bool zero_with_accent(std::size_t at) {
        if (byte(at + 1) != 0xC3 || (byte(at + 2) | 0x20) != 0xA9) return false;
        zero_until_ = at + 4;
        return true;
    }

    bool one(std::size_t at) {
        const unsigned char c = byte(at);
        switch (c) {
            case ' ': return space(at);
            case '.': case '-': case '_': case '*': return !spaced_letters(at);
            case '(': case '[': case '{': case '<': return !sign_follows(at);
            case 0xE2: return three_bytes(at);
            case 0xF0: return four_bytes(at);
            default: return c >= 0xC2 && c <= 0xCA && two_bytes(at);   // 0xCC and 0xCD begin marks
        }
    }

    /// Bytes of what may be one of several single letters, or 0.
    std::size_t single(std::size_t at) const {
        const unsigned char c = byte(at), letter = c | 0x20;
        if ((letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '@' || c == '.' || c == '-' || c == '_' || c == '+') return 1;
        return c >= 0xC3 && c <= 0xCA ? 2 : 0;
    }
    /// Bytes of a space that does not break, wide (U+00A0) or narrow (U+202F), at this place.
    std::size_t hard_at(std::size_t at) const {
        if (byte(at) == 0xC2 && byte(at + 1) == 0xA0) return 2;
        return byte(at) == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) == 0xAF ? 3 : 0;
    }
    /// Bytes of such a sign, or of a space of any kind, at this place.
    std::size_t parts(std::size_t at, unsigned char sign) const { return byte(at) == sign ? 1 : sign == ' ' ? hard_at(at) : 0; }

    /// One single letter after another behind this sign: "d a n", with room for more.
    bool spaced_letters(std::size_t at) const {
        const unsigned char sign = byte(at);
        const std::size_t first = single(at + 1), after = at + 1 + first, parting = parts(after, sign);
        if (first == 0 || parting == 0) return false;
        const std::size_t second = single(after + parting);
        return second != 0 && parts(after + parting + second, sign) != 0;
    }

    bool space(std::size_t at) {
        if (spaced_letters(at)) return false;
        std::size_t end = at + 1;
        while (byte(end) == ' ') ++end;
        if (end == at + 1) return true;
        const std::size_t letter = single(end);
        if (letter != 0 && parts(end + letter, ' ') != 0) return false;
        replace(at + 1, end, "");
        return true;
    }

    /// A space that does not break, of so many bytes; false when another space is beside it or a single letter between two.
    bool hard_space(std::size_t at, std::size_t size) {
        const std::size_t behind = at + size;
        if ((at > 0 && byte(at - 1) == ' ') || parts(behind, ' ') != 0) return false;
        const std::size_t letter = single(behind);
        if (letter != 0 && parts(behind + letter, ' ') != 0) return false;
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
    Ahead letters_, spaces_, parts_;
    std::uint64_t letters_before_ = 0, suspicious_ = 0, special_ = 0;
    std::size_t done_ = 0, kept_ = 0, zero_until_ = 0;
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
