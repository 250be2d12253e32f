#include "base/text.h"

#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/utf8.h>

namespace himthough {
namespace {

constexpr UChar32 zwnj = 0x200C, zwj = 0x200D;

bool is_ascii_plain(std::string_view text) {
    for (unsigned char c : text)
        if (c >= 0x80 || (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) return false;
    return true;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
bool is_utf8(std::string_view text) {
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        if (c < 0) return false;
    }
    return true;
}
#pragma GCC diagnostic pop

/// Joiners shape letters in these scripts; elsewhere they only hide.
bool needs_joiners(UChar32 c) {
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(c, &error)) {
        case USCRIPT_ARABIC: case USCRIPT_SYRIAC: case USCRIPT_MONGOLIAN: case USCRIPT_NKO: case USCRIPT_DEVANAGARI:
        case USCRIPT_BENGALI: case USCRIPT_GURMUKHI: case USCRIPT_GUJARATI: case USCRIPT_ORIYA: case USCRIPT_TAMIL:
        case USCRIPT_TELUGU: case USCRIPT_KANNADA: case USCRIPT_MALAYALAM: case USCRIPT_SINHALA: case USCRIPT_KHMER:
        case USCRIPT_MYANMAR: case USCRIPT_TIBETAN: return true;
        default: return false;
    }
}

bool is_emoji(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) || c == 0xFE0F || u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER); }

bool stays(UChar32 c) {
    if (c == '\n' || c == '\t') return true;
    if (u_charType(c) == U_CONTROL_CHAR || u_charType(c) == U_SURROGATE || u_charType(c) == U_PRIVATE_USE_CHAR) return false;
    if (U_IS_UNICODE_NONCHAR(c)) return false;
    if (u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL)) return false;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return c >= 0xFE00 && c <= 0xFE0F;  // variation selectors shape emoji
    return true;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
/// True for most of what people type: nothing in it hides, and no white space but ours.
bool is_plain(std::string_view text) {
    const auto size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), at, size, c);
        if (c < 0x80 ? (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F : !stays(c) || u_isUWhiteSpace(c)) return false;
    }
    return true;
}
#pragma GCC diagnostic pop

icu::UnicodeString without_hidden(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    for (std::int32_t at = 0; at < text.length();) {
        const UChar32 c = text.char32At(at);
        const std::int32_t next = at + U16_LENGTH(c);
        if (c == '\r') {
            if (next >= text.length() || text.char32At(next) != '\n') out.append(static_cast<UChar32>('\n'));
        } else if (c == zwj || c == zwnj) {
            const UChar32 before = at > 0 ? text.char32At(text.moveIndex32(at, -1)) : 0, after = next < text.length() ? text.char32At(next) : 0;
            const bool letters = needs_joiners(before) && needs_joiners(after);
            const bool emoji = c == zwj && is_emoji(before) && is_emoji(after);
            if (letters || emoji) out.append(c);
        } else if (stays(c)) {
            out.append(c);
        }
        at = next;
    }
    return out;
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return "";
    return std::string(text.substr(first, text.find_last_not_of(" \t\n") - first + 1));
}

}  // namespace

std::optional<std::string> clean_text(std::string_view typed) {
    if (is_ascii_plain(typed)) return trimmed(typed);
    if (!is_utf8(typed)) return std::nullopt;
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
    const icu::StringPiece piece(typed.data(), static_cast<std::int32_t>(typed.size()));
    if (U_SUCCESS(error) && is_plain(typed) && nfc->isNormalizedUTF8(piece, error)) return trimmed(typed);
    const auto wide = without_hidden(icu::UnicodeString::fromUTF8(piece));
    icu::UnicodeString normal = nfc->normalize(wide, error);
    if (U_FAILURE(error)) return std::nullopt;
    std::string out;
    normal.trim().toUTF8String(out);
    return out;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (unsigned char c : text) count += (c & 0xC0) != 0x80;
    return count;
}

std::string skeleton(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    static const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker(uspoof_open(&error), uspoof_close);
    auto folded = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    folded.foldCase();
    icu::UnicodeString out;
    uspoof_getSkeletonUnicodeString(checker.get(), 0, folded, out, &error);
    out.foldCase();
    std::string utf8;
    out.toUTF8String(utf8);
    return utf8;
}

std::vector<std::string_view> paragraphs(std::string_view text) {
    std::vector<std::string_view> found;
    while (!text.empty()) {
        const auto end = text.find("\n\n");
        auto part = text.substr(0, end);
        while (!part.empty() && part.front() == '\n') part.remove_prefix(1);
        while (!part.empty() && part.back() == '\n') part.remove_suffix(1);
        if (!part.empty()) found.push_back(part);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 2);
    }
    return found;
}

}  // namespace himthough
