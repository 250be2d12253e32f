#include "store/queue.h"

#include "store/contribution_row.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }
Seconds time_of(std::int64_t seconds) { return Seconds(std::chrono::seconds(seconds)); }

// What somebody may see of it. Handed on by all who are here means handed on by nobody; of what waits for a second, all but the first.
#define HIMTHOUGH_FOR_ME(OTHERS, ALL_OF_THEM) \
    " AND (1 << c.kind) & $kinds <> 0 AND ($language = '' OR c.language = $language) " \
    "AND (1 << c.kind) & $aside = 0 AND ((c.note <> '') = 0 OR $aside & 1 = 0) " \
    "AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.contribution = c.id AND claim.reviewer <> $me AND claim.until > $now AND claim.until <= $latest) " \
    "AND (NOT EXISTS (SELECT 1 FROM handed_on h WHERE h.contribution = c.id AND h.reviewer = $me) " \
    "OR (SELECT count(*) FROM handed_on h JOIN reviewer r ON r.id = h.reviewer AND r.state = 1 AND r.role <= 2 WHERE h.contribution = c.id" OTHERS ") >= " ALL_OF_THEM ") "

}  // namespace

constexpr sql::Text waiting = HIMTHOUGH_CONTRIBUTION_ROWS
    "WHERE c.state = 3 AND c.wave IS NULL AND (c.heed < $heed OR (c.heed = $heed AND c.id > $after))" HIMTHOUGH_FOR_ME("", "$readers")
    "AND NOT EXISTS (SELECT 1 FROM opinion WHERE opinion.contribution = c.id) ORDER BY c.heed DESC, c.id LIMIT $most";
std::vector<Contribution> waiting_contributions(Transaction& tx, const QueueView& view, InQueue after, int most) {
    return tx.all(waiting, {{"heed", after.heed}, {"after", after.id}, {"kinds", view.kinds.bits}, {"language", view.language}, {"aside", view.aside.bits},
                            {"me", view.reviewer}, {"now", count(view.now)}, {"latest", count(view.now + claim_lives)}, {"readers", view.readers}, {"most", most}}, contribution_of);
}

// From the first words, which are few, to the texts: the + keeps the indexes of all that waits out of it.
#define HIMTHOUGH_FOR_SECOND "JOIN opinion o ON o.contribution = c.id WHERE c.id IN (SELECT contribution FROM opinion) AND +c.state = 3 AND +c.wave IS NULL "
#define HIMTHOUGH_FOR_MY_SECOND \
    HIMTHOUGH_FOR_SECOND "AND (o.reviewer <> $me OR $readers < 2)" HIMTHOUGH_FOR_ME(" AND h.reviewer <> o.reviewer", "$readers - 1")

constexpr sql::Text for_second = HIMTHOUGH_CONTRIBUTION_ROWS HIMTHOUGH_FOR_MY_SECOND "ORDER BY +c.heed DESC, +c.id LIMIT $most";
std::vector<Contribution> waiting_for_second(Transaction& tx, const QueueView& view, int most) {
    return tx.all(for_second, {{"kinds", view.kinds.bits}, {"language", view.language}, {"aside", view.aside.bits}, {"me", view.reviewer},
                               {"now", count(view.now)}, {"latest", count(view.now + claim_lives)}, {"readers", view.readers}, {"most", most}}, contribution_of);
}

constexpr sql::Text how_many_for_second =
    "SELECT (SELECT count(*) FROM contribution c " HIMTHOUGH_FOR_SECOND "), (SELECT count(*) FROM contribution c " HIMTHOUGH_FOR_MY_SECOND ")";
ForSecond count_for_second(Transaction& tx, const QueueView& view) {
    return tx.one(how_many_for_second, {{"kinds", view.kinds.bits}, {"language", view.language}, {"aside", view.aside.bits}, {"me", view.reviewer},
                                        {"now", count(view.now)}, {"latest", count(view.now + claim_lives)}, {"readers", view.readers}},
                  [](const sql::Row& row) { return ForSecond{row.integer(0), row.integer(1)}; }).value_or(ForSecond{});
}

