#include "store/waves.h"

#include <algorithm>
#include <charconv>

#include "store/contribution_row.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }

/// "en,es": what group_concat gives.
template <class Use>
void each_of(std::string_view list, Use use) {
    for (std::size_t at = 0; at < list.size();) {
        const auto end = std::min(list.find(',', at), list.size());
        use(list.substr(at, end - at));
        at = end + 1;
    }
}

WaveInQueue wave_of_row(const sql::Row& row) {
    WaveInQueue wave{.id = row.integer(0), .movement = row.integer(1), .waiting = row.integer(2), .declined = row.integer(3),
                     .day = Day::from_number(static_cast<int>(row.integer(4))), .newest = row.integer(5), .languages{}, .kinds{}};
    each_of(row.text(6), [&](std::string_view language) { wave.languages.emplace_back(language); });
    each_of(row.text(7), [&](std::string_view kind) {
        int number = 0;
        std::from_chars(kind.data(), kind.data() + kind.size(), number);
        wave.kinds.add(static_cast<ItemKind>(number));
    });
    if (row.integer(8) != 0) wave.kinds.bits |= ItemSet::noted;
    return wave;
}

#define HIMTHOUGH_WAVE_ROWS \
    "SELECT w.id, w.movement, count(*), w.declined, min(c.day), max(c.joined), group_concat(DISTINCT c.language), group_concat(DISTINCT c.kind), max(c.note <> '') " \
    "FROM contribution c INDEXED BY contribution_in_wave JOIN wave w ON w.id = c.wave WHERE c.state = 3 AND c.wave IS NOT NULL "

}  // namespace

constexpr sql::Text all_waves = HIMTHOUGH_WAVE_ROWS "GROUP BY c.wave ORDER BY min(c.day), c.wave";
std::vector<WaveInQueue> waves_waiting(Transaction& tx) { return tx.all(all_waves, {}, wave_of_row); }

constexpr sql::Text one_wave = HIMTHOUGH_WAVE_ROWS "AND c.wave = $wave GROUP BY c.wave";
std::optional<WaveInQueue> wave_waiting(Transaction& tx, WaveId wave) { return tx.one(one_wave, {{"wave", wave}}, wave_of_row); }

constexpr sql::Text known = "SELECT id, movement, likeness, apart FROM (SELECT * FROM wave WHERE day >= $day ORDER BY id DESC LIMIT $most) ORDER BY joined DESC";
std::vector<KnownWave> waves_since(Transaction& tx, Day day, int most) {
    return tx.all(known, {{"day", day.number()}, {"most", most}},
                  [](const sql::Row& row) { return KnownWave{row.integer(0), row.integer(1), likeness_in(row, 2), row.integer(3) != 0}; });
}

constexpr sql::Text new_wave = "INSERT INTO wave (movement, likeness, day) VALUES ($movement, $likeness, $day)";
WaveId add_wave(Transaction& tx, const KnownWave& wave, Day day) {
    return tx.insert(new_wave, {{"movement", wave.movement}, {"likeness", sql::Blob{bytes_of(wave.likeness)}}, {"day", day.number()}});
}

constexpr sql::Text newest_alone =
    "SELECT id, movement, likeness FROM contribution INDEXED BY contribution_likeness WHERE likeness IS NOT NULL AND wave IS NULL ORDER BY id DESC LIMIT $most";
std::vector<Alone> alone(Transaction& tx, int most) {
    return tx.all(newest_alone, {{"most", most}}, [](const sql::Row& row) { return Alone{row.integer(0), row.integer(1), likeness_in(row, 2)}; });
}

