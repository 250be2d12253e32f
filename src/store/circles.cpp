#include "store/circles.h"

#include <algorithm>

namespace himthough::store {
namespace {

Key key_of(std::string_view bytes) {
    Key key{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), key.size()), key.begin());
    return key;
}

Seat seat_from(const sql::Row& row) {
    return {.id = row.integer(0), .circle = row.integer(1), .place = static_cast<int>(row.integer(2)), .public_key = key_of(row.bytes(3)),
            .since = static_cast<int>(row.integer(4))};
}

}  // namespace

constexpr sql::Text add_one = R"(
    INSERT INTO circle (movement, rhythm, places) VALUES ($movement, $rhythm, $places) RETURNING id
)";
CircleId add_circle(Transaction& tx, const Circle& circle) {
    return tx.number(add_one, {{"movement", circle.movement}, {"rhythm", circle.rhythm}, {"places", circle.places}});
}

constexpr sql::Text by_id = "SELECT id, movement, rhythm, places, round, first FROM circle WHERE id = $id";
std::optional<Circle> find_circle(Transaction& tx, CircleId id) {
    return tx.one(by_id, {{"id", id}}, [](const sql::Row& row) {
        return Circle{.id = row.integer(0), .movement = row.integer(1), .rhythm = row.as<CircleRhythm>(2), .places = static_cast<int>(row.integer(3)),
                      .newest = {static_cast<int>(row.integer(4)), Day::from_number(static_cast<int>(row.integer(5)))}};
    });
}

constexpr sql::Text move_on = "UPDATE circle SET round = $round, first = $first WHERE id = $id AND round <= $round";
void set_round(Transaction& tx, CircleId id, Round round) { tx.run(move_on, {{"id", id}, {"round", round.number}, {"first", round.first.number()}}); }

constexpr sql::Text erase = "DELETE FROM circle WHERE id = $id";
std::int64_t erase_circle(Transaction& tx, CircleId id) { return tx.run(erase, {{"id", id}}); }

bool is_closed(Transaction& tx, CircleId id) {
    const auto circle = find_circle(tx, id);
    return circle && state_of(tx, *circle) == CircleState::closed;
}

constexpr sql::Text all_ids = "SELECT id FROM circle";
std::int64_t erase_closed_circles(Transaction& tx) {
    std::int64_t gone = 0;
    for (const auto id : tx.all(all_ids, {}, [](const sql::Row& row) { return row.integer(0); })) gone += is_closed(tx, id) ? erase_circle(tx, id) : 0;
    return gone;
}

constexpr sql::Text offer = R"(
    INSERT INTO seat (circle, place, link) VALUES ($circle, $place, $link)
    ON CONFLICT (circle, place) DO UPDATE SET link = excluded.link WHERE seat.participant IS NULL
)";
void offer_seat(Transaction& tx, CircleId circle, int place, const Hash& link) {
    tx.run(offer, {{"circle", circle}, {"place", place}, {"link", sql::Blob{bytes_of(link)}}});
}

constexpr sql::Text by_link = "SELECT id, circle FROM seat WHERE link = $link AND participant IS NULL";
std::optional<Offer> find_offer(Transaction& tx, const Hash& link) {
    return tx.one(by_link, {{"link", sql::Blob{bytes_of(link)}}}, [](const sql::Row& row) { return Offer{row.integer(0), row.integer(1)}; });
}

constexpr sql::Text take = R"(
    UPDATE seat SET participant = $participant, public_key = $key, since = $since, link = NULL WHERE id = $id AND participant IS NULL
)";
void take_seat(Transaction& tx, SeatId seat, ParticipantId participant, const Key& public_key, int since) {
    tx.run(take, {{"id", seat}, {"participant", participant}, {"key", sql::Blob{bytes_of(public_key)}}, {"since", since}});
}

constexpr sql::Text add_taken = "INSERT INTO seat (circle, place, participant, public_key) VALUES ($circle, $place, $participant, $key)";
void add_seat(Transaction& tx, CircleId circle, int place, ParticipantId participant, const Key& public_key) {
    tx.run(add_taken, {{"circle", circle}, {"place", place}, {"participant", participant}, {"key", sql::Blob{bytes_of(public_key)}}});
}

constexpr sql::Text by_participant = "SELECT id, circle, place, public_key, since FROM seat WHERE participant = $participant";
std::optional<Seat> seat_of(Transaction& tx, ParticipantId participant) { return tx.one(by_participant, {{"participant", participant}}, seat_from); }

constexpr sql::Text taken = "SELECT id, circle, place, public_key, since FROM seat WHERE circle = $circle AND participant IS NOT NULL ORDER BY place";
std::vector<Seat> seats_of(Transaction& tx, CircleId circle) { return tx.all(taken, {{"circle", circle}}, seat_from); }

bool sits_somebody(const std::vector<Seat>& seats, int place) { return std::ranges::find(seats, place, &Seat::place) != seats.end(); }

constexpr sql::Text sitting = R"(
    SELECT since, (SELECT count(*) FROM note WHERE author = seat.id AND round = $round AND part = 1)
    FROM seat WHERE circle = $circle AND participant IS NOT NULL ORDER BY place
)";
std::vector<Sitting> sitting_in(Transaction& tx, CircleId circle, int round) {
    return tx.all(sitting, {{"circle", circle}, {"round", round}},
                  [](const sql::Row& row) { return Sitting{.since = static_cast<int>(row.integer(0)), .wrote = row.integer(1) != 0}; });
}

CircleState state_of(Transaction& tx, const Circle& circle) {
    const auto seats = seats_of(tx, circle.id);
    return state_of(circle.newest, sitting_in(tx, circle.id, circle.newest.number), !seats.empty() && seats.front().place == place_of_opener);
}

}  // namespace himthough::store
