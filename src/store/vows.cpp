#include "store/vows.h"

#include "store/contribution_row.h"
#include "store/counts.h"

namespace himthough::store {
namespace {

constexpr sql::Text add = R"(
    INSERT INTO vow (contribution, movement, kind, action, shows, repeats, made, due)
    VALUES ($contribution, (SELECT movement FROM contribution WHERE id = $contribution), $kind, $action, $shows, $repeats, $made, $due)
)";
constexpr sql::Text change = "UPDATE vow SET kind = $kind, action = $action, shows = $shows, repeats = $repeats, due = $due WHERE id = $id";
constexpr sql::Text forget = "DELETE FROM vow WHERE contribution = $contribution AND stands = 0";
constexpr sql::Text stand = "UPDATE vow SET stands = 1, stood_on = $today WHERE contribution = $contribution AND stands = 0";

#define HIMTHOUGH_FOUND_VOWS \
    "SELECT v.id, v.kind, v.action, v.shows, v.repeats, v.made, v.due, v.stands, c.id, c.follows, c.participant, c.movement, c.language " \
    "FROM vow v JOIN contribution c ON c.id = v.contribution "
constexpr sql::Text found = HIMTHOUGH_FOUND_VOWS "WHERE v.id = $id";
constexpr sql::Text found_on = HIMTHOUGH_FOUND_VOWS "WHERE v.contribution = $contribution";

FoundVow found_vow_of(const sql::Row& row) {
    const auto contribution = row.integer(8);
    return {vow_of(row, 0), contribution, row.null(9) ? contribution : row.integer(9), row.integer(10), row.integer(11), std::string(row.text(12))};
}

// 7 is declined, 6 to change: what a reviewer did not let stand moves nothing.
constexpr sql::Text all_reports = "SELECT report, reported_on, witness_said FROM contribution WHERE of_vow = $vow AND state < 6 ORDER BY id";
constexpr sql::Text shown_reports = "SELECT report, reported_on, witness_shown FROM contribution WHERE of_vow = $vow AND state = 5 ORDER BY id";

constexpr sql::Text other_reports = R"(
    SELECT report, reported_on, witness_said FROM contribution WHERE of_vow = $vow AND state < 6 AND id <> $id ORDER BY id
)";

// It waits for its acknowledgement: with one that nobody can read, nobody could read it.
constexpr sql::Text accepted = R"(
    SELECT id, of_vow FROM contribution
    WHERE movement = $movement AND voice = 2 AND state = 4 AND follows IS NOT NULL
      AND EXISTS (SELECT 1 FROM contribution a WHERE a.id = contribution.follows AND a.state = 5)
    ORDER BY id
)";
constexpr sql::Text to_edition = "UPDATE contribution SET state = 5, edition = $edition WHERE id = $id";
constexpr sql::Text heard = "SELECT DISTINCT of_vow FROM contribution WHERE movement = $movement AND witness_said <> witness_shown AND state = 5";
constexpr sql::Text show_witness = "UPDATE contribution SET witness_shown = witness_said WHERE of_vow = $vow AND state = 5 AND witness_said <> witness_shown";

