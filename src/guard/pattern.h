#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::guard {

using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A pattern with its lists put in: "{role}" becomes "(?:coach|boss)", the words escaped, longer ones first. `unknown` gets the name
/// of a list that is not there.
std::string with_lists(std::string_view pattern, const Lists& lists, std::string& unknown);

/// A sound pattern with its classes written out, so that they are the same everywhere and small, and, with `any_case`, its letters in
/// both cases: what comes out needs no flag but "u". \p{L}, \p{Lu} and \p{Ll} are coarse beyond Latin letters, \p{N} is 0 to 9. A \b that
/// begins it, or one of its ways, stands behind anything but a letter of any script, a digit or _; other \b know ASCII only.
std::string with_classes(std::string_view pattern, bool any_case);

/// A pattern as a set of many is asked for it (`with_classes`, and RE2 takes it): found in every text with a line break put before it in
/// which the pattern is found, and in few others. What may stand before a place begins alike in most, so that RE2 shares it.
std::string for_sets(std::string_view pattern);

/// What \p{Lu} is written out as, inside a set.
std::string_view capitals();

/// True when the place of such a pattern begins with \p{Lu}.
bool marks_capital(std::string_view with_classes);

/// What keeps a pattern from meaning the same in RE2 and in JavaScript (flag "u"), as a clause: "has a lookahead (?=". Nothing
/// when it does. `marks`: it must hold exactly one group that captures, which may not be repeated or left out; otherwise none or one.
/// Whether it is a pattern at all is for RE2 to say.
std::optional<std::string> wrong_with_pattern(std::string_view pattern, bool any_case, bool marks);

}  // namespace himthough::guard
