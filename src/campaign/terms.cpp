// What a text must be to count as a language, a country, an address or a length of time. Declared in check.h.
#include "campaign/check.h"

#include <charconv>
#include <cstring>

#include <unicode/uloc.h>

namespace himthough {
namespace {

/// How many letters must be changed, left out or added to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

bool is_language(std::string_view tag) {
    if (tag.empty() || tag.size() > 35) return false;
    const std::string asked(tag);
    char locale[ULOC_FULLNAME_CAPACITY], back[ULOC_FULLNAME_CAPACITY];
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t read = 0;
    uloc_forLanguageTag(asked.c_str(), locale, sizeof locale, &read, &error);
    if (U_FAILURE(error) || read != static_cast<std::int32_t>(asked.size())) return false;
    uloc_toLanguageTag(locale, back, sizeof back, true, &error);
    return U_SUCCESS(error) && asked == back && std::strlen(uloc_getISO3Language(locale)) == 3;
}

bool is_https(std::string_view address) {
    constexpr std::string_view scheme = "https://";
    if (!address.starts_with(scheme)) return false;
    for (unsigned char c : address)
        if (c <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '\\' || c == '#') return false;
    const auto host = address.substr(scheme.size(), address.find_first_of("/?", scheme.size()) - scheme.size());
    return host.find('@') == std::string_view::npos && host.find('.') != std::string_view::npos && !host.starts_with('.') &&
           !host.ends_with('.');
}

std::optional<std::chrono::seconds> read_duration(std::string_view text) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || count < 0 || count > 1'000'000'000) return std::nullopt;
    auto unit = text.substr(static_cast<std::size_t>(end - text.data()));
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    if (unit == "s") return std::chrono::seconds(count);
    if (unit == "min") return std::chrono::minutes(count);
    if (unit == "h") return std::chrono::hours(count);
    if (unit == "d") return std::chrono::days(count);
    return std::nullopt;
}

std::optional<std::string_view> nearest(std::string_view word, std::initializer_list<std::string_view> known) {
    std::optional<std::string_view> best;
    std::size_t best_distance = word.size() <= 4 ? 2 : 3;   // one letter in a short word, two in a long one
    for (const auto candidate : known) {
        if (const auto apart = distance(word, candidate); apart < best_distance) {
            best = candidate;
            best_distance = apart;
        }
    }
    return best;
}

}  // namespace himthough
