#include "web/language.h"

#include <charconv>

namespace himthough::web {
namespace {

constexpr std::size_t most_choices = 32;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_letters(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t at = 0; at < a.size(); ++at)
        if (lower(a[at]) != lower(b[at])) return false;
    return true;
}

struct Choice {
    std::string_view name;
    double quality;
};

/// Calls `use` for each choice of a list like "fr-CH, en;q=0.8".
template <class Use>
void each_choice(std::string_view list, Use use) {
    for (std::size_t seen = 0; !list.empty() && seen < most_choices; ++seen) {
        const auto end = list.find(',');
        const auto item = list.substr(0, end);
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
        const auto semicolon = item.find(';');
        double quality = 1;
        if (semicolon != std::string_view::npos) {
            const auto parameter = trimmed(item.substr(semicolon + 1));
            if (parameter.size() < 3 || lower(parameter[0]) != 'q' || parameter[1] != '=') continue;
            if (std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), quality).ec != std::errc{}) continue;
        }
        use(Choice{trimmed(item.substr(0, semicolon)), quality});
    }
}

}  // namespace

std::string_view best_language(std::string_view accept, const std::vector<std::string>& offered) {
    std::string_view best = offered.front();
    double best_quality = 0;
    each_choice(accept, [&](const Choice& choice) {
        for (const auto& language : offered) {
            const bool fits = same_letters(choice.name, language) ||
                              (choice.name.size() > language.size() && choice.name[language.size()] == '-' &&
                               same_letters(choice.name.substr(0, language.size()), language));
            if (fits && choice.quality > best_quality) {
                best = language;
                best_quality = choice.quality;
            }
        }
    });
    return best;
}

bool takes_encoding(std::string_view accept, std::string_view coding) {
    bool takes = false;
    each_choice(accept, [&](const Choice& choice) {
        if (same_letters(choice.name, coding)) takes = choice.quality > 0;
    });
    return takes;
}

}  // namespace himthough::web
