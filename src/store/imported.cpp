#include "store/imported.h"

#include <algorithm>

namespace himthough::store {

constexpr sql::Text add_file = R"(
    INSERT INTO imported_file (movement, digest, label, format, day, posts, again, undated, faulty, authors, authors_exact)
    VALUES ($movement, $digest, $label, $format, $day, $posts, $again, $undated, $faulty, $authors, $exact)
    ON CONFLICT (movement, digest) DO NOTHING
)";
constexpr sql::Text add_cell = R"(
    INSERT INTO imported_cell (file, day, voices, kind, language, country, count) VALUES ($file, $day, $voices, $kind, $language, $country, $count)
)";
constexpr sql::Text add_day = "INSERT INTO imported_day (file, day, authors, exact) VALUES ($file, $day, $authors, $exact)";
bool add_imported(Transaction& tx, MovementId movement, const ImportedFile& made) {
    const auto file = tx.insert(add_file, {{"movement", movement}, {"digest", sql::Blob{bytes_of(made.digest)}}, {"label", made.label}, {"format", made.format},
                                           {"day", made.day.number()}, {"posts", made.posts}, {"again", made.again}, {"undated", made.undated}, {"faulty", made.faulty},
                                           {"authors", made.authors.count}, {"exact", made.authors.exact ? 1 : 0}});
    if (file == 0) return false;
    for (const auto& cell : made.cells)
        tx.run(add_cell, {{"file", file}, {"day", cell.day.number()}, {"voices", cell.voices}, {"kind", cell.kind}, {"language", cell.language}, {"country", cell.country}, {"count", cell.count}});
    for (const auto& [day, authors] : made.authors_of_day)
        tx.run(add_day, {{"file", file}, {"day", day.number()}, {"authors", authors.count}, {"exact", authors.exact ? 1 : 0}});
    return true;
}

constexpr sql::Text same_bytes = "SELECT 1 FROM imported_file WHERE movement = $movement AND digest = $digest";
bool is_imported(Transaction& tx, MovementId movement, const Hash& digest) {
    return tx.number(same_bytes, {{"movement", movement}, {"digest", sql::Blob{bytes_of(digest)}}}) == 1;
}

constexpr sql::Text digests = "SELECT digest FROM imported_file WHERE movement = $movement ORDER BY id";
std::vector<Hash> imported_digests(Transaction& tx, MovementId movement) {
    return tx.all(digests, {{"movement", movement}}, [](const sql::Row& row) {
        Hash digest{};
        std::copy_n(row.bytes(0).begin(), std::min(row.bytes(0).size(), digest.size()), digest.begin());
        return digest;
    });
}

constexpr sql::Text how_many_files = "SELECT count(*) FROM imported_file WHERE movement = $movement";
std::int64_t imported_files(Transaction& tx, MovementId movement) { return tx.number(how_many_files, {{"movement", movement}}); }

constexpr sql::Text by_day = R"(
    SELECT c.day, sum(c.count) FROM imported_file f JOIN imported_cell c ON c.file = f.id WHERE f.movement = $movement GROUP BY 1
)";
std::map<Day, std::int64_t> imported_by_day(Transaction& tx, MovementId movement) {
    std::map<Day, std::int64_t> uses;
    for (const auto& [day, count] : tx.all(by_day, {{"movement", movement}}, [](const sql::Row& row) { return std::pair(row.integer(0), row.integer(1)); }))
        uses[Day::from_number(static_cast<int>(day))] = count;
    return uses;
}

constexpr sql::Text all_cells = R"(
    SELECT c.day, c.voices, c.kind, c.language, c.country, sum(c.count) FROM imported_file f JOIN imported_cell c ON c.file = f.id
    WHERE f.movement = $movement GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
)";
std::vector<ImportedCell> imported_cells(Transaction& tx, MovementId movement) {
    return tx.all(all_cells, {{"movement", movement}}, [](const sql::Row& row) {
        return ImportedCell{.day = Day::from_number(static_cast<int>(row.integer(0))), .voices = static_cast<int>(row.integer(1)), .kind = static_cast<int>(row.integer(2)),
                            .language = std::string(row.text(3)), .country = std::string(row.text(4)), .count = row.integer(5)};
    });
}

}  // namespace himthough::store
