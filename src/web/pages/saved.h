#pragma once
#include "movement/receipt.h"
#include "web/page.h"

namespace himthough::web::pages {

/// What became of what was sent.
enum class Kept { silent, sealed, waiting_survivor, waiting_shared, waiting_accountable, shown_again };

/// The page with the nine words: the one place where they are ever shown.
net::Response saved(Site&, const Asked&, const Receipt&, std::string_view nonce, Kept kept, bool check_failed = false);

}  // namespace himthough::web::pages
