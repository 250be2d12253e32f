#include "guard/phone.h"

#include <re2/re2.h>

#include <algorithm>

namespace himthough::guard {
namespace {

constexpr PhoneRegion table[] = {
#include "guard/phones.inc"
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_length(const PhoneRegion& region, std::size_t digits) { return digits < 32 && (region.lengths >> digits & 1) != 0; }

/// "+44 ..." without the plus: a calling code and as many digits as numbers have in one of its regions.
bool could_be_abroad(std::string_view digits) {
    for (std::size_t length = 1; length <= 3 && length < digits.size(); ++length) {
        unsigned code = 0;
        for (const char c : digits.substr(0, length)) code = code * 10 + static_cast<unsigned>(c - '0');
        const auto here = [&](const PhoneRegion& region) {
            return region.code == code && (has_length(region, digits.size() - length) ||
                                           (region.prefix == "0" && digits[length] == '0' && has_length(region, digits.size() - length - 1)));
        };
        if (std::ranges::any_of(table, here)) return true;
    }
    return false;
}

/// Three numbers parted by one and the same sign that can be a day, a month and a year.
bool is_date(std::string_view place) {
    unsigned numbers[3] = {}, count = 0, digits = 0;
    char sign = 0;
    for (const char c : place) {
        if (is_digit(c)) {
            if (++digits > 4) return false;
            numbers[count] = numbers[count] * 10 + static_cast<unsigned>(c - '0');
            continue;
        }
        if ((c != '.' && c != '-' && c != '/') || digits == 0 || (sign != 0 && c != sign) || ++count > 2) return false;
        sign = c;
        digits = 0;
    }
    if (count != 2 || digits == 0) return false;
    if (numbers[0] > 31) std::swap(numbers[0], numbers[2]);
    const auto day_month = [](unsigned day, unsigned month) { return day >= 1 && day <= 31 && month >= 1 && month <= 12; };
    return (day_month(numbers[0], numbers[1]) || day_month(numbers[1], numbers[0])) && (numbers[2] < 100 || (numbers[2] >= 1000 && numbers[2] < 2200));
}

}  // namespace

struct Phones::Local {
    explicit Local(const PhoneRegion& of) : region(of), pattern(of.pattern, quiet()) {}
    static re2::RE2::Options quiet() {
        re2::RE2::Options options;
        options.set_log_errors(false);
        return options;
    }
    const PhoneRegion& region;
    re2::RE2 pattern;
};

std::span<const PhoneRegion> phone_regions() { return table; }

const PhoneRegion* find_phone_region(std::string_view region) {
    const auto found = std::ranges::lower_bound(table, region, {}, &PhoneRegion::region);
    return found != std::end(table) && found->region == region ? found : nullptr;
}

std::vector<std::string> usual_phone_regions() { return {"US", "CA", "GB", "IE", "AU", "FR", "BE", "CH", "ES", "MX", "AR", "CO"}; }

Phones::Phones(const std::vector<std::string>& regions) {
    for (const auto& name : regions) {
        const auto* region = find_phone_region(name);
        if (!region) continue;
        names_.push_back(name);
        locals_.push_back(std::make_unique<const Local>(*region));
    }
}

Phones::~Phones() = default;

bool Phones::could_be(std::string_view place) const {
    std::string digits;
    for (const char c : place)
        if (is_digit(c)) digits += c;
    if (digits.size() < 5 || digits.size() > 18 || is_date(place)) return false;
    const auto first = place.find_first_not_of(" (");
    if (first != std::string_view::npos && place[first] == '+') return could_be_abroad(digits);
    for (const std::string_view international : {"00", "011"})
        if (digits.starts_with(international) && could_be_abroad(std::string_view(digits).substr(international.size()))) return true;
    return could_be_local(digits);
}

bool Phones::could_be_local(std::string_view digits) const {
    for (const auto& local : locals_) {
        const auto& prefix = local->region.prefix;
        auto national = digits;
        if (!prefix.empty() && digits.starts_with(prefix)) national.remove_prefix(prefix.size());
        else if (local->region.must_prefix) continue;
        for (const auto tried : {national, digits}) {
            if (tried.size() == digits.size() && local->region.must_prefix) continue;
            if (has_length(local->region, tried.size()) && re2::RE2::FullMatch(re2::StringPiece(tried.data(), tried.size()), local->pattern)) return true;
        }
    }
    return false;
}

}  // namespace himthough::guard
