#include "base/country.h"

#include <algorithm>

#include <unicode/uloc.h>

namespace himthough {

const std::vector<std::string_view>& all_countries() {
    static const auto all = [] {
        std::vector<std::string_view> codes;
        for (const char* const* known = uloc_getISOCountries(); *known; ++known) codes.emplace_back(*known);
        std::ranges::sort(codes);
        return codes;
    }();
    return all;
}

bool is_country(std::string_view code) { return std::ranges::binary_search(all_countries(), code); }

}  // namespace himthough
