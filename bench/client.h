#pragma once
#include "net/load.h"

namespace bench {

using Answer = himthough::net::LoadAnswer;
using Client = himthough::net::LoadClient;
using himthough::net::Moment;
using himthough::net::between;
using himthough::net::part_of;
inline std::string request(std::string_view path, std::string_view form = "", std::string_view cookie = "") { return himthough::net::load_request(path, form, cookie); }
inline std::string encoded(std::string_view text) { return himthough::net::form_encoded(text); }

}  // namespace bench
