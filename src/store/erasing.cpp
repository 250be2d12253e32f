#include "store/erasing.h"

#include <algorithm>
#include <set>

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }
std::int64_t number_from(const sql::Row& row) { return row.integer(0); }

Erasure erasure_from(const sql::Row& row) {
    return {.movement = row.integer(0), .reviewer = row.integer(1), .until = Seconds(std::chrono::seconds(row.integer(2))), .alone = row.integer(3) != 0,
            .agreed = row.integer(4)};
}

#define HIMTHOUGH_ERASURE_ROWS "SELECT movement, reviewer, until, alone, agreed FROM erasure "
constexpr sql::Text all = HIMTHOUGH_ERASURE_ROWS "ORDER BY movement";
constexpr sql::Text one = HIMTHOUGH_ERASURE_ROWS "WHERE movement = $movement";
#undef HIMTHOUGH_ERASURE_ROWS
constexpr sql::Text set = R"(
    INSERT INTO erasure (movement, reviewer, until, alone, agreed) VALUES ($movement, $reviewer, $until, $alone, $agreed)
    ON CONFLICT (movement) DO UPDATE SET reviewer = $reviewer, until = $until, alone = $alone, agreed = $agreed
)";
constexpr sql::Text forget = "DELETE FROM erasure WHERE movement = $movement";
constexpr sql::Text forget_all = "DELETE FROM erasure";
constexpr sql::Text ended = "SELECT ended FROM movement WHERE id = $movement AND ended > 0";
constexpr sql::Text unfinished = "SELECT id FROM movement WHERE ended > 0 AND erased = 0 ORDER BY id";
constexpr sql::Text end_one = R"(
    UPDATE movement SET ended = $day, erased = 0, erased_through = 0, survivors_said = 0, accountable_said = 0 WHERE id = $movement
)";

}  // namespace

std::vector<Erasure> erasures(Transaction& tx) { return tx.all(all, {}, erasure_from); }
std::optional<Erasure> erasure_of(Transaction& tx, MovementId movement) { return tx.one(one, {{"movement", movement}}, erasure_from); }
void set_erasure(Transaction& tx, const Erasure& made) {
    tx.run(set, {{"movement", made.movement}, {"reviewer", made.reviewer}, {"until", count(made.until)}, {"alone", made.alone ? 1 : 0}, {"agreed", made.agreed}});
}
void forget_erasure(Transaction& tx, MovementId movement) { tx.run(forget, {{"movement", movement}}); }
void forget_erasures(Transaction& tx) { tx.run(forget_all); }

std::optional<Day> ended_on(Transaction& tx, MovementId movement) {
    return tx.one(ended, {{"movement", movement}}, [](const sql::Row& row) { return Day::from_number(static_cast<int>(row.integer(0))); });
}
std::vector<MovementId> to_erase(Transaction& tx) { return tx.all(unfinished, {}, number_from); }
void end_movement(Transaction& tx, MovementId movement, Day day) {
    forget_erasure(tx, movement);
    tx.run(end_one, {{"movement", movement}, {"day", day.number()}});
}

