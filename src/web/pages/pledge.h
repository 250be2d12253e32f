#pragma once
#include <string_view>

#include "acts/my_words.h"
#include "web/page.h"

/// Pledges on pages of others.
namespace himthough::web::pages {

/// What _together_link.html names.
void fill_link(const Site&, View& view, std::string_view link);
/// What _pledge.html names.
void fill_pledge(const Site&, View& view, const Contribution& pledge, std::string_view language);
/// What somebody joined, on the page of their opened words: JOINED, or nothing.
bool fill_joined(const Site&, View& page, const Opened&, std::string_view language);

}  // namespace himthough::web::pages
