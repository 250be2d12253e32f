#include "store/setup_changes.h"

namespace himthough::store {

constexpr sql::Text add = R"(
    INSERT INTO setup_change (reviewer, day, file, digest_before, digest_after, text_before, text_after)
    VALUES ($by, $day, $file, $digest_before, $digest_after, $before, $after) RETURNING id
)";
std::int64_t add_setup_change(Transaction& tx, const SetupChange& made) {
    return tx.number(add, {{"by", made.by}, {"day", made.day.number()}, {"file", made.file}, {"digest_before", made.digest_before},
                           {"digest_after", made.digest_after}, {"before", made.before}, {"after", made.after}});
}

constexpr sql::Text newest = R"(
    SELECT id, reviewer, day, file, digest_before, digest_after FROM setup_change ORDER BY id DESC LIMIT $most
)";
std::vector<SetupChange> setup_changes(Transaction& tx, int most) {
    return tx.all(newest, {{"most", most}}, [](const sql::Row& row) {
        return SetupChange{.id = row.integer(0), .by = row.integer(1), .day = Day::from_number(static_cast<int>(row.integer(2))), .file = std::string(row.text(3)),
                           .digest_before = std::string(row.text(4)), .digest_after = std::string(row.text(5)), .before = "", .after = ""};
    });
}

constexpr sql::Text one = R"(
    SELECT id, reviewer, day, file, digest_before, digest_after, text_before, text_after FROM setup_change WHERE id = $id
)";
std::optional<SetupChange> setup_change(Transaction& tx, std::int64_t id) {
    return tx.one(one, {{"id", id}}, [](const sql::Row& row) {
        return SetupChange{.id = row.integer(0), .by = row.integer(1), .day = Day::from_number(static_cast<int>(row.integer(2))), .file = std::string(row.text(3)),
                           .digest_before = std::string(row.text(4)), .digest_after = std::string(row.text(5)), .before = std::string(row.text(6)),
                           .after = std::string(row.text(7))};
    });
}

}  // namespace himthough::store