namespace {

// Whoever said, answered, followed, joined, looks at or reports one of them. Some of these hang on it by a row that goes along, and their own
// would be left.
constexpr sql::Text around_contribution = R"(
    SELECT participant FROM contribution WHERE id = $id OR follows = $id OR answers_to = $id
    UNION SELECT participant FROM joined WHERE pledge = $id
    UNION SELECT witness.participant FROM witness JOIN vow ON vow.id = witness.vow WHERE vow.contribution = $id AND witness.participant IS NOT NULL
    UNION SELECT participant FROM concern WHERE contribution = $id
)";
constexpr sql::Text in_circle = "SELECT participant FROM seat WHERE circle = $id AND participant IS NOT NULL";
// A participant who has nothing in any other movement.
constexpr sql::Text erase_participant = R"(
    DELETE FROM participant WHERE id = $id
      AND NOT EXISTS (SELECT 1 FROM contribution WHERE participant = $id AND movement <> $movement)
      AND NOT EXISTS (SELECT 1 FROM seat JOIN circle ON circle.id = seat.circle WHERE seat.participant = $id AND circle.movement <> $movement)
      AND NOT EXISTS (SELECT 1 FROM joined JOIN contribution ON contribution.id = joined.pledge
                      WHERE joined.participant = $id AND contribution.movement <> $movement)
      AND NOT EXISTS (SELECT 1 FROM witness JOIN vow ON vow.id = witness.vow WHERE witness.participant = $id AND vow.movement <> $movement)
      AND NOT EXISTS (SELECT 1 FROM concern JOIN contribution ON contribution.id = concern.contribution
                      WHERE concern.participant = $id AND contribution.movement <> $movement)
      AND NOT EXISTS (SELECT 1 FROM concern WHERE participant = $id AND movement <> $movement)
)";
constexpr sql::Text erase_concerns = "DELETE FROM concern WHERE contribution = $id";
constexpr sql::Text erase_contribution = "DELETE FROM contribution WHERE id = $id";
constexpr sql::Text erase_circle = "DELETE FROM circle WHERE id = $id";
constexpr sql::Text erase_concern = "DELETE FROM concern WHERE id = $id";

constexpr sql::Text next_contributions = "SELECT id FROM contribution WHERE movement = $movement AND id > $after ORDER BY id LIMIT $most";
constexpr sql::Text next_circles = "SELECT id FROM circle WHERE movement = $movement ORDER BY id LIMIT $most";
constexpr sql::Text next_concerns = "SELECT id FROM concern WHERE movement = $movement ORDER BY id LIMIT $most";
constexpr sql::Text of_concern = "SELECT participant FROM concern WHERE id = $id";
constexpr sql::Text looked_through = "SELECT erased_through FROM movement WHERE id = $movement";
constexpr sql::Text look_through = "UPDATE movement SET erased_through = $after WHERE id = $movement";
constexpr sql::Text nothing_left = "UPDATE movement SET erased = 1 WHERE id = $movement";
// No word of it, and no count.
constexpr sql::Text rest[] = {
    "DELETE FROM wave WHERE movement = $movement AND NOT EXISTS (SELECT 1 FROM contribution WHERE contribution.wave = wave.id)",
    "DELETE FROM wall WHERE movement = $movement",
    "DELETE FROM cell WHERE movement = $movement",
    "DELETE FROM held WHERE movement = $movement",
    "DELETE FROM imported_file WHERE movement = $movement",
};

/// Things of one kind, each with the participants around it.
void erase_each(Transaction& tx, MovementId movement, const std::vector<std::int64_t>& things, const sql::Text& around, const sql::Text& thing) {
    for (const auto id : things) {
        for (const auto participant : tx.all(around, {{"id", id}}, number_from)) tx.run(erase_participant, {{"id", participant}, {"movement", movement}});
        tx.run(thing, {{"id", id}});
    }
}

}  // namespace

bool erase_some(Transaction& tx, MovementId movement, int most) {
    const auto next = [&](const sql::Text& which) { return tx.all(which, {{"movement", movement}, {"most", most}}, number_from); };
    const auto after = tx.number(looked_through, {{"movement", movement}});
    const auto said = tx.all(next_contributions, {{"movement", movement}, {"after", after}, {"most", most}}, number_from);
    for (const auto id : said) {
        const auto around = tx.all(around_contribution, {{"id", id}}, number_from);
        tx.run(erase_concerns, {{"id", id}});   // it would be left without the words it is about
        for (const auto participant : around) tx.run(erase_participant, {{"id", participant}, {"movement", movement}});
        tx.run(erase_contribution, {{"id", id}});
    }
    if (!said.empty()) {
        tx.run(look_through, {{"movement", movement}, {"after", said.back()}});
        return true;
    }
    const auto circles = next(next_circles), concerns = next(next_concerns);
    erase_each(tx, movement, circles, in_circle, erase_circle);
    erase_each(tx, movement, concerns, of_concern, erase_concern);
    if (!circles.empty() || !concerns.empty()) return true;
    for (const auto& what : rest) tx.run(what, {{"movement", movement}});
    tx.run(nothing_left, {{"movement", movement}});
    return false;
}

}  // namespace himthough::store
