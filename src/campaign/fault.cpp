#include "campaign/fault.h"

#include <fmt/format.h>

namespace himthough {

std::string Fault::str() const { return fmt::format("{}:{}:{}: {}; {}", file, line, column, what, what_to_do); }

}  // namespace himthough
