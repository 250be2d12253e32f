#include "guard/names.h"

#include <array>
#include <bit>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/bytes64.h"

namespace himthough::guard {
namespace {

constexpr std::string_view table =
#include "guard/names.inc"
    ;

constexpr std::size_t longest = 24;

/// U+00C0 to U+017F without their accents, two letters where one is not enough: what people's names are written with beyond ASCII.
constexpr std::string_view latin =
    "a a a a a a aec e e e e i i i i d n o o o o o * o u u u u y thss"
    "a a a a a a aec e e e e i i i i d n o o o o o * o u u u u y thy "
    "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g g g g g h h h h i i i i i i i i i i ijijj j k k * "
    "l l l l l l l l l l n n n n n n * * * o o o o o o oeoer r r r r r s s s s s s s s t t t t t t u u u u u u u u u u u u w w y y y "
    "z z z z z z * ";
static_assert(latin.size() == 2 * (0x180 - 0xC0));

std::string_view without_accent(UChar32 c) {
    if (c < 0xC0 || c > 0x17F) return {};
    const auto letters = latin.substr(static_cast<std::size_t>(c - 0xC0) * 2, 2);
    if (letters[0] == '*') return {};
    return letters.substr(0, letters[1] == ' ' ? 1 : 2);
}

std::string fold_by_icu(std::string_view word) {
    UErrorCode error = U_ZERO_ERROR;
    auto apart = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
    apart.toLower(icu::Locale::getRoot());
    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
        const auto plain = without_accent(apart.char32At(at));
        if (plain.empty()) kept.append(apart.char32At(at));
        else kept.append(icu::UnicodeString::fromUTF8(icu::StringPiece(plain.data(), static_cast<std::int32_t>(plain.size()))));
    }
    kept = icu::Normalizer2::getNFDInstance(error)->normalize(kept, error);
    std::string folded;
    for (std::int32_t at = 0; at < kept.length();) {
        if ((U_GET_GC_MASK(kept.char32At(at)) & U_GC_M_MASK) != 0) kept.remove(at, U16_LENGTH(kept.char32At(at)));
        else at = kept.moveIndex32(at, 1);
    }
    return kept.toUTF8String(folded);
}

/// A word while it is folded, and the number that the list's words are looked up by.
constexpr std::uint32_t first_number = 2166136261u;
constexpr std::uint32_t next_number(std::uint32_t number, char c) { return (number ^ static_cast<unsigned char>(c)) * 16777619u; }
constexpr std::uint32_t numbered(std::string_view folded) {
    std::uint32_t number = first_number;
    for (const char c : folded) number = next_number(number, c);
    return number;
}

/// Two bits for each word of the list: nearly all words that are not in it are known by them.
const auto& numbers() {
    static const auto bits = [] {
        std::array<std::uint64_t, 4096> made{};
        for (std::size_t at = 0; at < table.size();) {
            const auto end = table.find('\n', at);
            const auto number = numbered(table.substr(at, end - at));
            made[number >> 20] |= std::uint64_t{1} << (number >> 14 & 63);
            made[number & 4095] |= std::uint64_t{1} << (number >> 12 & 63);
            at = end + 1;
        }
        return made;
    }();
    return bits;
}
bool may_be_listed(std::uint32_t number) {
    const auto& bits = numbers();
    return (bits[number >> 20] >> (number >> 14 & 63) & bits[number & 4095] >> (number >> 12 & 63) & 1) != 0;
}

bool is_ascii_letter(unsigned char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }
/// Of a word: an ASCII letter, or a byte of a letter beyond. Signs begin with 0xC2 and 0xE2.
bool begins_letter(unsigned char c) { return is_ascii_letter(c) || (c >= 0xC3 && c != 0xE2); }

/// The end of the word that begins here.
std::size_t end_of_word(std::string_view text, std::size_t at) {
    while (at < text.size() && begins_letter(static_cast<unsigned char>(text[at]))) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return at;
}

bool is_listed_word(std::string_view word) { return word.size() <= longest && is_listed_name(fold_name(word)); }

bool is_capital(std::string_view word) {
    const auto c = static_cast<unsigned char>(word[0]);
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    const auto first = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(std::min<std::size_t>(word.size(), 4))));
    return u_isupper(first.char32At(0)) != 0;
}

