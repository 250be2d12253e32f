#include "store/appeals.h"

#include "store/contribution_row.h"

namespace himthough::store {
namespace {

Appeal appeal_of(const sql::Row& row) {
    return {.contribution = row.integer(0), .revision = row.integer(1), .decided_by = row.integer(2), .first_by = row.integer(3),
            .words = row.null(4) ? "" : std::string(row.text(4)), .day = day_of(row, 5), .state = row.as<AppealState>(6)};
}

}  // namespace

constexpr sql::Text about = "SELECT contribution, revision, decided_by, first_by, words, day, state FROM appeal WHERE contribution = $id AND revision = $revision";
std::optional<Appeal> appeal_about(Transaction& tx, const Contribution& said) {
    return tx.one(about, {{"id", said.id}, {"revision", said.revision}}, appeal_of);
}

constexpr sql::Text set = R"(
    INSERT INTO appeal (contribution, revision, decided_by, first_by, words, day, state)
    VALUES ($id, $revision, $decided_by, $first_by, $words, $day, $state)
    ON CONFLICT (contribution) DO UPDATE SET revision = $revision, decided_by = $decided_by, first_by = $first_by, words = $words, day = $day,
        state = $state
)";
void set_appeal(Transaction& tx, const Appeal& made) {
    tx.run(set, {{"id", made.contribution}, {"revision", made.revision}, {"decided_by", made.decided_by}, {"first_by", made.first_by},
                 {"words", text_or_null(made.words)}, {"day", made.day.number()}, {"state", made.state}});
}

constexpr sql::Text carry = "UPDATE appeal SET revision = revision + 1 WHERE contribution = $id AND revision = $revision";
void carry_appeal(Transaction& tx, const Contribution& before) { tx.run(carry, {{"id", before.id}, {"revision", before.revision}}); }

constexpr sql::Text end = "UPDATE appeal SET state = $state, words = NULL WHERE contribution = $id";
void end_appeal(Transaction& tx, ContributionId id, AppealState state) { tx.run(end, {{"state", state}, {"id", id}}); }

constexpr sql::Text forget = "UPDATE appeal SET words = NULL WHERE contribution = $id AND revision <= $revision AND words IS NOT NULL";
std::int64_t forget_appeal_words(Transaction& tx, ContributionId id, std::int64_t revision) { return tx.run(forget, {{"id", id}, {"revision", revision}}); }

constexpr sql::Text waiting = R"(
    SELECT a.contribution, a.revision, a.decided_by, a.first_by, a.words, a.day, a.state FROM appeal a JOIN contribution c ON c.id = a.contribution
    WHERE a.state = 1 AND c.revision = a.revision AND c.state = 7 ORDER BY a.day, a.contribution LIMIT $most
)";
std::vector<Appeal> waiting_appeals(Transaction& tx, int most) { return tx.all(waiting, {{"most", most}}, appeal_of); }

}  // namespace himthough::store
