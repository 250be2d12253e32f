#pragma once
#include "reach/released.h"
#include "web/page.h"

namespace himthough::web::pages {

/// "voices.svg", "days.svg", "arc.svg", and "-narrow" before the dot for a telephone; nothing for any other name, or where nothing was released.
std::optional<Shown> reach_picture(const Site&, const Place&, const reach::Released::Series& days);

}  // namespace himthough::web::pages
