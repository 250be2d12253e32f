#pragma once
#include <string_view>
#include <vector>

namespace himthough {

/// ISO 3166-1 alpha-2, in the order of their codes: what ICU knows, which is what ISO holds today, and XK, which is in use and not in ISO.
const std::vector<std::string_view>& all_countries();
/// True for one of them.
bool is_country(std::string_view code);

}  // namespace himthough
