#include "store/recovery_codes.h"

namespace himthough::store {

constexpr sql::Text forget = "DELETE FROM recovery_code WHERE reviewer = $reviewer";
constexpr sql::Text add = "INSERT INTO recovery_code (hash, reviewer) VALUES ($hash, $reviewer)";
void set_recovery_codes(Transaction& tx, ReviewerId reviewer, std::span<const Hash> hashes) {
    tx.run(forget, {{"reviewer", reviewer}});
    for (const auto& hash : hashes) tx.run(add, {{"hash", sql::Blob{bytes_of(hash)}}, {"reviewer", reviewer}});
}

constexpr sql::Text how_many = "SELECT count(*) FROM recovery_code WHERE reviewer = $reviewer";
std::int64_t count_recovery_codes(Transaction& tx, ReviewerId reviewer) { return tx.number(how_many, {{"reviewer", reviewer}}); }

constexpr sql::Text has = "SELECT count(*) FROM recovery_code WHERE reviewer = $reviewer AND hash = $hash";
bool has_recovery_code(Transaction& tx, ReviewerId reviewer, const Hash& hash) {
    return tx.number(has, {{"reviewer", reviewer}, {"hash", sql::Blob{bytes_of(hash)}}}) == 1;
}

constexpr sql::Text use = R"(
    DELETE FROM recovery_code
    WHERE reviewer = $id AND hash = $hash
      AND EXISTS (SELECT 1 FROM reviewer WHERE reviewer.id = $id AND reviewer.password = $password AND reviewer.state = $active)
)";
bool use_recovery_code(Transaction& tx, const Reviewer& who, const Hash& hash) {
    return tx.run(use, {{"id", who.id}, {"hash", sql::Blob{bytes_of(hash)}}, {"password", who.password}, {"active", ReviewerState::active}}) == 1;
}

}  // namespace himthough::store
