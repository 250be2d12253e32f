#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "acts/my_words.h"
#include "movement/circle.h"

namespace himthough {

struct NewCircle {
    MovementId movement;
    std::string nonce;             ///< of the form
    int seats = 0;                 ///< in all, the opener's too: 3 to 8
    std::optional<CircleRhythm> rhythm;
};

/// Opens a circle, and sits its opener down on the first seat. The same form sent again finds the circle it made.
/// Refuses: unreadable (seats, rhythm); expired when what this form made was taken back.
Outcome<Receipt> open_circle(Services& with, const NewCircle& asked);

/// The links of the other seats, as long as nobody has used or replaced them: made from the form's nonce, kept as hashes only.
std::vector<std::string> unused_links(Services& with, std::string_view nonce);

/// What somebody is told before they take a seat. Nothing of anybody.
struct OfferedSeat {
    MovementId movement;
    CircleRhythm rhythm;
    int seats;
};
/// Refuses not_found, alike, what was used, replaced, or never was. Uses nothing up.
Outcome<OfferedSeat> look_at_seat(Services& with, std::string_view link);

/// Takes the seat: the link is used up, and the nine words of this form open it. The same form sent again gives the same.
/// Refuses: not_found as look_at_seat; expired when what this form made was taken back.
Outcome<Receipt> take_seat(Services& with, std::string_view link, std::string_view nonce);

/// A fresh link for a place where nobody sits, for the opener only; an older one for it works no more.
/// Refuses: not_found without a seat; not_allowed to the others; unreadable (place) when there is no such place; already_done when somebody sits there.
Outcome<std::string> offer_seat(Services& with, const Opened& opened, int place);

}  // namespace himthough
