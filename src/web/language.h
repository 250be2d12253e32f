#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace himthough::web {

/// The best of the offered languages (BCP 47, never empty; the first is the fallback) for an Accept-Language header (RFC 9110,
/// 12.5.4; RFC 4647 look-up: "fr-CH" is content with "fr"). A garbled header asks for nothing.
std::string_view best_language(std::string_view accept, const std::vector<std::string>& offered);

/// Does this Accept-Encoding take that coding? Quality 0 is a no.
bool takes_encoding(std::string_view accept, std::string_view coding);

}  // namespace himthough::web
