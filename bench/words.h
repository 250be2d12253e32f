#pragma once
#include <string>
#include <string_view>

namespace bench {

/// Made-up words of 500 characters, another text for each number. Every second one holds letters beyond ASCII, as most people's
/// texts do. Nothing in them at which the guard stops.
std::string words(unsigned number);

}  // namespace bench
