#include "guard/names.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace himthough::guard {
namespace {

constexpr std::string_view table =
#include "guard/names.inc"
    ;

constexpr std::size_t longest = 24;

std::string_view without_accent(UChar32 c) {
    switch (c) {
        case 0xF8: return "o";
        case 0x111: case 0xF0: return "d";
        case 0x142: return "l";
        case 0xDF: return "ss";
        case 0xE6: return "ae";
        case 0x153: return "oe";
        case 0xFE: return "th";
        case 0x131: return "i";
        default: return "";
    }
}

bool ends_word(char c) { return c == ' ' || c == '-' || c == '.' || c == ',' || c == '\n'; }

}  // namespace

std::string_view names() { return table; }

std::string fold_name(std::string_view word) {
    std::string folded;
    bool ascii = true;
    for (const char c : word) {
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    if (ascii) return folded;
    UErrorCode error = U_ZERO_ERROR;
    auto apart = icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
    apart.toLower(icu::Locale::getRoot());
    apart = icu::Normalizer2::getNFDInstance(error)->normalize(apart, error);
    icu::UnicodeString kept;
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
        const UChar32 c = apart.char32At(at);
        const auto plain = without_accent(c);
        if (!plain.empty()) kept.append(icu::UnicodeString::fromUTF8(icu::StringPiece(plain.data(), static_cast<std::int32_t>(plain.size()))));
        else if ((U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) kept.append(c);
    }
    folded.clear();
    return kept.toUTF8String(folded);
}

bool is_listed_name(std::string_view folded) {
    if (folded.empty() || folded.size() > longest) return false;
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
    for (std::size_t at = 0; at < place.size();) {
        std::size_t end = at;
        while (end < place.size() && !ends_word(place[end])) ++end;
        auto word = place.substr(at, end - at);
        if (word.ends_with("'s")) word.remove_suffix(2);
        if (!word.empty() && word.size() <= longest && is_listed_name(fold_name(word))) return true;
        at = end + 1;
    }
    return false;
}

}  // namespace himthough::guard