constexpr sql::Text move_to = "UPDATE vow SET state = $state WHERE id = $id AND state <> $state";
constexpr sql::Text mark_ended = "UPDATE vow SET ended = $event, ended_on = $today WHERE id = $id AND ended = 0";
constexpr sql::Text mark_witnessed = "UPDATE vow SET witnessed = 1, witnessed_on = $today WHERE id = $id AND witnessed = 0";
constexpr sql::Text came_due_alone = R"(
    UPDATE vow SET came_due = 1, came_due_on = $today
    WHERE id = $id AND came_due = 0 AND due > (SELECT due_through FROM movement WHERE movement.id = vow.movement)
)";
constexpr sql::Text stood_too_late = R"(
    UPDATE vow SET came_due = 1, came_due_on = $today
    WHERE contribution = $contribution AND due <= (SELECT due_through FROM movement WHERE movement.id = vow.movement)
)";
constexpr sql::Text was_due_on = R"(
    SELECT iif(v.came_due = 1, v.came_due_on, v.due) FROM vow v JOIN movement m ON m.id = v.movement
    WHERE v.contribution = $contribution AND (v.came_due = 1 OR v.due <= m.due_through)
)";
constexpr sql::Text next_days = R"(
    SELECT due, count(*) FROM vow
    WHERE movement = $movement AND stands = 1 AND came_due = 0
      AND due > (SELECT due_through FROM movement WHERE id = $movement) AND due <= $today
    GROUP BY due ORDER BY due LIMIT 14
)";
constexpr sql::Text counted_ahead = R"(
    UPDATE vow SET came_due = 1, came_due_on = due
    WHERE movement = $movement AND stands = 1 AND came_due = 0 AND due > $today
      AND due <= (SELECT due_through FROM movement WHERE id = $movement)
)";
constexpr sql::Text back_to = "UPDATE movement SET due_through = $today WHERE id = $movement AND due_through > $today";
constexpr sql::Text counted_through = "UPDATE movement SET due_through = $day WHERE id = $movement AND due_through < $day";

constexpr sql::Text asked = "SELECT asked FROM contribution WHERE id = $acknowledgement";
/// Counts what became of a vow, once more where its writer was asked to look back.
void count_with_asked(Transaction& tx, MovementId movement, ContributionId acknowledgement, Event event, Event if_asked, Day today) {
    count(tx, movement, event, today);
    if (tx.number(asked, {{"acknowledgement", acknowledgement}}) != 0) count(tx, movement, if_asked, today);
}

