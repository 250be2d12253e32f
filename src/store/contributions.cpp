#include "store/contributions.h"

#include <algorithm>

#include "store/contribution_row.h"
#include "store/counts.h"
#include "store/opinions.h"
#include "store/pledges.h"
#include "store/queue.h"
#include "store/vows.h"

namespace himthough::store {

namespace {

bool needs_no_decision(State state) { return state == State::silent || state == State::sealed; }

// What came while a movement was read more slowly (held.h) counts when the desk says so, or when it is accepted.
constexpr sql::Text mark_counted = R"(
    UPDATE contribution SET counted = 1, counted_on = iif(follows IS NULL, $today, NULL), took_part = follows IS NULL AND NOT EXISTS (
        SELECT 1 FROM contribution o WHERE o.participant = contribution.participant AND o.movement = contribution.movement AND o.took_part = 1)
    WHERE id = $id AND (counted = 0 OR ($accepted AND counted <> 1))
)";
/// What is said in a voice counts when nobody has to decide about it (any more); what follows it does not count once more. From here on its
/// vow stands. A pledge is nobody's acknowledgement, and its vow stands when enough have joined (pledges.h).
void count_once(Transaction& tx, const Contribution& said, Day today, bool accepted) {
    if (said.pledge) return;
    if (tx.run(mark_counted, {{"id", said.id}, {"accepted", accepted}, {"today", today.number()}}) == 1 && !said.follows) {
        count_said(tx, said.id);
        if (said.asked) count(tx, said.movement, Event::asked_acknowledged, today);
    }
    if (said.vow) let_vow_stand(tx, said, today);
}

std::optional<sql::Blob> likeness_of(const Contribution& said) { return said.likeness ? std::optional(sql::Blob{bytes_of(*said.likeness)}) : std::nullopt; }
/// Only what waits is compared with others, and only as long as it does.
std::optional<sql::Blob> likeness_kept(const Contribution& said) { return said.state == State::waiting ? likeness_of(said) : std::nullopt; }

constexpr sql::Text add = R"(
    INSERT INTO contribution (participant, movement, voice, state, audience, answers, deed, language, day, note, words, sealed, counted, heed,
                              follows, of_vow, report, reported_on, asked, kind, answers_to,
                              likeness, country, counted_on, took_part)
    VALUES ($participant, $movement, $voice, $state, $audience, $answers, $deed, $language, $day, $note, $words, $sealed, $counted, $heed,
            $follows, $of_vow, $report, $reported_on, $asked, $kind, $answers_to,
            $likeness, $country, $counted_on, $counted_on IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM contribution o WHERE o.participant = $participant AND o.movement = $movement AND o.took_part = 1))
)";

}  // namespace

ContributionId add_contribution(Transaction& tx, const Contribution& said, Counting counting) {
    const bool counted = needs_no_decision(said.state) && counting == Counting::now && !said.follows;
    constexpr int is_held = 2;
    const int mark = needs_no_decision(said.state) && counting == Counting::held ? is_held : counted;
    const auto& check_in = said.check_in;
    const auto id = tx.insert(add, {{"participant", said.participant}, {"movement", said.movement}, {"voice", said.voice},
                                    {"state", said.state}, {"audience", said.audience}, {"answers", said.answers}, {"deed", said.deed},
                                    {"language", said.language}, {"day", said.day.number()}, {"note", said.note},
                                    {"words", text_or_null(said.words)}, {"sealed", blob_or_null(said.sealed)}, {"counted", mark}, {"heed", said.heed},
                                    {"follows", said.follows}, {"of_vow", said.of_vow},
                                    {"report", check_in ? std::optional(check_in->report) : std::nullopt},
                                    {"reported_on", check_in ? std::optional(check_in->on.number()) : std::nullopt},
                                    {"asked", said.asked}, {"kind", kind_of(said)}, {"answers_to", said.answers_to},
                                    {"likeness", likeness_kept(said)}, {"country", said.country},
                                    {"counted_on", counted ? std::optional(said.day.number()) : std::nullopt}});
    if (said.vow) add_vow(tx, id, *said.vow);
    if (said.pledge) add_pledge(tx, id, *said.pledge);
    if (counted) count_said(tx, id);
    if (said.state == State::waiting) count(tx, said.movement, Event::received, said.day);
    return id;
}

constexpr sql::Text find = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.id = $id";
std::optional<Contribution> find_contribution(Transaction& tx, ContributionId id) { return tx.one(find, {{"id", id}}, contribution_of); }

std::optional<Contribution> find_own(Transaction& tx, ParticipantId whose, ContributionId id) {
    auto said = find_contribution(tx, id);
    if (said && said->participant != whose) said.reset();
    return said;
}

constexpr sql::Text of_participant = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.participant = $participant ORDER BY c.id";
std::vector<Contribution> contributions_of(Transaction& tx, ParticipantId participant) {
    return tx.all(of_participant, {{"participant", participant}}, contribution_of);
}

constexpr sql::Text following = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.follows = $id ORDER BY c.id";
std::vector<Contribution> contributions_following(Transaction& tx, ContributionId acknowledgement) {
    return tx.all(following, {{"id", acknowledgement}}, contribution_of);
}