template <class Ask>
bool any_word(std::string_view place, Ask ask) {
    for (std::size_t at = 0; at < place.size();) {
        const std::size_t end = end_of_word(place, at);
        if (end > at && ask(place.substr(at, end - at))) return true;
        at = std::max(end, at + 1);
    }
    return false;
}

}  // namespace

std::string_view names() { return table; }

std::string fold_name(std::string_view word) {
    std::string folded;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const auto c = static_cast<unsigned char>(word[at]);
        if (c < 0x80) {
            folded += is_ascii_letter(c) ? static_cast<char>(c | 0x20) : word[at];
            continue;
        }
        const UChar32 letter = (c & 0x1F) << 6 | (at + 1 < word.size() ? word[at + 1] & 0x3F : 0);
        const auto plain = c >= 0xC3 && c <= 0xC5 ? without_accent(letter) : std::string_view();
        if (plain.empty()) return fold_by_icu(word);
        folded += plain;
        ++at;
    }
    return folded;
}

bool is_listed_name(std::string_view folded) {
    if (folded.empty() || folded.size() > longest) return false;
    if (!may_be_listed(numbered(folded))) return false;
    std::size_t low = 0, high = table.size();   // both at the beginning of a line, or at the end
    while (low < high) {
        std::size_t begin = low + (high - low) / 2;
        while (begin > low && table[begin - 1] != '\n') --begin;
        const std::size_t end = table.find('\n', begin);
        const auto order = table.substr(begin, end - begin).compare(folded);
        if (order == 0) return true;
        if (order < 0) low = end + 1;
        else high = begin;
    }
    return false;
}

bool holds_listed_name(std::string_view place) {
    if (any_word(place, is_capital)) return any_word(place, [](std::string_view word) { return is_capital(word) && is_listed_word(word); });
    return any_word(place, is_listed_word);
}

bool is_listed_name_at(std::string_view text, std::size_t at) {
    // Most words are not in the list, and most of those are known by their number: no copy for them.
    std::uint32_t number = first_number;
    std::size_t end = at;
    for (; end < text.size() && is_ascii_letter(static_cast<unsigned char>(text[end])); ++end) number = next_number(number, static_cast<char>(text[end] | 0x20));
    if (end >= text.size() || !begins_letter(static_cast<unsigned char>(text[end]))) return may_be_listed(number) && is_listed_word(text.substr(at, end - at));
    return is_listed_word(text.substr(at, end_of_word(text, at) - at));
}

bool holds_capital_name(std::string_view text) {
    std::uint64_t letter_before = 0, signs_before = 0;
    for (std::size_t block = 0; block < text.size(); block += 64) {
        const Bytes64 bytes(text, block);
        const std::uint64_t three = bytes.equal('\xE2'), two = bytes.equal('\xC2');   // begin signs of so many bytes
        const std::uint64_t beyond = bytes.beyond_ascii() & ~(three | three << 1 | three << 2 | two | two << 1 | signs_before);
        const std::uint64_t letters = bytes.ascii_letters() | beyond;
        for (std::uint64_t left = (bytes.ascii_capitals() | beyond) & ~(letters << 1 | letter_before); left != 0; left &= left - 1) {
            const std::size_t at = block + static_cast<std::size_t>(std::countr_zero(left));
            if (is_capital(text.substr(at, 4)) && is_listed_name_at(text, at)) return true;
        }
        letter_before = letters >> 63;
        signs_before = three >> 63 << 1 | three >> 63 | (three >> 62 & 1) | two >> 63;
    }
    return false;
}

}  // namespace himthough::guard
