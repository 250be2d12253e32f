#include "guard/checks.h"

#include <algorithm>
#include <utility>

#include "guard/names.h"

namespace himthough::guard {
namespace {

constexpr std::pair<std::string_view, Check> words[] = {
    {"phone", Check::phone}, {"iban", Check::iban}, {"luhn", Check::luhn}, {"listed-name", Check::listed_name}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Check> check_from_word(std::string_view word) {
    for (const auto& [name, check] : words)
        if (name == word) return check;
    return std::nullopt;
}

std::string_view word_of(Check check) {
    for (const auto& [name, one] : words)
        if (one == check) return name;
    return "";
}

bool holds(Check check, std::string_view place, const Phones& phones) {
    switch (check) {
        case Check::none: return true;
        case Check::phone: return phones.could_be(place);
        case Check::iban: return is_iban(place);
        case Check::luhn: return is_luhn(place);
        case Check::listed_name: return holds_listed_name(place);
    }
    return false;
}

bool is_iban(std::string_view place) {
    std::string code;
    for (const char c : place) {
        if (c == ' ' || c == '-' || c == '.') continue;
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
        if (!is_digit(upper) && (upper < 'A' || upper > 'Z')) return false;
        code += upper;
    }
    if (code.size() < 15 || code.size() > 34 || is_digit(code[0]) || is_digit(code[1]) || !is_digit(code[2]) || !is_digit(code[3])) return false;
    std::rotate(code.begin(), code.begin() + 4, code.end());
    unsigned remainder = 0;
    for (const char c : code)
        remainder = is_digit(c) ? (remainder * 10 + static_cast<unsigned>(c - '0')) % 97 : (remainder * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
    return remainder == 1;
}

bool is_luhn(std::string_view place) {
    unsigned sum = 0, digits = 0;
    for (auto at = place.rbegin(); at != place.rend(); ++at) {
        if (*at == ' ' || *at == '-' || *at == '.') continue;
        if (!is_digit(*at)) return false;
        const auto digit = static_cast<unsigned>(*at - '0');
        const unsigned twice = digit * 2;
        sum += digits++ % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return digits >= 12 && digits <= 19 && sum % 10 == 0 && sum > 0;
}

}  // namespace himthough::guard
