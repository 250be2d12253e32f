#include "store/wall.h"

#include "store/contribution_row.h"

namespace himthough::store {

constexpr sql::Text places = "SELECT places FROM wall WHERE movement = $movement AND voice = $voice";
std::int64_t last_place(Transaction& tx, MovementId movement, Voice voice) {
    return tx.number(places, {{"movement", movement}, {"voice", voice}});
}

constexpr sql::Text between = HIMTHOUGH_CONTRIBUTION_ROWS
    "WHERE c.movement = $movement AND c.voice = $voice AND c.place BETWEEN $first AND $last ORDER BY c.place DESC";
std::vector<Contribution> on_places(Transaction& tx, MovementId movement, Voice voice, std::int64_t first, std::int64_t last) {
    return tx.all(between, {{"movement", movement}, {"voice", voice}, {"first", first}, {"last", last}}, contribution_of);
}

constexpr sql::Text vowed = HIMTHOUGH_CONTRIBUTION_ROWS R"(
    WHERE c.movement = $movement AND c.voice = 2 AND c.place <= $from
      AND c.id IN (SELECT coalesce(k.follows, k.id) FROM vow w JOIN contribution k ON k.id = w.contribution
                   WHERE w.movement = $movement AND w.stands = 1 AND w.state BETWEEN $first AND $last AND k.state = 5)
    ORDER BY c.place DESC LIMIT $most
)";
std::vector<Contribution> with_vows(Transaction& tx, MovementId movement, WithVow which, std::int64_t from, int most) {
    const bool kept = which == WithVow::kept;
    return tx.all(vowed, {{"movement", movement}, {"from", from}, {"most", most}, {"first", kept ? VowState::kept : VowState::promised},
                          {"last", kept ? VowState::kept : VowState::withdrawn}}, contribution_of);
}

constexpr sql::Text accepted = R"(
    SELECT id, audience FROM contribution
    WHERE movement = $movement AND voice = $voice AND state = 4 AND follows IS NULL
      AND NOT EXISTS (SELECT 1 FROM pledge WHERE pledge.contribution = contribution.id)
)";
std::vector<Accepted> accepted_contributions(Transaction& tx, MovementId movement, Voice voice) {
    return tx.all(accepted, {{"movement", movement}, {"voice", voice}},
                  [](const sql::Row& row) { return Accepted{row.integer(0), row.as<Audience>(1)}; });
}

constexpr sql::Text to_wall = "UPDATE contribution SET state = 5, edition = $edition, place = $place WHERE id = $id";
constexpr sql::Text keep_places = R"(
    INSERT INTO wall (movement, voice, places) VALUES ($movement, $voice, $places)
    ON CONFLICT (movement, voice) DO UPDATE SET places = $places
)";
void release(Transaction& tx, MovementId movement, Voice voice, std::int64_t edition, const std::vector<Accepted>& in_order) {
    auto place = last_place(tx, movement, voice);
    for (const auto& one : in_order) {
        const auto given = one.audience == Audience::everyone ? std::optional(++place) : std::nullopt;
        tx.run(to_wall, {{"edition", edition}, {"place", given}, {"id", one.id}});
    }
    tx.run(keep_places, {{"movement", movement}, {"voice", voice}, {"places", place}});
}

constexpr sql::Text stands = "UPDATE contribution SET stood_shown = stood WHERE movement = $movement AND stood <> stood_shown";
std::int64_t show_stands(Transaction& tx, MovementId movement) { return tx.run(stands, {{"movement", movement}}); }

}  // namespace himthough::store