constexpr sql::Text vows_after = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.follows = $id AND c.of_vow IS NULL AND c.state = 5 ORDER BY c.id";
std::vector<Contribution> further_vows(Transaction& tx, ContributionId acknowledgement) {
    return tx.all(vows_after, {{"id", acknowledgement}}, contribution_of);
}

constexpr sql::Text newest_reports = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE c.of_vow = $vow AND c.state = 5 ORDER BY c.id DESC LIMIT $most";
std::vector<Contribution> last_check_ins(Transaction& tx, VowId vow, int most) {
    auto found = tx.all(newest_reports, {{"vow", vow}, {"most", most}}, contribution_of);
    std::ranges::reverse(found);
    return found;
}

constexpr sql::Text among = HIMTHOUGH_CONTRIBUTION_ROWS
    "WHERE c.movement = $movement AND c.audience = 2 AND c.state = 5 ORDER BY c.id DESC LIMIT $most";
std::vector<Contribution> among_survivors(Transaction& tx, MovementId movement, int most) {
    return tx.all(among, {{"movement", movement}, {"most", most}}, contribution_of);
}

constexpr sql::Text rewrite = R"(
    UPDATE contribution SET words = $words, sealed = $sealed, note = $note, deed = $deed, audience = $audience, answers = $answers,
        state = $state, heed = $heed, kind = $kind, likeness = $likeness, wave = NULL, revision = revision + 1,
        edition = NULL, place = NULL
    WHERE id = $id
)";
constexpr sql::Text waits = "SELECT count(*) FROM contribution WHERE id = $id AND state = 3";
void rewrite_contribution(Transaction& tx, const Contribution& said, Day today) {
    if (said.state == State::waiting && tx.number(waits, {{"id", said.id}}) == 0) count(tx, said.movement, Event::received, today);
    tx.run(rewrite, {{"words", text_or_null(said.words)}, {"sealed", blob_or_null(said.sealed)}, {"note", said.note}, {"deed", said.deed},
                     {"audience", said.audience}, {"answers", said.answers}, {"state", said.state}, {"heed", said.heed}, {"kind", kind_of(said)},
                     {"likeness", likeness_kept(said)}, {"id", said.id}});
    forget_opinion(tx, said.id);
    forget_undo(tx, said.id);
    set_to_writer(tx, said.id, "");
    set_vow(tx, said.id, said.vow);
    if (needs_no_decision(said.state)) count_once(tx, said, today, false);
}

constexpr sql::Text answers_text = "UPDATE contribution SET answers = $answers WHERE id = $id";
void set_answers(Transaction& tx, ContributionId id, Answers answers) { tx.run(answers_text, {{"answers", answers}, {"id", id}}); }

constexpr sql::Text state_text = "UPDATE contribution SET state = $state, likeness = iif($state = 3, likeness, NULL) WHERE id = $id";
void set_state(Transaction& tx, const Contribution& said, State state, Day today) {
    tx.run(state_text, {{"state", state}, {"id", said.id}});
    if (state == State::accepted) count_once(tx, said, today, true);
}

constexpr sql::Text counted_text = "SELECT counted = 1 FROM contribution WHERE id = $id";
bool is_counted(Transaction& tx, ContributionId id) { return tx.number(counted_text, {{"id", id}}) != 0; }

constexpr sql::Text uncount = "UPDATE contribution SET counted = 0, counted_on = NULL, took_part = 0 WHERE id = $id";
// Back to its wave too, if there is one to wait with.
constexpr sql::Text wait_again = R"(
    UPDATE contribution SET state = 3, likeness = $likeness, wave = (SELECT w.id FROM wave w WHERE w.id = contribution.wave AND w.apart = 0)
    WHERE id = $id
)";
void take_decision_back(Transaction& tx, const Contribution& said, Day decided_on, bool counted, bool stood) {
    tx.run(wait_again, {{"likeness", likeness_of(said)}, {"id", said.id}});
    if (stood) let_vow_wait(tx, said, decided_on);
    if (!counted || !is_counted(tx, said.id)) return;
    uncount_said(tx, said.id);
    tx.run(uncount, {{"id", said.id}});
    if (said.asked && !said.follows) count(tx, said.movement, Event::asked_acknowledged, decided_on, -1);
}

// It waits by itself, if it waits: whatever was said about it before was about another time.
constexpr sql::Text off = "UPDATE contribution SET state = $state, revision = revision + 1, edition = NULL, place = NULL, wave = NULL WHERE id = $id";
void take_off(Transaction& tx, ContributionId id, State state) {
    tx.run(off, {{"state", state}, {"id", id}});
    forget_opinion(tx, id);
    forget_undo(tx, id);
}

constexpr sql::Text erase = "DELETE FROM contribution WHERE id = $id";
void erase_contribution(Transaction& tx, ContributionId id) { tx.run(erase, {{"id", id}}); }

constexpr sql::Text stand = "UPDATE contribution SET stood = stood + 1 WHERE id = $id";
void add_stand(Transaction& tx, ContributionId id) { tx.run(stand, {{"id", id}}); }

}  // namespace himthough::store
