#pragma once
#include <string_view>

#include "guard/pack.h"
#include "guard/phone.h"

namespace himthough::guard {

/// What a pattern alone cannot know. `place` is normalised text.
///   phone        could be dialled, see Phones
///   iban         two letters, two digits and the rest, with the right remainder (ISO 13616, modulo 97)
///   luhn         12 to 19 digits with the right last one (ISO/IEC 7812)
///   listed_name  one word of it is a first name of the list (with a capital, where it has any), see names.h
bool holds(Check check, std::string_view place, const Phones& phones);

bool is_iban(std::string_view place);
bool is_luhn(std::string_view place);

}  // namespace himthough::guard
