#include "store/notes.h"

namespace himthough::store {

constexpr sql::Text add_one = "INSERT INTO note (author, round, part) VALUES ($author, $round, $part) RETURNING id";
NoteId add_note(Transaction& tx, SeatId author, int round, NotePart part) { return tx.number(add_one, {{"author", author}, {"round", round}, {"part", part}}); }

constexpr sql::Text add_sealed = "INSERT INTO note_copy (note, reader, sealed) VALUES ($note, $reader, $sealed)";
void add_copy(Transaction& tx, NoteId note, SeatId reader, std::string_view sealed) {
    tx.run(add_sealed, {{"note", note}, {"reader", reader}, {"sealed", sql::Blob{sealed}}});
}

constexpr sql::Text by_author = "SELECT id FROM note WHERE author = $author AND round = $round AND part = 1";
std::optional<NoteId> find_note(Transaction& tx, SeatId author, int round) {
    return tx.one(by_author, {{"author", author}, {"round", round}}, [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text erase = "DELETE FROM note WHERE id = $id";
std::int64_t erase_note(Transaction& tx, NoteId note) { return tx.run(erase, {{"id", note}}); }

constexpr sql::Text for_reader = R"(
    SELECT n.round, n.part, n.author, s.place, c.sealed FROM note_copy c JOIN note n ON n.id = c.note JOIN seat s ON s.id = n.author
    WHERE c.reader = $reader AND n.round >= $from ORDER BY n.round DESC, s.place
)";
std::vector<Copy> copies_for(Transaction& tx, SeatId reader, int from_round) {
    return tx.all(for_reader, {{"reader", reader}, {"from", from_round}}, [](const sql::Row& row) {
        return Copy{static_cast<int>(row.integer(0)), row.as<NotePart>(1), row.integer(2), static_cast<int>(row.integer(3)), std::string(row.bytes(4))};
    });
}

constexpr sql::Text all_questions = "SELECT round, question FROM circle_question WHERE circle = $circle";
ChosenQuestions chosen_questions(Transaction& tx, CircleId circle) {
    ChosenQuestions chosen;
    tx.each(all_questions, {{"circle", circle}}, [&](const sql::Row& row) { chosen.emplace(static_cast<int>(row.integer(0)), row.text(1)); });
    return chosen;
}

constexpr sql::Text add_question = R"(
    INSERT INTO circle_question (circle, round, question, author) VALUES ($circle, $round, $question, $author) ON CONFLICT (circle, round) DO NOTHING
)";
bool choose_question(Transaction& tx, CircleId circle, int round, std::string_view id, std::optional<SeatId> author) {
    return tx.run(add_question, {{"circle", circle}, {"round", round}, {"question", id}, {"author", author}}) == 1;
}

}  // namespace himthough::store
