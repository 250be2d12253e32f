#pragma once
#include <map>
#include <string>
#include <string_view>

#include "guard/aid.h"
#include "guard/guard.h"

namespace himthough::web {

/// The guard and the writing aid for the device, as static files beside those of static/: "rules.js" and "aid.js", modules that export
/// what static/guard.js reads: the rules that are not set aside, the normaliser's tables, first names, telephone numbers, sentences.
/// What stands in them is organisers' data: it is printed as strings and numbers, nothing of it can be code.
std::map<std::string, std::string> device_rules(const guard::Guard& guard, const guard::Aid& aid);

/// A string of JavaScript that may stand anywhere, inside HTML too.
std::string js_string(std::string_view text);

/// Words in order, each followed by "\n", so that a word repeats nothing of the one before: how many letters it has in common, as a sign
/// counted from '0', and the rest: "0anna4bel". At most 40 letters in common are said.
std::string front_coded(std::string_view lines);

}  // namespace himthough::web