constexpr sql::Text how_many_wait = R"(
    SELECT (SELECT count(*) FROM contribution WHERE state = 3 AND wave IS NULL) + (SELECT count(*) FROM contribution WHERE state = 3 AND wave IS NOT NULL)
)";
std::int64_t count_waiting(Transaction& tx) { return tx.number(how_many_wait); }

// One that lasts longer than any can was made before somebody set the clock back.
constexpr sql::Text reader = "SELECT reviewer FROM claim WHERE contribution = $id AND until > $now AND until <= $latest";
std::optional<ReviewerId> reader_of(Transaction& tx, ContributionId id, Seconds now) {
    return tx.one(reader, {{"id", id}, {"now", count(now)}, {"latest", count(now + claim_lives)}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text claim = R"(
    INSERT INTO claim (contribution, reviewer, until) VALUES ($id, $me, $until)
    ON CONFLICT (contribution) DO UPDATE SET reviewer = $me, until = $until
)";
void set_claim(Transaction& tx, ContributionId id, ReviewerId me, Seconds until) { tx.run(claim, {{"id", id}, {"me", me}, {"until", count(until)}}); }

constexpr sql::Text unclaim = "DELETE FROM claim WHERE contribution = $id";
void end_claim(Transaction& tx, ContributionId id) { tx.run(unclaim, {{"id", id}}); }

constexpr sql::Text unclaim_all = "DELETE FROM claim WHERE reviewer = $me";
void end_claims_of(Transaction& tx, ReviewerId me) { tx.run(unclaim_all, {{"me", me}}); }

constexpr sql::Text hand = "INSERT INTO handed_on (contribution, reviewer) VALUES ($id, $me) ON CONFLICT DO NOTHING";
void hand_on(Transaction& tx, ContributionId id, ReviewerId me) { tx.run(hand, {{"id", id}, {"me", me}}); }

constexpr sql::Text was_handed = "SELECT count(*) FROM handed_on WHERE contribution = $id";
bool was_handed_on(Transaction& tx, ContributionId id) { return tx.number(was_handed, {{"id", id}}) > 0; }

constexpr sql::Text reads = "SELECT items, began, last, heavy FROM reading WHERE reviewer = $me";
Reading reading_of(Transaction& tx, ReviewerId me) {
    return tx.one(reads, {{"me", me}}, [](const sql::Row& row) {
        return Reading{static_cast<int>(row.integer(0)), time_of(row.integer(1)), time_of(row.integer(2)), static_cast<int>(row.integer(3))};
    }).value_or(Reading{});
}

constexpr sql::Text has_read = R"(
    INSERT INTO reading (reviewer, items, began, last, heavy) VALUES ($me, $items, $began, $last, $heavy)
    ON CONFLICT (reviewer) DO UPDATE SET items = $items, began = $began, last = $last, heavy = $heavy
)";
void set_reading(Transaction& tx, ReviewerId me, const Reading& read) {
    tx.run(has_read, {{"me", me}, {"items", read.items}, {"began", count(read.began)}, {"last", count(read.last)}, {"heavy", read.heavy}});
}

constexpr sql::Text left_aside = "SELECT aside FROM reviewer WHERE id = $me";
ItemSet aside_of(Transaction& tx, ReviewerId me) { return {static_cast<std::uint32_t>(tx.number(left_aside, {{"me", me}}))}; }

constexpr sql::Text leave_aside = "UPDATE reviewer SET aside = $aside WHERE id = $me";
void set_aside(Transaction& tx, ReviewerId me, ItemSet aside) { tx.run(leave_aside, {{"aside", aside.bits}, {"me", me}}); }

constexpr sql::Text written = "SELECT words FROM to_writer WHERE contribution = $id";
std::string to_writer(Transaction& tx, ContributionId id) {
    return tx.one(written, {{"id", id}}, [](const sql::Row& row) { return std::string(row.text(0)); }).value_or("");
}

constexpr sql::Text unwrite = "DELETE FROM to_writer WHERE contribution = $id";
constexpr sql::Text write = "INSERT INTO to_writer (contribution, words) VALUES ($id, $words)";
void set_to_writer(Transaction& tx, ContributionId id, std::string_view words) {
    tx.run(unwrite, {{"id", id}});
    if (!words.empty()) tx.run(write, {{"id", id}, {"words", words}});
}

}  // namespace himthough::store
