#include "store/participants.h"

namespace himthough::store {

constexpr sql::Text add_participant = R"(
    INSERT INTO participant (receipt, day) VALUES ($receipt, $day) ON CONFLICT (receipt) DO NOTHING
)";
constexpr sql::Text find_by_receipt = "SELECT id FROM participant WHERE receipt = $receipt";

FoundParticipant find_or_add_participant(Transaction& tx, const Hash& receipt, Day today) {
    if (const auto id = tx.insert(add_participant, {{"receipt", sql::Blob{bytes_of(receipt)}}, {"day", today.number()}})) return {id, true};
    return {tx.number(find_by_receipt, {{"receipt", sql::Blob{bytes_of(receipt)}}}), false};
}

std::optional<ParticipantId> find_participant(Transaction& tx, const Hash& receipt) {
    return tx.one(find_by_receipt, {{"receipt", sql::Blob{bytes_of(receipt)}}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text since = "SELECT day FROM participant WHERE id = $participant";
std::optional<Day> participant_since(Transaction& tx, ParticipantId participant) {
    return tx.one(since, {{"participant", participant}}, [](const sql::Row& row) { return Day::from_number(static_cast<int>(row.integer(0))); });
}

constexpr sql::Text forget_old = "DELETE FROM taken_back WHERE day < $day";
constexpr sql::Text remember = R"(
    INSERT INTO taken_back (receipt, day) SELECT receipt, $day FROM participant WHERE id = $participant ON CONFLICT (receipt) DO NOTHING
)";
constexpr sql::Text erase = "DELETE FROM participant WHERE id = $participant";
void erase_participant(Transaction& tx, ParticipantId participant, Day today) {
    constexpr int days = 2;   // longer than a form lives
    tx.run(forget_old, {{"day", (today + -days).number()}});
    tx.run(remember, {{"participant", participant}, {"day", today.number()}});
    tx.run(erase, {{"participant", participant}});
}

constexpr sql::Text taken_back = "SELECT count(*) FROM taken_back WHERE receipt = $receipt";
bool was_taken_back(Transaction& tx, const Hash& receipt) {
    return tx.number(taken_back, {{"receipt", sql::Blob{bytes_of(receipt)}}}) > 0;
}

}  // namespace himthough::store
