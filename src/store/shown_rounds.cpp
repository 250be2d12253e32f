#include "store/shown_rounds.h"

#include "movement/words.h"

namespace himthough {

template <> struct Words<CircleDecision> {
    static constexpr std::array<std::string_view, 2> list{"nothing", "close"};
};
std::string_view word_of(CircleDecision decision) { return shown_word(decision); }
std::optional<CircleDecision> circle_decision_from_word(std::string_view word) { return read_word<CircleDecision>(word); }

namespace store {
namespace {

ShownRound shown_from(const sql::Row& row) {
    return {.id = row.integer(0), .circle = row.integer(1), .round = static_cast<int>(row.integer(2)), .place = static_cast<int>(row.integer(3)),
            .day = Day::from_number(static_cast<int>(row.integer(4)))};
}

}  // namespace

constexpr sql::Text add_one = R"(
    INSERT INTO shown_round (circle, seat, round, day) VALUES ($circle, $seat, $round, $day)
    ON CONFLICT (seat, round) DO UPDATE SET day = shown_round.day RETURNING id
)";
ShownRoundId add_shown_round(Transaction& tx, CircleId circle, SeatId seat, int round, Day day) {
    return tx.number(add_one, {{"circle", circle}, {"seat", seat}, {"round", round}, {"day", day.number()}});
}

constexpr sql::Text add_shown = "INSERT INTO shown_note (shown, author, part, sealed) VALUES ($shown, $author, $part, $sealed) ON CONFLICT DO NOTHING";
void add_shown_note(Transaction& tx, ShownRoundId shown, SeatId author, NotePart part, std::string_view sealed) {
    tx.run(add_shown, {{"shown", shown}, {"author", author}, {"part", part}, {"sealed", sql::Blob{sealed}}});
}

constexpr sql::Text all = "SELECT r.id, r.circle, r.round, s.place, r.day FROM shown_round r JOIN seat s ON s.id = r.seat ORDER BY r.id LIMIT $most";
std::vector<ShownRound> shown_rounds(Transaction& tx, int most) { return tx.all(all, {{"most", most}}, shown_from); }

constexpr sql::Text by_id = "SELECT r.id, r.circle, r.round, s.place, r.day FROM shown_round r JOIN seat s ON s.id = r.seat WHERE r.id = $id";
std::optional<ShownRound> find_shown_round(Transaction& tx, ShownRoundId id) { return tx.one(by_id, {{"id", id}}, shown_from); }

constexpr sql::Text notes_of = "SELECT s.place, n.part, n.sealed FROM shown_note n JOIN seat s ON s.id = n.author WHERE n.shown = $shown ORDER BY n.part DESC, s.place";
std::vector<ShownNote> shown_notes(Transaction& tx, ShownRoundId shown) {
    return tx.all(notes_of, {{"shown", shown}}, [](const sql::Row& row) { 
        return ShownNote{static_cast<int>(row.integer(0)), row.as<NotePart>(1), std::string(row.bytes(2))};
    });
}

constexpr sql::Text with_notes = R"(
    SELECT round FROM shown_round r WHERE seat = $seat AND EXISTS (SELECT 1 FROM shown_note n WHERE n.shown = r.id AND n.part = 1) ORDER BY round
)";
std::vector<int> notes_shown_by(Transaction& tx, SeatId seat) {
    return tx.all(with_notes, {{"seat", seat}}, [](const sql::Row& row) { return static_cast<int>(row.integer(0)); });
}

constexpr sql::Text by_seat = "SELECT round FROM shown_round WHERE seat = $seat ORDER BY round";
std::vector<int> rounds_shown_by(Transaction& tx, SeatId seat) {
    return tx.all(by_seat, {{"seat", seat}}, [](const sql::Row& row) { return static_cast<int>(row.integer(0)); });
}

constexpr sql::Text erase = "DELETE FROM shown_round WHERE id = $id";
std::int64_t erase_shown_round(Transaction& tx, ShownRoundId id) { return tx.run(erase, {{"id", id}}); }

}  // namespace store
}  // namespace himthough
