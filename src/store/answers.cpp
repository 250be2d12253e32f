#include "store/answers.h"

#include "store/contribution_row.h"

// May whoever wrote the answer `c` answer `s`? 1 is nobody, 2 people who said me too in that movement, 3 anyone.
#define HIMTHOUGH_INVITED \
    "(s.answers = 3 OR (s.answers = 2 AND EXISTS (SELECT 1 FROM contribution m " \
    "WHERE m.participant = c.participant AND m.movement = s.movement AND m.voice = 1)))"

namespace himthough::store {

constexpr sql::Text shown = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.answers_to = $to AND c.state = 5 ORDER BY c.day, c.edition, c.turn";
std::vector<Contribution> shown_answers(Transaction& tx, ContributionId to) { return tx.all(shown, {{"to", to}}, contribution_of); }

constexpr sql::Text mine = HIMTHOUGH_CONTRIBUTION_ROWS
    "WHERE c.answers_to = $to AND (c.state = 5 OR (c.state = 4 AND c.hidden = 1)) ORDER BY c.day, c.turn";
std::vector<Contribution> answers_to_mine(Transaction& tx, ContributionId to) { return tx.all(mine, {{"to", to}}, contribution_of); }

constexpr sql::Text by = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.answers_to = $to AND c.participant = $participant";
std::optional<Contribution> answer_by(Transaction& tx, ParticipantId participant, ContributionId to) {
    return tx.one(by, {{"to", to}, {"participant", participant}}, contribution_of);
}

constexpr sql::Text take_off = "UPDATE contribution SET state = 4, edition = NULL WHERE answers_to = $to AND state = 5";
void take_off_answers(Transaction& tx, ContributionId to) { tx.run(take_off, {{"to", to}}); }

constexpr sql::Text uninvited = R"(
    UPDATE contribution AS c SET state = 4, edition = NULL
    WHERE c.answers_to = $to AND c.state = 5
      AND NOT EXISTS (SELECT 1 FROM contribution s WHERE s.id = $to AND )" HIMTHOUGH_INVITED ")";
void take_off_uninvited(Transaction& tx, ContributionId to) { tx.run(uninvited, {{"to", to}}); }

constexpr sql::Text hide = R"(
    UPDATE contribution SET hidden = $hidden, edition = CASE state WHEN 5 THEN NULL ELSE edition END, state = CASE state WHEN 5 THEN 4 ELSE state END
    WHERE id = $id
)";
void set_hidden(Transaction& tx, ContributionId answer, bool hidden) { tx.run(hide, {{"hidden", hidden}, {"id", answer}}); }

constexpr sql::Text accepted = R"(
    SELECT c.id, c.audience FROM contribution c JOIN contribution s ON s.id = c.answers_to
    WHERE c.movement = $movement AND c.voice = 4 AND c.state = 4 AND c.hidden = 0 AND s.place IS NOT NULL AND )" HIMTHOUGH_INVITED;
std::vector<Accepted> accepted_answers(Transaction& tx, MovementId movement) {
    return tx.all(accepted, {{"movement", movement}}, [](const sql::Row& row) { return Accepted{row.integer(0), row.as<Audience>(1)}; });
}

constexpr sql::Text to_edition = "UPDATE contribution SET state = 5, edition = $edition, turn = $turn WHERE id = $id";
void release_answers(Transaction& tx, std::int64_t edition, const std::vector<Accepted>& in_order) {
    std::int64_t turn = 0;
    for (const auto& one : in_order) tx.run(to_edition, {{"edition", edition}, {"turn", ++turn}, {"id", one.id}});
}

}  // namespace himthough::store