// Whoever copies what a reviewer accepted once cannot drag it into their wave when its writer changes a word.
constexpr sql::Text join = R"(
    UPDATE contribution SET wave = $wave, joined = (SELECT joined + 1 FROM wave WHERE id = $wave)
    WHERE id = $id AND state = 3 AND wave IS NULL AND likeness = $likeness AND found_to_stand = 0
    AND EXISTS (SELECT 1 FROM wave WHERE id = $wave AND apart = 0)
    AND NOT EXISTS (SELECT 1 FROM opinion WHERE opinion.contribution = $id)
    AND NOT EXISTS (SELECT 1 FROM record WHERE about = $id AND did IN (1, 4, 5))
)";
constexpr sql::Text one_more = "UPDATE wave SET joined = joined + 1 WHERE id = $wave";
bool join_wave(Transaction& tx, const Alone& one, WaveId wave) {
    const bool joined = tx.run(join, {{"wave", wave}, {"id", one.id}, {"likeness", sql::Blob{bytes_of(one.likeness)}}}) == 1;
    if (joined) tx.run(one_more, {{"wave", wave}});
    return joined;
}

#define HIMTHOUGH_IN_WAVE "FROM contribution INDEXED BY contribution_in_wave WHERE state = 3 AND wave IS NOT NULL AND wave = $wave "
constexpr sql::Text in_wave = "SELECT id " HIMTHOUGH_IN_WAVE "AND id > $after AND joined <= $newest ORDER BY id LIMIT $most";
std::vector<ContributionId> waiting_in_wave(Transaction& tx, WaveId wave, ContributionId after, std::int64_t newest, int most) {
    return tx.all(in_wave, {{"wave", wave}, {"after", after}, {"newest", newest}, {"most", most}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text up_to = "SELECT count(*) " HIMTHOUGH_IN_WAVE "AND joined <= $newest";
std::int64_t count_in_wave(Transaction& tx, WaveId wave, std::int64_t newest) { return tx.number(up_to, {{"wave", wave}, {"newest", newest}}); }

constexpr sql::Text at_place = "SELECT id " HIMTHOUGH_IN_WAVE "ORDER BY id LIMIT 1 OFFSET $place";
std::optional<ContributionId> one_in_wave(Transaction& tx, WaveId wave, std::int64_t place) {
    return tx.one(at_place, {{"wave", wave}, {"place", place}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text leave = "UPDATE contribution SET wave = NULL, likeness = NULL WHERE id = $id";
void leave_wave(Transaction& tx, ContributionId id) { tx.run(leave, {{"id", id}}); }

constexpr sql::Text newest_in = "SELECT likeness FROM contribution INDEXED BY contribution_in_wave WHERE state = 3 AND wave IS NOT NULL AND wave = $wave "
                                 "ORDER BY id DESC LIMIT $most";
std::vector<Likeness> likenesses_in(Transaction& tx, WaveId wave, int most) {
    return tx.all(newest_in, {{"wave", wave}, {"most", most}}, [](const sql::Row& row) { return likeness_in(row, 0); });
}

constexpr sql::Text moved = "UPDATE wave SET likeness = $likeness WHERE id = $wave";
void set_likeness(Transaction& tx, WaveId wave, const Likeness& likeness) { tx.run(moved, {{"wave", wave}, {"likeness", sql::Blob{bytes_of(likeness)}}}); }

constexpr sql::Text apart = "UPDATE wave SET apart = 1 WHERE id = $wave";
void set_apart(Transaction& tx, WaveId wave) { tx.run(apart, {{"wave", wave}}); }

constexpr sql::Text more_declined = "UPDATE wave SET declined = declined + $many WHERE id = $wave";
void add_declined(Transaction& tx, WaveId wave, std::int64_t how_many) { tx.run(more_declined, {{"wave", wave}, {"many", how_many}}); }

constexpr sql::Text sampled = R"(
    SELECT s.contribution FROM wave_sample s JOIN contribution c ON c.id = s.contribution
    WHERE s.wave = $wave AND s.reviewer = $me AND c.state = 3 AND c.wave = $wave ORDER BY s.contribution
)";
std::vector<ContributionId> sample_of(Transaction& tx, WaveId wave, ReviewerId me) {
    return tx.all(sampled, {{"wave", wave}, {"me", me}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text unsample = "DELETE FROM wave_sample WHERE wave = $wave AND reviewer = $me";
constexpr sql::Text sample = "INSERT INTO wave_sample (wave, reviewer, contribution) VALUES ($wave, $me, $id)";
void set_sample(Transaction& tx, WaveId wave, ReviewerId me, const std::vector<ContributionId>& drawn) {
    tx.run(unsample, {{"wave", wave}, {"me", me}});
    for (const auto id : drawn) tx.run(sample, {{"wave", wave}, {"me", me}, {"id", id}});
}

namespace {

WaveDecision decision_of_row(const sql::Row& row) {
    return {.id = row.integer(0), .wave = row.integer(1), .reviewer = row.integer(2), .step = row.as<WaveStep>(3),
            .reason = row.null(4) ? std::nullopt : std::optional(row.as<Reason>(4)), .to_writer = std::string(row.text(5)), .model = row.integer(6),
            .revision = row.integer(7), .newest = row.integer(8), .after = row.integer(9), .done = row.integer(10) != 0,
            .until = Seconds(std::chrono::seconds(row.integer(11)))};
}

}  // namespace

#define HIMTHOUGH_WAVE_DECISIONS "SELECT id, wave, reviewer, step, reason, to_writer, model, revision, newest, after, done, until FROM wave_decision "
constexpr sql::Text on_wave = HIMTHOUGH_WAVE_DECISIONS "WHERE wave = $wave AND done = 0";
bool is_being_decided(Transaction& tx, WaveId wave) { return tx.one(on_wave, {{"wave", wave}}, decision_of_row).has_value(); }

constexpr sql::Text one_decision = HIMTHOUGH_WAVE_DECISIONS "WHERE id = $id";
std::optional<WaveDecision> wave_decision(Transaction& tx, std::int64_t id) { return tx.one(one_decision, {{"id", id}}, decision_of_row); }

constexpr sql::Text past = "DELETE FROM wave_decision WHERE done = 1 AND until <= $now";
constexpr sql::Text add_decision = R"(
    INSERT INTO wave_decision (wave, reviewer, step, reason, to_writer, model, revision, newest, after, done, until)
    VALUES ($wave, $reviewer, $step, $reason, $to_writer, $model, $revision, $newest, $after, 0, $until)
)";
std::int64_t add_wave_decision(Transaction& tx, const WaveDecision& made, Seconds now) {
    tx.run(past, {{"now", count(now)}});
    return tx.insert(add_decision, {{"wave", made.wave}, {"reviewer", made.reviewer}, {"step", made.step}, {"reason", made.reason}, {"to_writer", made.to_writer},
                                    {"model", made.model}, {"revision", made.revision}, {"newest", made.newest}, {"after", made.after}, {"until", count(made.until)}});
}

constexpr sql::Text further = "UPDATE wave_decision SET step = $step, after = $after, done = $done, to_writer = iif($done, '', to_writer) WHERE id = $id";
void keep_progress(Transaction& tx, const WaveDecision& made) {
    tx.run(further, {{"id", made.id}, {"step", made.step}, {"after", made.after}, {"done", made.done}});
}

constexpr sql::Text under_way = HIMTHOUGH_WAVE_DECISIONS "WHERE done = 0 ORDER BY id LIMIT 1";
std::optional<WaveDecision> unfinished_wave_decision(Transaction& tx) { return tx.one(under_way, {}, decision_of_row); }

constexpr sql::Text to_undo = HIMTHOUGH_WAVE_DECISIONS "WHERE reviewer = $me AND until > $now AND step IN (1, 3) ORDER BY until DESC, id DESC LIMIT 5";
std::vector<WaveDecision> waves_to_undo(Transaction& tx, ReviewerId me, Seconds now) {
    return tx.all(to_undo, {{"me", me}, {"now", count(now)}}, decision_of_row);
}

constexpr sql::Text undoable = R"(
    SELECT contribution FROM undo WHERE with_wave IS NOT NULL AND with_wave = $id AND contribution > $after
    UNION SELECT contribution FROM opinion WHERE with_wave IS NOT NULL AND with_wave = $id AND contribution > $after
    ORDER BY contribution LIMIT $most
)";
std::vector<ContributionId> decided_with(Transaction& tx, std::int64_t decision, ContributionId after, int most) {
    return tx.all(undoable, {{"id", decision}, {"after", after}, {"most", most}}, [](const sql::Row& row) { return row.integer(0); });
}

}  // namespace himthough::store
