#include "store/export_movement.h"

#include "movement/concern.h"
#include "movement/item.h"
#include "movement/voice.h"
#include "movement/vow.h"
#include "movement/witness.h"
#include "store/appeals.h"
#include "store/record.h"

namespace himthough::store {
namespace {

using Names = ExportNames;
using sql::Row;

ExportValue number(const Row& row, int at, const Names&) { return row.null(at) ? ExportValue() : ExportValue(row.integer(at)); }
ExportValue yes(const Row& row, int at, const Names&) { return row.integer(at) != 0; }
ExportValue text(const Row& row, int at, const Names&) { return row.null(at) ? ExportValue() : ExportValue(std::string(row.text(at))); }
ExportValue day(const Row& row, int at, const Names&) {
    return row.null(at) ? ExportValue() : ExportValue(Day::from_number(static_cast<int>(row.integer(at))).iso());
}
template <class Enum>
ExportValue word(const Row& row, int at, const Names&) { return row.null(at) ? ExportValue() : ExportValue(std::string(word_of(row.as<Enum>(at)))); }
template <PublicIds Names::*by>
ExportValue name(const Row& row, int at, const Names& names) {
    return row.null(at) ? ExportValue() : ExportValue((names.*by).show(IdKind::contribution, row.integer(at)));
}
constexpr auto contribution = name<&Names::contributions>;
constexpr auto participant = name<&Names::participants>;
constexpr auto vow = name<&Names::vows>;
ExportValue on_page(const Row& row, int at, const Names& names) {
    return row.null(at) ? ExportValue() : ExportValue(names.shown.show(IdKind::contribution, row.integer(at)));
}
/// A report that gives no reason is by somebody who thinks it is about them.
ExportValue report_reason(const Row& row, int at, const Names& names) { return row.null(at) ? ExportValue("about_me") : word<Reason>(row, at, names); }
ExportValue appeal_state(const Row& row, int at, const Names&) {
    const auto state = row.as<AppealState>(at);
    return state == AppealState::waits ? "waits" : state == AppealState::upheld ? "upheld" : "overturned";
}

/// Everybody can read `c` today: it is released, and so are what it follows or answers and the words in which the vow of a check-in stands.
#define HIMTHOUGH_PUBLIC \
    "(c.state = 5 AND c.audience = 1 AND c.hidden = 0" \
    " AND NOT EXISTS (SELECT 1 FROM contribution p WHERE p.id IN (c.follows, c.answers_to) AND (p.state <> 5 OR p.audience <> 1))" \
    " AND NOT EXISTS (SELECT 1 FROM vow v JOIN contribution p ON p.id = v.contribution WHERE v.id = c.of_vow AND p.state <> 5))"

constexpr sql::Text contributions = R"(
    SELECT id, CASE WHEN public THEN id END, participant, voice, kind, state, audience, answers, deed, language, day,
           CASE WHEN public THEN note END, CASE WHEN public THEN words END, follows, of_vow, report, reported_on,
           CASE WHEN public THEN witness_shown END, answers_to, asked
    FROM (SELECT c.*, )" HIMTHOUGH_PUBLIC R"( AS public FROM contribution c WHERE c.movement = $movement) ORDER BY id
)";
constexpr sql::Text vows = R"(
    SELECT w.id, w.contribution, w.kind, CASE WHEN )" HIMTHOUGH_PUBLIC R"( THEN w.action END, CASE WHEN )" HIMTHOUGH_PUBLIC R"( THEN w.shows END,
           w.repeats, w.made, w.due, w.stands, w.state
    FROM contribution c JOIN vow w ON w.contribution = c.id WHERE c.movement = $movement ORDER BY w.id
)";
constexpr sql::Text pledges = R"(
    SELECT p.contribution, p.needs, (SELECT count(*) FROM joined WHERE joined.pledge = p.contribution)
    FROM contribution c JOIN pledge p ON p.contribution = c.id WHERE c.movement = $movement ORDER BY c.id
)";
constexpr sql::Text counts = "SELECT day, event, sum(count), sum(people) FROM cell WHERE movement = $movement GROUP BY day, event ORDER BY day, event";
constexpr sql::Text editions = "SELECT edition, edition_day, survivors_said, accountable_said FROM movement WHERE id = $movement AND edition > 0";
constexpr sql::Text decisions = R"(
    SELECT reviewer.name, record.day, did, CASE WHEN did < 20 THEN about END, reason, waited
    FROM record LEFT JOIN reviewer ON reviewer.id = record.reviewer WHERE record.movement = $movement ORDER BY record.id
)";
constexpr sql::Text reports = R"(
    SELECT concern.contribution, concern.reason, concern.day, concern.state, concern.decided
    FROM concern LEFT JOIN contribution c ON c.id = concern.contribution
    WHERE coalesce(c.movement, concern.movement) = $movement ORDER BY concern.id
)";
constexpr sql::Text appeals = R"(
    SELECT appeal.contribution, appeal.day, appeal.state FROM contribution c JOIN appeal ON appeal.contribution = c.id
    WHERE c.movement = $movement ORDER BY c.id
)";
constexpr sql::Text imported_files = R"(
    SELECT label, format, day, posts, again, undated, faulty, authors, authors_exact FROM imported_file WHERE movement = $movement ORDER BY id
)";
constexpr sql::Text imported_counts = R"(
    SELECT f.label, c.day, c.voices, c.kind, c.language, c.country, c.count
    FROM imported_file f JOIN imported_cell c ON c.file = f.id WHERE f.movement = $movement ORDER BY f.id, c.day, c.voices, c.kind, c.language, c.country
)";
constexpr sql::Text imported_authors = R"(
    SELECT f.label, d.day, d.authors, d.exact FROM imported_file f JOIN imported_day d ON d.file = f.id WHERE f.movement = $movement ORDER BY f.id, d.day
)";

}  // namespace

