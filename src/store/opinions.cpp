#include "store/opinions.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }

Undo undo_of_row(const sql::Row& row) {
    return {.contribution = row.integer(0), .reviewer = row.integer(1), .until = Seconds(std::chrono::seconds(row.integer(2))),
            .day = Day::from_number(static_cast<int>(row.integer(3))), .decision = row.as<Decision>(4), .counted = row.integer(5) != 0,
            .stood = row.integer(6) != 0};
}

}  // namespace

constexpr sql::Text opinion = "SELECT reviewer, revision, decision, reason, note, to_writer FROM opinion WHERE contribution = $id";
std::optional<Opinion> opinion_on(Transaction& tx, ContributionId id) {
    return tx.one(opinion, {{"id", id}}, [](const sql::Row& row) {
        return Opinion{row.integer(0), row.integer(1),
                       {.decision = row.as<Decision>(2), .reason = row.null(3) ? std::nullopt : std::optional(row.as<Reason>(3)),
                        .note = std::string(row.text(4)), .to_writer = std::string(row.text(5))}};
    });
}

constexpr sql::Text forget = "DELETE FROM opinion WHERE contribution = $id";
void forget_opinion(Transaction& tx, ContributionId id) { tx.run(forget, {{"id", id}}); }

constexpr sql::Text would = R"(
    INSERT INTO opinion (contribution, reviewer, revision, decision, reason, note, to_writer)
    VALUES ($id, $reviewer, $revision, $decision, $reason, $note, $to_writer)
)";
void set_opinion(Transaction& tx, ContributionId id, const Opinion& one) {
    forget_opinion(tx, id);
    tx.run(would, {{"id", id}, {"reviewer", one.reviewer}, {"revision", one.revision}, {"decision", one.decided.decision},
                   {"reason", one.decided.reason}, {"note", one.decided.note}, {"to_writer", one.decided.to_writer}});
}

constexpr sql::Text undoable = R"(
    INSERT INTO undo (contribution, reviewer, until, day, decision, counted, stood)
    VALUES ($contribution, $reviewer, $until, $day, $decision, $counted, $stood)
)";
void keep_undo(Transaction& tx, const Undo& undo) {
    forget_undo(tx, undo.contribution);
    tx.run(undoable, {{"contribution", undo.contribution}, {"reviewer", undo.reviewer}, {"until", count(undo.until)}, {"day", undo.day.number()},
                      {"decision", undo.decision}, {"counted", undo.counted}, {"stood", undo.stood}});
}

#define HIMTHOUGH_UNDO_ROWS "SELECT contribution, reviewer, until, day, decision, counted, stood FROM undo "
constexpr sql::Text one_undo = HIMTHOUGH_UNDO_ROWS "WHERE contribution = $id";
std::optional<Undo> undo_of(Transaction& tx, ContributionId id) { return tx.one(one_undo, {{"id", id}}, undo_of_row); }

constexpr sql::Text my_undos = HIMTHOUGH_UNDO_ROWS "WHERE reviewer = $me AND until > $now ORDER BY until DESC, contribution DESC LIMIT 5";
std::vector<Undo> undos_of(Transaction& tx, ReviewerId me, Seconds now) { return tx.all(my_undos, {{"me", me}, {"now", count(now)}}, undo_of_row); }

constexpr sql::Text done_with = "DELETE FROM undo WHERE contribution = $id";
void forget_undo(Transaction& tx, ContributionId id) { tx.run(done_with, {{"id", id}}); }

constexpr sql::Text ended = "DELETE FROM undo WHERE until <= $now";
void forget_undos(Transaction& tx, Seconds now) { tx.run(ended, {{"now", count(now)}}); }

}  // namespace himthough::store
