#pragma once
#include "acts/keep.h"
#include "web/page.h"

namespace himthough::web::pages {

/// The page with the nine words: the one place where they are ever shown.
/// `link`: of a pledge, for the others; else "".
net::Response saved(Site&, const Asked&, const KeptWords&, std::string_view nonce, std::string_view link = {});
/// The same for somebody who joined a pledge.
net::Response saved_joining(Site&, const Asked&, const Receipt&, std::string_view nonce);

}  // namespace himthough::web::pages
