#include "store/opinions.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }

Undo undo_of_row(const sql::Row& row) {
    return {.contribution = row.integer(0), .reviewer = row.integer(1), .until = Seconds(std::chrono::seconds(row.integer(2))),
            .day = Day::from_number(static_cast<int>(row.integer(3))), .decision = row.as<Decision>(4), .counted = row.integer(5) != 0,
            .stood = row.integer(6) != 0, .with_wave = row.null(7) ? std::nullopt : std::optional(row.integer(7))};
}

}  // namespace

constexpr sql::Text opinion = "SELECT reviewer, decision, reason, note, to_writer, with_wave FROM opinion WHERE contribution = $id";
std::optional<Opinion> opinion_on(Transaction& tx, ContributionId id) {
    return tx.one(opinion, {{"id", id}}, [](const sql::Row& row) {
        return Opinion{row.integer(0), {.decision = row.as<Decision>(1), .reason = row.null(2) ? std::nullopt : std::optional(row.as<Reason>(2)),
                                        .note = std::string(row.text(3)), .to_writer = std::string(row.text(4))},
                       row.null(5) ? std::nullopt : std::optional(row.integer(5))};
    });
}

constexpr sql::Text forget = "DELETE FROM opinion WHERE contribution = $id";
void forget_opinion(Transaction& tx, ContributionId id) { tx.run(forget, {{"id", id}}); }

constexpr sql::Text forget_all = "DELETE FROM opinion WHERE reviewer = $who AND contribution IN (SELECT id FROM contribution WHERE state = 3)";
void forget_opinions_of(Transaction& tx, ReviewerId who) { tx.run(forget_all, {{"who", who}}); }

constexpr sql::Text would = R"(
    INSERT INTO opinion (contribution, reviewer, decision, reason, note, to_writer, with_wave)
    VALUES ($id, $reviewer, $decision, $reason, $note, $to_writer, $with_wave)
)";
void set_opinion(Transaction& tx, ContributionId id, const Opinion& one) {
    forget_opinion(tx, id);
    tx.run(would, {{"id", id}, {"reviewer", one.reviewer}, {"decision", one.decided.decision},
                   {"reason", one.decided.reason}, {"note", one.decided.note}, {"to_writer", one.decided.to_writer}, {"with_wave", one.with_wave}});
}

constexpr sql::Text undoable = R"(
    INSERT INTO undo (contribution, reviewer, until, day, decision, counted, stood, with_wave)
    VALUES ($contribution, $reviewer, $until, $day, $decision, $counted, $stood, $with_wave)
)";
void keep_undo(Transaction& tx, const Undo& undo) {
    forget_undo(tx, undo.contribution);
    tx.run(undoable, {{"contribution", undo.contribution}, {"reviewer", undo.reviewer}, {"until", count(undo.until)}, {"day", undo.day.number()},
                      {"decision", undo.decision}, {"counted", undo.counted}, {"stood", undo.stood}, {"with_wave", undo.with_wave}});
}

#define HIMTHOUGH_UNDO_ROWS "SELECT contribution, reviewer, until, day, decision, counted, stood, with_wave FROM undo "
constexpr sql::Text one_undo = HIMTHOUGH_UNDO_ROWS "WHERE contribution = $id";
std::optional<Undo> undo_of(Transaction& tx, ContributionId id) { return tx.one(one_undo, {{"id", id}}, undo_of_row); }

constexpr sql::Text my_undos = HIMTHOUGH_UNDO_ROWS "WHERE with_wave IS NULL AND reviewer = $me AND until > $now ORDER BY until DESC, contribution DESC LIMIT 5";
std::vector<Undo> undos_of(Transaction& tx, ReviewerId me, Seconds now) { return tx.all(my_undos, {{"me", me}, {"now", count(now)}}, undo_of_row); }

constexpr sql::Text done_with = "DELETE FROM undo WHERE contribution = $id";
void forget_undo(Transaction& tx, ContributionId id) { tx.run(done_with, {{"id", id}}); }

constexpr sql::Text ended = "DELETE FROM undo WHERE until <= $now";
constexpr sql::Text first_words = "DELETE FROM opinion WHERE contribution IN (SELECT contribution FROM undo WHERE until <= $now)";
void forget_undos(Transaction& tx, Seconds now) {
    tx.run(first_words, {{"now", count(now)}});
    tx.run(ended, {{"now", count(now)}});
}

}  // namespace himthough::store
