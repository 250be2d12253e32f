#include "movement/likeness.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

namespace himthough {
namespace {

constexpr std::size_t fewest_words = 8;

/// How often each bit was set by what was hashed.
class Bits {
public:
    void add(const ShortHash& hash) {
        for (std::size_t bit = 0; bit < bits_of_likeness; ++bit) set_[bit] += bit_of(hash, bit);
        ++hashed_;
    }
    Likeness most() const {
        Likeness made{};
        for (std::size_t bit = 0; bit < bits_of_likeness; ++bit)
            if (2 * set_[bit] > hashed_) set_bit(made, bit);
        return made;
    }

private:
    std::array<int, bits_of_likeness> set_{};
    int hashed_ = 0;
};

/// A small letter without its accent; 0 for what is no letter.
UChar32 folded(UChar32 c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c >= 'a' && c <= 'z' ? c : 0;
    UErrorCode trouble = U_ZERO_ERROR;
    static const UNormalizer2* const apart = unorm2_getNFDInstance(&trouble);
    std::array<UChar, 18> letters;   // the longest there is
    trouble = U_ZERO_ERROR;
    if (unorm2_getDecomposition(apart, c, letters.data(), static_cast<std::int32_t>(letters.size()), &trouble) > 0 && U_SUCCESS(trouble) && U16_IS_SINGLE(letters[0]))
        c = letters[0];
    return u_isalpha(c) ? u_foldCase(c, U_FOLD_CASE_DEFAULT) : 0;
}

/// Is it a word by itself? In scripts that put no spaces between words each letter is taken for one.
bool is_word(UChar32 c) {
    if (c < 0x0E00) return false;
    UErrorCode trouble = U_ZERO_ERROR;
    constexpr std::array run_together{USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR};
    return std::ranges::find(run_together, uscript_getScript(c, &trouble)) != run_together.end();
}

bool parts_words(UChar32 c) { return c == '\n' || c == ' ' || c == '\t' || (c >= 0x80 && u_isUWhiteSpace(c)); }

bool is_link(std::string_view chunk) { return chunk.find("://") != chunk.npos || chunk.find("www.") != chunk.npos || chunk.find('@') != chunk.npos; }

/// Gives every word, folded, to `use`. What holds a digit or is a link is none: floods put another one into each text.
template <class Use>
void each_word(std::string_view text, Use use) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto size = static_cast<std::int32_t>(text.size());
    std::string word;
    bool counts = true;
    const auto end_word = [&] {
        if (counts && !word.empty()) use(word);
        word.clear();
        counts = true;
    };
    for (std::int32_t at = 0; at < size;) {
        if (at == 0 || parts_words(bytes[at - 1])) {   // a link is left out as a whole
            const auto end = std::min(text.find_first_of(" \n\t", static_cast<std::size_t>(at)), text.size());
            if (is_link(text.substr(static_cast<std::size_t>(at), end - static_cast<std::size_t>(at)))) {
                end_word();
                at = static_cast<std::int32_t>(end);
                if (at >= size) break;
            }
        }
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (c < 0) continue;
        if (is_word(c)) {
            end_word();
            use(text.substr(static_cast<std::size_t>(at) - static_cast<std::size_t>(U8_LENGTH(c)), static_cast<std::size_t>(U8_LENGTH(c))));
        } else if (const auto letter = folded(c)) {
            std::array<char, U8_MAX_LENGTH> letters;
            std::int32_t length = 0;
            U8_APPEND_UNSAFE(letters.data(), length, letter);
            word.append(letters.data(), static_cast<std::size_t>(length));
        } else if (c >= '0' && c <= '9') {
            counts = false;
        } else if (c != '\'' && !(c >= 0x80 && (U_GET_GC_MASK(c) & U_GC_M_MASK))) {
            end_word();
        }
    }
    end_word();
}

}  // namespace

std::optional<Likeness> likeness(std::string_view normalised, const Key& key) {
    Bits bits;
    std::size_t words = 0;
    ShortHash before{};
    each_word(normalised, [&](std::string_view word) {
        const auto hash = short_hash(key, word);
        bits.add(hash);
        if (words > 0) {
            const auto both = std::bit_cast<std::array<std::uint8_t, 2 * sizeof(ShortHash)>>(std::array{before, hash});
            bits.add(short_hash(key, bytes_of(both)));
        }
        before = hash;
        ++words;
    });
    return words < fewest_words ? std::nullopt : std::optional(bits.most());
}

int distance(const Likeness& one, const Likeness& other) {
    using Halves = std::array<std::uint64_t, 2>;
    const auto a = std::bit_cast<Halves>(one), b = std::bit_cast<Halves>(other);
    return std::popcount(a[0] ^ b[0]) + std::popcount(a[1] ^ b[1]);
}

}  // namespace himthough
