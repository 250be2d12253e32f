#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "guard/pack.h"

namespace himthough::guard {

/// Asks `finds` about every example. The first that fails, as a clause, or "".
std::string failing_example(const Examples& examples, const std::function<bool(std::string_view)>& finds);

}  // namespace himthough::guard