std::optional<Event> event_of_end(VowState state) {
    switch (state) {
        case VowState::kept: return Event::kept;
        case VowState::not_kept: return Event::not_kept;
        case VowState::withdrawn: return Event::withdrawn;
        case VowState::promised:
        case VowState::under_way: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

void settle_vow(Transaction& tx, VowId id, Day today) {
    const auto known = find_vow(tx, id);
    if (!known || !known->vow.stands) return;
    const auto now = standing(known->vow, reports_on(tx, id, true), today);
    tx.run(move_to, {{"id", id}, {"state", now.state}});
    if (const auto ended = event_of_end(now.state)) {
        if (tx.run(mark_ended, {{"id", id}, {"event", *ended}, {"today", today.number()}}) == 1) {
            if (*ended == Event::kept) count_with_asked(tx, known->movement, known->acknowledgement, *ended, Event::asked_kept, today);
            else count(tx, known->movement, *ended, today);
        }
        if (tx.run(came_due_alone, {{"id", id}, {"today", today.number()}}) == 1) count(tx, known->movement, Event::due, today);
    }
    if (now.witnessed && tx.run(mark_witnessed, {{"id", id}, {"today", today.number()}}) == 1) count(tx, known->movement, Event::kept_witnessed, today);
}

void add_vow(Transaction& tx, ContributionId contribution, const Vow& vow) {
    tx.run(add, {{"contribution", contribution}, {"kind", vow.kind}, {"action", vow.action}, {"shows", vow.shows}, {"repeats", vow.repeats},
                 {"made", vow.made.number()}, {"due", vow.due.number()}});
}

void set_vow(Transaction& tx, ContributionId contribution, const std::optional<Vow>& vow) {
    if (!vow || vow->id == 0) tx.run(forget, {{"contribution", contribution}});
    if (!vow) return;
    if (vow->id == 0) add_vow(tx, contribution, *vow);
    else
        tx.run(change, {{"id", vow->id}, {"kind", vow->kind}, {"action", vow->action}, {"shows", vow->shows}, {"repeats", vow->repeats}, {"due", vow->due.number()}});
}

void let_vow_stand(Transaction& tx, const Contribution& said, Day today) {
    if (tx.run(stand, {{"contribution", said.id}, {"today", today.number()}}) == 0) return;
    count_with_asked(tx, said.movement, said.follows.value_or(said.id), Event::vowed, Event::asked_vowed, today);
    if (tx.run(stood_too_late, {{"contribution", said.id}, {"today", today.number()}}) == 1) count(tx, said.movement, Event::due, today);
}

constexpr sql::Text wait = R"(
    UPDATE vow SET stands = 0, stood_on = NULL, came_due = 0, came_due_on = NULL WHERE contribution = $contribution AND stands = 1
)";
void let_vow_wait(Transaction& tx, const Contribution& said, Day stood_on) {
    const auto due = tx.one(was_due_on, {{"contribution", said.id}}, [](const sql::Row& row) { return day_of(row, 0); });
    if (tx.run(wait, {{"contribution", said.id}}) == 0) return;
    count(tx, said.movement, Event::vowed, stood_on, -1);
    if (tx.number(asked, {{"acknowledgement", said.follows.value_or(said.id)}}) != 0) count(tx, said.movement, Event::asked_vowed, stood_on, -1);
    if (due) count(tx, said.movement, Event::due, *due, -1);
}

std::optional<FoundVow> find_vow(Transaction& tx, VowId vow) {
    return tx.one(found, {{"id", vow}}, found_vow_of);
}

std::optional<FoundVow> find_vow_on(Transaction& tx, ContributionId contribution) {
    return tx.one(found_on, {{"contribution", contribution}}, found_vow_of);
}

namespace {

CheckIn check_in_of(const sql::Row& row) { return {row.as<Report>(0), day_of(row, 1), row.as<WitnessWord>(2)}; }

}  // namespace

std::vector<CheckIn> reports_on(Transaction& tx, VowId vow, bool shown) { return tx.all(shown ? shown_reports : all_reports, {{"vow", vow}}, check_in_of); }

std::vector<CheckIn> reports_besides(Transaction& tx, VowId vow, ContributionId check_in) {
    return tx.all(other_reports, {{"vow", vow}, {"id", check_in}}, check_in_of);
}

std::int64_t release_following(Transaction& tx, MovementId movement, std::int64_t edition, Day today) {
    struct Row {
        ContributionId id;
        std::optional<VowId> vow;
    };
    const auto rows = tx.all(accepted, {{"movement", movement}}, [](const sql::Row& row) {
        return Row{row.integer(0), row.null(1) ? std::nullopt : std::optional(row.integer(1))};
    });
    for (const auto& row : rows) tx.run(to_edition, {{"edition", edition}, {"id", row.id}});
    auto moved = tx.all(heard, {{"movement", movement}}, [](const sql::Row& row) { return row.integer(0); });
    const auto heard_of = static_cast<std::int64_t>(moved.size());
    for (const VowId vow : moved) tx.run(show_witness, {{"vow", vow}});
    for (const auto& row : rows)
        if (row.vow) moved.push_back(*row.vow);
    for (const VowId vow : moved) settle_vow(tx, vow, today);
    return static_cast<std::int64_t>(rows.size()) + heard_of;
}

std::int64_t count_next_due(Transaction& tx, MovementId movement, Day today) {
    // A clock that was ahead has counted days that are still to come. Those vows are marked by themselves, so that the day can go back for others.
    tx.run(counted_ahead, {{"movement", movement}, {"today", today.number()}});
    tx.run(back_to, {{"movement", movement}, {"today", today.number()}});
    std::int64_t vows = 0;
    Day through = today;
    for (const auto& [day, due] : tx.all(next_days, {{"movement", movement}, {"today", today.number()}},
                                         [](const sql::Row& row) { return std::pair(day_of(row, 0), row.integer(1)); })) {
        count(tx, movement, Event::due, day, due);
        through = day;
        vows += due;
    }
    tx.run(counted_through, {{"movement", movement}, {"day", through.number()}});
    return vows;
}

}  // namespace himthough::store
