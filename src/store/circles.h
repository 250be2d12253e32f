#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "movement/circle.h"
#include "movement/contribution.h"
#include "store/store.h"

namespace himthough::store {

struct Circle {
    CircleId id = 0;
    MovementId movement = 0;
    CircleRhythm rhythm = CircleRhythm::weekly;
    int places = 0;
    Round newest{};                ///< that anybody saw
};

/// A seat that somebody has taken.
struct Seat {
    SeatId id = 0;
    CircleId circle = 0;
    int place = 0;
    Key public_key{};
    int since = 1;
};

CircleId add_circle(Transaction&, const Circle&);
std::optional<Circle> find_circle(Transaction&, CircleId);
void set_round(Transaction&, CircleId, Round);

/// Takes the circle and all that hangs on it; its members' receipts stay. How many went.
std::int64_t erase_circle(Transaction&, CircleId);
/// Is it (movement/circle.h), now that somebody has left?
bool is_closed(Transaction&, CircleId);
/// Erases all that are, after a restore. How many went.
std::int64_t erase_closed_circles(Transaction&);

/// An empty seat that this link gives; in its place there must be nobody. Puts an older link for that place out of use.
void offer_seat(Transaction&, CircleId, int place, const Hash& link);
/// What a link gives that nobody used. Used and made-up ones are alike.
struct Offer {
    SeatId seat = 0;
    CircleId circle = 0;
};
std::optional<Offer> find_offer(Transaction&, const Hash& link);
/// Uses the link up.
void take_seat(Transaction&, SeatId, ParticipantId, const Key& public_key, int since);
/// A seat without a link: the opener's.
void add_seat(Transaction&, CircleId, int place, ParticipantId, const Key& public_key);

std::optional<Seat> seat_of(Transaction&, ParticipantId);
/// Those that are taken, by place.
std::vector<Seat> seats_of(Transaction&, CircleId);

bool sits_somebody(const std::vector<Seat>& seats, int place);
/// Those who sit there, as rounds go by them: whether they wrote in that round.
std::vector<Sitting> sitting_in(Transaction&, CircleId, int round);
/// Where a circle stands, with the round as it was when somebody last looked.
CircleState state_of(Transaction&, const Circle&);

}  // namespace himthough::store
