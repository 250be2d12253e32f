#pragma once
#include <optional>
#include <string>

#include "acts/my_words.h"
#include "web/page.h"

/// Reports on pages of others.
namespace himthough::web::pages {

/// "desk_reason.attacks", "report.about_me": the key of what a report gives as its reason.
std::string key_of_report(std::optional<Reason> reason);
/// What these nine words reported, on the page of what they open: REPORTED, or nothing.
bool fill_reported(Site&, View& page, const Opened&, std::string_view language);

}  // namespace himthough::web::pages
