#pragma once
#include <string>
#include <string_view>

namespace himthough::edition {

/// For pages that are the same for everybody, and for nothing else (BREACH). Throw std::runtime_error when out of memory.
std::string gzip(std::string_view plain);
std::string brotli(std::string_view plain);

}  // namespace himthough::edition
