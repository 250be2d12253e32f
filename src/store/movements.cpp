#include "store/movements.h"

namespace himthough::store {
namespace {

constexpr sql::Text add = "INSERT INTO movement (slug) VALUES ($slug) ON CONFLICT (slug) DO NOTHING";
constexpr sql::Text find = "SELECT id FROM movement WHERE slug = $slug";

}  // namespace

MovementId find_or_add_movement(Transaction& tx, std::string_view slug) {
    tx.run(add, {{"slug", slug}});
    return tx.number(find, {{"slug", slug}});
}

constexpr sql::Text all = "SELECT id, slug FROM movement ORDER BY id";
std::vector<MovementRow> all_movements(Transaction& tx) {
    return tx.all(all, {}, [](const sql::Row& row) { return MovementRow{row.integer(0), std::string(row.text(1))}; });
}

constexpr sql::Text begin = "UPDATE movement SET began = $day WHERE id = $movement AND (began = 0 OR began > $day)";
void set_began(Transaction& tx, MovementId movement, Day day) { tx.run(begin, {{"movement", movement}, {"day", day.number()}}); }

constexpr sql::Text days = "SELECT began, due_through FROM movement WHERE id = $movement";
CountedDays counted_days(Transaction& tx, MovementId movement) {
    return tx.one(days, {{"movement", movement}}, [](const sql::Row& row) {
        return CountedDays{Day::from_number(static_cast<int>(row.integer(0))), Day::from_number(static_cast<int>(row.integer(1)))};
    }).value_or(CountedDays{});
}

constexpr sql::Text numbers_given = "SELECT count(*) FROM sqlite_sequence WHERE name IN ('participant', 'contribution')";
bool anything_ever_said(Transaction& tx) { return tx.number(numbers_given) > 0; }

constexpr sql::Text current = R"(
    SELECT edition, survivors_cut, survivors_said, accountable_said, edition_day FROM movement WHERE id = $movement
)";
EditionRow edition_of(Transaction& tx, MovementId movement) {
    return tx.one(current, {{"movement", movement}}, [](const sql::Row& row) {
        return EditionRow{row.integer(0), Seconds(std::chrono::seconds(row.integer(1))), row.integer(2), row.integer(3), Day::from_number(static_cast<int>(row.integer(4)))};
    }).value_or(EditionRow{});
}

constexpr sql::Text update = R"(
    UPDATE movement SET edition = $edition, survivors_cut = $cut, survivors_said = $survivors, accountable_said = $accountable, edition_day = $day
    WHERE id = $movement
)";
void set_edition(Transaction& tx, MovementId movement, const EditionRow& edition) {
    tx.run(update, {{"movement", movement}, {"edition", edition.number}, {"cut", edition.survivors_cut.time_since_epoch().count()},
                    {"survivors", edition.survivors_said}, {"accountable", edition.accountable_said}, {"day", edition.day.number()}});
}

}  // namespace himthough::store