std::span<const ExportSection> export_sections() {
    static const std::vector<ExportSection> all = {
        {"contributions", contributions,
         {{"name", "contribution.id", contribution}, {"id", "contribution.id", on_page}, {"participant", "contribution.participant", participant},
          {"voice", "contribution.voice", word<Voice>}, {"kind", "contribution.kind", word<ItemKind>}, {"state", "contribution.state", word<State>},
          {"audience", "contribution.audience", word<Audience>}, {"answers", "contribution.answers", word<Answers>},
          {"deed", "contribution.deed", word<Deed>}, {"language", "contribution.language", text}, {"day", "contribution.day", day},
          {"note", "contribution.note", text}, {"words", "contribution.words", text}, {"follows", "contribution.follows", contribution},
          {"of_vow", "contribution.of_vow", vow}, {"report", "contribution.report", word<Report>}, {"reported_on", "contribution.reported_on", day},
          {"witness", "contribution.witness_shown", word<WitnessWord>}, {"answers_to", "contribution.answers_to", contribution},
          {"asked", "contribution.asked", yes}}},
        {"vows", vows,
         {{"name", "vow.id", vow}, {"contribution", "vow.contribution", contribution}, {"kind", "vow.kind", word<VowKind>},
          {"action", "vow.action", text}, {"shows", "vow.shows", text}, {"repeats", "vow.repeats", word<Repeats>}, {"made", "vow.made", day},
          {"due", "vow.due", day}, {"stands", "vow.stands", yes}, {"state", "vow.state", word<VowState>}}},
        {"pledges", pledges,
         {{"contribution", "pledge.contribution", contribution}, {"needs", "pledge.needs", number}, {"joined", "joined.pledge", number}}},
        {"counts", counts, {{"day", "cell.day", day}, {"event", "cell.event", number}, {"count", "cell.count", number}, {"people", "cell.people", number}}},
        {"edition", editions,
         {{"number", "movement.edition", number}, {"day", "movement.edition_day", day}, {"me_too", "movement.survivors_said", number},
          {"did_that", "movement.accountable_said", number}}},
        {"decisions", decisions,
         {{"who", "reviewer.name", text}, {"day", "record.day", day}, {"did", "record.did", number}, {"contribution", "record.about", contribution},
          {"reason", "record.reason", word<Reason>}, {"waited", "record.waited", number}}},
        {"reports", reports,
         {{"contribution", "concern.contribution", contribution}, {"reason", "concern.reason", report_reason}, {"day", "concern.day", day},
          {"state", "concern.state", word<ConcernState>}, {"decided", "concern.decided", day}}},
        {"appeals", appeals,
         {{"contribution", "appeal.contribution", contribution}, {"day", "appeal.day", day}, {"state", "appeal.state", appeal_state}}},
        {"imported_files", imported_files,
         {{"label", "imported_file.label", text}, {"format", "imported_file.format", text}, {"day", "imported_file.day", day},
          {"posts", "imported_file.posts", number}, {"again", "imported_file.again", number}, {"undated", "imported_file.undated", number},
          {"faulty", "imported_file.faulty", number}, {"authors", "imported_file.authors", number}, {"exact", "imported_file.authors_exact", yes}}},
        {"imported_counts", imported_counts,
         {{"label", "imported_file.label", text}, {"day", "imported_cell.day", day}, {"voices", "imported_cell.voices", number}, {"kind", "imported_cell.kind", number},
          {"language", "imported_cell.language", text}, {"country", "imported_cell.country", text}, {"count", "imported_cell.count", number}}},
        {"imported_authors", imported_authors,
         {{"label", "imported_file.label", text}, {"day", "imported_day.day", day}, {"authors", "imported_day.authors", number}, {"exact", "imported_day.exact", yes}}},
    };
    return all;
}

void each_exported(Transaction& tx, const ExportSection& section, MovementId movement, const ExportNames& names, const std::function<void(const ExportRow&)>& use) {
    tx.each(section.rows, {{"movement", movement}}, [&](const Row& row) {
        ExportRow made;
        for (int at = 0; const auto& field : section.fields) made.emplace_back(field.key, field.read(row, at++, names));
        use(made);
    });
}

constexpr sql::Text count = "SELECT count(*) FROM contribution WHERE movement = $movement";
std::int64_t count_exported(Transaction& tx, MovementId movement) { return tx.number(count, {{"movement", movement}}); }

}  // namespace himthough::store
