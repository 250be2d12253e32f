#pragma once
#include "acts/keep.h"
#include "web/page.h"

namespace himthough::web::pages {

/// The page with the nine words: the one place where they are ever shown.
/// `link`: of a pledge, for the others; else "".
net::Response saved(Site&, const Asked&, const KeptWords&, std::string_view nonce, std::string_view link = {});
/// The same for what is no words: `section` of saved.html says what it is.
net::Response saved_as(Site&, const Asked&, const Receipt&, std::string_view section, std::string_view nonce);

/// The form that takes a seat; its purpose names no movement.
constexpr std::string_view seat_form = "seat";
/// The same page for somebody who sits in a circle now. The opener's has the links of the seats that are still to be taken.
enum class SavedSeat : std::uint8_t { opener, member };
net::Response saved_seat(Site&, const Asked&, const Receipt&, std::string_view nonce, SavedSeat);

}  // namespace himthough::web::pages
