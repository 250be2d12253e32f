#include "store/sessions.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }

Session session_of(const sql::Row& row) {
    return {.id = row.integer(0), .reviewer = row.integer(1), .began = Day::from_number(static_cast<int>(row.integer(2))),
            .seen = Seconds(std::chrono::seconds(row.integer(3))), .age = std::chrono::seconds(row.integer(4))};
}

}  // namespace

constexpr sql::Text by_hash = R"(
    SELECT id, reviewer, began, seen, age FROM session WHERE hash = $hash
)";
std::optional<Session> find_session(Transaction& tx, const Hash& cookie_hash) {
    return tx.one(by_hash, {{"hash", sql::Blob{bytes_of(cookie_hash)}}}, session_of);
}

constexpr sql::Text by_reviewer = R"(
    SELECT id, reviewer, began, seen, age FROM session WHERE reviewer = $reviewer ORDER BY id DESC
)";
std::vector<Session> sessions_of(Transaction& tx, ReviewerId reviewer) {
    return tx.all(by_reviewer, {{"reviewer", reviewer}}, session_of);
}

constexpr sql::Text add_one = R"(
    INSERT INTO session (hash, reviewer, began, seen, age) VALUES ($hash, $reviewer, $began, $seen, 0) RETURNING id
)";
std::int64_t add_session(Transaction& tx, const Hash& cookie_hash, ReviewerId reviewer, Day began, Seconds seen) {
    return tx.number(add_one, {{"hash", sql::Blob{bytes_of(cookie_hash)}}, {"reviewer", reviewer}, {"began", began.number()},
                               {"seen", count(seen)}});
}

constexpr sql::Text move_on = R"(
    UPDATE session SET seen = $seen, age = $age WHERE id = $id AND seen = $was AND age = $age_was
)";
bool move_session_on(Transaction& tx, const Session& as_read, Seconds seen, std::chrono::seconds age) {
    return tx.run(move_on, {{"id", as_read.id}, {"was", count(as_read.seen)}, {"age_was", as_read.age.count()},
                            {"seen", count(seen)}, {"age", age.count()}}) == 1;
}

constexpr sql::Text end_by_hash = R"(
    DELETE FROM session WHERE hash = $hash
)";
std::int64_t end_session(Transaction& tx, const Hash& cookie_hash) {
    return tx.run(end_by_hash, {{"hash", sql::Blob{bytes_of(cookie_hash)}}});
}

constexpr sql::Text end_by_id = R"(
    DELETE FROM session WHERE id = $id AND reviewer = $reviewer
)";
std::int64_t end_session(Transaction& tx, ReviewerId reviewer, std::int64_t id) {
    return tx.run(end_by_id, {{"id", id}, {"reviewer", reviewer}});
}

constexpr sql::Text end_all = R"(
    DELETE FROM session WHERE reviewer = $reviewer
)";
std::int64_t end_sessions_of(Transaction& tx, ReviewerId reviewer) { return tx.run(end_all, {{"reviewer", reviewer}}); }

constexpr sql::Text end_old = R"(
    DELETE FROM session WHERE seen < $seen OR age >= $age
)";
std::int64_t end_old_sessions(Transaction& tx, Seconds seen, std::chrono::seconds age) {
    return tx.run(end_old, {{"seen", count(seen)}, {"age", age.count()}});
}

}  // namespace himthough::store
