#pragma once
#include <string>
#include <string_view>

#include "base/secret.h"

namespace himthough {

// A link that somebody gives away: 128 bits as base64url. Only its keyed hash is kept. `opens`, up to 16 letters ("witness", "seat"): a link of one
// kind opens nothing of another.

std::string draw_link();
/// One that belongs to a form: who sends it twice is shown the same. `number`: which of several.
std::string link_of_form(const Keys&, std::string_view opens, std::string_view nonce, int number = 0);
Hash hash_of_link(const Keys&, std::string_view opens, std::string_view link);

}  // namespace himthough
