#include "store/concerns.h"

#include "store/concern_row.h"

namespace himthough::store {
namespace {

Reported reported_from(const sql::Row& row) { return {row.integer(0), row.integer(1), row.integer(2), row.integer(3)}; }

// What is shown, and as it was when somebody reported it.
#define HIMTHOUGH_WAITING "n.state = 1 AND c.revision = n.revision AND c.state = 5"
#define HIMTHOUGH_REPORTED(which) \
    "SELECT contribution, sum(reports), max(reports), min(first) FROM (SELECT n.contribution, n.day, count(*) AS reports, min(n.id) AS first " \
    "FROM concern n JOIN contribution c ON c.id = n.contribution WHERE " HIMTHOUGH_WAITING which " GROUP BY n.contribution, n.day) " \
    "GROUP BY contribution HAVING min(first) > $after ORDER BY min(first) LIMIT $most"

}  // namespace

constexpr sql::Text add = R"(
    INSERT INTO concern (participant, contribution, revision, reason, words, day, state, decided, movement, wish, alike)
    VALUES ($participant, $contribution, $revision, $reason, $words, $day, $state, $decided, $movement, $wish, $alike)
)";
void add_concern(Transaction& tx, ParticipantId participant, const Concern& concern) {
    const bool waits = concern.state == ConcernState::waits || concern.state == ConcernState::sought;
    const auto number_or_null = [](std::int64_t number) { return number ? std::optional(number) : std::nullopt; };
    tx.run(add, {{"participant", participant}, {"contribution", concern.contribution}, {"revision", concern.revision}, {"reason", concern.reason},
                 {"words", text_or_null(concern.words)}, {"day", concern.day.number()}, {"state", concern.state},
                 {"decided", waits ? std::nullopt : std::optional(concern.day.number())},
                 {"movement", number_or_null(concern.movement)}, {"wish", concern.wish}, {"alike", number_or_null(concern.alike)}});
}

constexpr sql::Text by_participant =
    HIMTHOUGH_CONCERN_ROWS("CASE WHEN n.state <> 1 THEN n.state WHEN c.id IS NULL THEN 6 WHEN c.revision <> n.revision OR c.state <> 5 THEN 5 ELSE 1 END")
    "LEFT JOIN contribution c ON c.id = n.contribution WHERE n.participant = $participant";
std::optional<Concern> concern_of(Transaction& tx, ParticipantId participant) { return tx.one(by_participant, {{"participant", participant}}, concern_from); }

constexpr sql::Text all_reported = HIMTHOUGH_REPORTED("");
std::vector<Reported> reported_contributions(Transaction& tx, ConcernId after, int most) { return tx.all(all_reported, {{"after", after}, {"most", most}}, reported_from); }

constexpr sql::Text one_reported = HIMTHOUGH_REPORTED(" AND n.contribution = $contribution");
std::optional<Reported> find_reported(Transaction& tx, ContributionId contribution) {
    return tx.one(one_reported, {{"after", 0}, {"most", 1}, {"contribution", contribution}}, reported_from);
}

constexpr sql::Text waiting = HIMTHOUGH_CONCERN_ROWS("n.state") "JOIN contribution c ON c.id = n.contribution "
    "WHERE n.contribution = $contribution AND " HIMTHOUGH_WAITING " ORDER BY n.id LIMIT $most";
std::vector<Concern> waiting_concerns(Transaction& tx, ContributionId contribution, int most) {
    return tx.all(waiting, {{"contribution", contribution}, {"most", most}}, concern_from);
}

constexpr sql::Text to_replace = HIMTHOUGH_CONCERN_ROWS("n.state") "WHERE n.contribution = $contribution AND n.state = 7 AND n.revision = $revision - 1 ORDER BY n.id LIMIT $most";
std::vector<Concern> concerns_to_replace(Transaction& tx, const Contribution& said, int most) {
    return tx.all(to_replace, {{"contribution", said.id}, {"revision", said.revision}, {"most", most}}, concern_from);
}

constexpr sql::Text reasons = "SELECT DISTINCT n.reason FROM concern n JOIN contribution c ON c.id = n.contribution "
    "WHERE n.contribution = $contribution AND " HIMTHOUGH_WAITING " ORDER BY n.reason";
std::vector<std::optional<Reason>> waiting_reasons(Transaction& tx, ContributionId contribution) {
    return tx.all(reasons, {{"contribution", contribution}}, [](const sql::Row& row) { return row.null(0) ? std::nullopt : std::optional(row.as<Reason>(0)); });
}

constexpr sql::Text settle = R"(
    UPDATE concern SET state = $state, decided = $today
    WHERE contribution = $contribution AND state = 1 AND (id <= $read_up_to OR words IS NULL)
      AND revision = (SELECT revision FROM contribution c WHERE c.id = $contribution AND c.state = 5)
)";
bool settle_concerns(Transaction& tx, ContributionId contribution, ConcernId read_up_to, ConcernState state, Day today) {
    return tx.run(settle, {{"contribution", contribution}, {"read_up_to", read_up_to}, {"state", state}, {"today", today.number()}}) > 0;
}

constexpr sql::Text latch = "UPDATE contribution SET found_to_stand = $revision WHERE id = $id";
void let_stand(Transaction& tx, ContributionId id, std::int64_t revision) { tx.run(latch, {{"id", id}, {"revision", revision}}); }

constexpr sql::Text latched = "SELECT count(*) FROM contribution WHERE id = $id AND found_to_stand = $revision";
bool was_found_to_stand(Transaction& tx, ContributionId id, std::int64_t revision) { return tx.number(latched, {{"id", id}, {"revision", revision}}) > 0; }

constexpr sql::Text old = R"(
    SELECT n.id FROM concern n LEFT JOIN contribution c ON c.id = n.contribution
    WHERE n.words IS NOT NULL AND n.day <= $day
      AND (n.decided <= $day OR (n.state = 1 AND (c.id IS NULL OR c.revision <> n.revision OR c.state <> 5)))
    ORDER BY n.id LIMIT $most
)";
std::vector<ConcernId> concerns_to_forget(Transaction& tx, Day day, int most) {
    return tx.all(old, {{"day", day.number()}, {"most", most}}, [](const sql::Row& row) { return row.integer(0); });
}

// A description that comes back with a backup after it was answered and forgotten: nobody could look for anything any more.
constexpr sql::Text forget = R"(
    UPDATE concern SET words = NULL, alike = NULL, state = CASE state WHEN 8 THEN 10 ELSE state END WHERE id = $id AND words IS NOT NULL
)";
std::int64_t forget_concern_words(Transaction& tx, ConcernId id) { return tx.run(forget, {{"id", id}}); }

}  // namespace himthough::store
