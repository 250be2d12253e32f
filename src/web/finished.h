#pragma once
#include <string>
#include <string_view>

#include "edition/pages.h"
#include "net/http.h"

namespace himthough::web {

/// Packs a body that is the same for everybody into a finished page: heads for each encoding, a strong ETag where it may be cached.
edition::Page finish(int status, const net::HeaderList& headers, std::string body, bool with_etag);

/// The finished page as this request wants it: encoding, 304 when it has it already.
net::Response answer_with(const edition::Page& page, const net::Request& request);

}  // namespace himthough::web
