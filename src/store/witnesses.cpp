#include "store/witnesses.h"

namespace himthough::store {
namespace {

std::optional<sql::Blob> blob(const std::optional<Hash>& hash) { return hash ? std::optional(sql::Blob{bytes_of(*hash)}) : std::nullopt; }

WitnessRow witness_row(const sql::Row& row) {
    WitnessRow found{row.integer(0), row.integer(1), row.as<WitnessState>(2), std::nullopt, Day::from_number(static_cast<int>(row.integer(4)))};
    if (!row.null(3)) found.participant = row.integer(3);
    if (found.state == WitnessState::witness && !found.participant) found.state = WitnessState::over;
    return found;
}

}  // namespace

constexpr sql::Text forget_unagreed = "DELETE FROM witness WHERE vow = $vow AND state <> 3";
constexpr sql::Text add_one = "INSERT INTO witness (vow, state, link, made) VALUES ($vow, 1, $link, $made)";
void add_witness(Transaction& tx, VowId vow, const Hash& link, Day today) {
    forget_witness_link(tx, vow);
    tx.run(add_one, {{"vow", vow}, {"link", sql::Blob{bytes_of(link)}}, {"made", today.number()}});
}

void forget_witness_link(Transaction& tx, VowId vow) { tx.run(forget_unagreed, {{"vow", vow}}); }

constexpr sql::Text unanswered = "SELECT id, vow, state, participant, made FROM witness WHERE link = $link AND looker IS NULL AND state = 1";
constexpr sql::Text answered_by = R"(
    SELECT id, vow, state, participant, made FROM witness
    WHERE link = $link AND (looker = $looker OR (looker IS NULL AND state = 1))
)";
std::optional<WitnessRow> find_witness_link(Transaction& tx, const Hash& link, const std::optional<Hash>& looker) {
    if (!looker) return tx.one(unanswered, {{"link", sql::Blob{bytes_of(link)}}}, witness_row);
    return tx.one(answered_by, {{"link", sql::Blob{bytes_of(link)}}, {"looker", sql::Blob{bytes_of(*looker)}}}, witness_row);
}

constexpr sql::Text last_of = "SELECT id, vow, state, participant, made FROM witness WHERE vow = $vow ORDER BY id DESC LIMIT 1";
std::optional<WitnessRow> witness_of(Transaction& tx, VowId vow) { return tx.one(last_of, {{"vow", vow}}, witness_row); }

constexpr sql::Text looked_at = "SELECT vow FROM witness WHERE participant = $participant AND state = 3 ORDER BY id";
std::vector<VowId> looked_at_by(Transaction& tx, ParticipantId participant) {
    return tx.all(looked_at, {{"participant", participant}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text move_one = "UPDATE witness SET state = $state, participant = $participant, looker = coalesce($looker, looker) WHERE id = $id";
void set_witness(Transaction& tx, const WitnessRow& witness, const std::optional<Hash>& looker) {
    tx.run(move_one, {{"id", witness.id}, {"state", witness.state}, {"participant", witness.participant}, {"looker", blob(looker)}});
}

constexpr sql::Text seen = "SELECT id, witness_said, witness FROM contribution WHERE of_vow = $vow AND state IN (4, 5) ORDER BY id";
std::vector<SeenCheckIn> seen_check_ins(Transaction& tx, VowId vow) {
    return tx.all(seen, {{"vow", vow}}, [](const sql::Row& row) {
        return SeenCheckIn{row.integer(0), row.as<WitnessWord>(1), row.null(2) ? std::nullopt : std::optional(row.integer(2))};
    });
}

constexpr sql::Text say = "UPDATE contribution SET witness_said = $word, witness = $witness WHERE id = $id AND (witness IS NULL OR witness = $witness)";
bool set_witness_word(Transaction& tx, ContributionId check_in, WitnessWord word, std::int64_t witness) {
    return tx.run(say, {{"id", check_in}, {"word", word}, {"witness", witness}}) == 1;
}

constexpr sql::Text unsay = "UPDATE contribution SET witness_said = 0, witness_shown = 0, witness = NULL WHERE id = $id";
void forget_witness_word(Transaction& tx, ContributionId check_in) { tx.run(unsay, {{"id", check_in}}); }

constexpr sql::Text keep_feed = R"(
    INSERT INTO calendar_feed (participant, hash) VALUES ($participant, $hash) ON CONFLICT (participant) DO UPDATE SET hash = excluded.hash
)";
constexpr sql::Text end_feed = "DELETE FROM calendar_feed WHERE participant = $participant";
void set_calendar_feed(Transaction& tx, ParticipantId participant, const std::optional<Hash>& address) {
    if (address) tx.run(keep_feed, {{"participant", participant}, {"hash", sql::Blob{bytes_of(*address)}}});
    else tx.run(end_feed, {{"participant", participant}});
}

constexpr sql::Text feeds_of = "SELECT count(*) FROM calendar_feed WHERE participant = $participant";
bool has_calendar_feed(Transaction& tx, ParticipantId participant) { return tx.number(feeds_of, {{"participant", participant}}) > 0; }

constexpr sql::Text by_address = "SELECT participant FROM calendar_feed WHERE hash = $hash";
std::optional<ParticipantId> find_calendar_feed(Transaction& tx, const Hash& address) {
    return tx.one(by_address, {{"hash", sql::Blob{bytes_of(address)}}}, [](const sql::Row& row) { return row.integer(0); });
}

}  // namespace himthough::store
