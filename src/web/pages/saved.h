#pragma once
#include "acts/keep.h"
#include "web/page.h"

namespace himthough::web::pages {

/// The page with the nine words: the one place where they are ever shown.
net::Response saved(Site&, const Asked&, const KeptWords&, std::string_view nonce);

}  // namespace himthough::web::pages
