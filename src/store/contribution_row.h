#pragma once
#include <algorithm>
#include <optional>
#include <string_view>

#include "movement/contribution.h"
#include "store/sql/sql.h"

// The columns every query for contributions asks for, in the order contribution_of reads them. A macro, because sql::Text is made
// from literals only, and literals join at compile time.
#define HIMTHOUGH_CONTRIBUTION_ROWS \
    "SELECT c.id, c.participant, c.movement, c.voice, c.state, c.audience, c.answers, c.deed, c.language, c.day, c.note, c.words, " \
    "c.sealed, c.revision, c.place, c.stood_shown, c.heed, c.follows, c.of_vow, c.report, c.reported_on, c.witness_shown, " \
    "v.id, v.kind, v.action, v.shows, v.repeats, v.made, v.due, v.stands, c.asked, p.needs, p.link, c.answers_to, c.hidden, c.likeness, c.country " \
    "FROM contribution c LEFT JOIN vow v ON v.contribution = c.id LEFT JOIN pledge p ON p.contribution = c.id "

namespace himthough::store {

inline Day day_of(const sql::Row& row, int column) { return Day::from_number(static_cast<int>(row.integer(column))); }

inline Likeness likeness_in(const sql::Row& row, int column) {
    Likeness likeness{};
    const auto bytes = row.bytes(column);
    std::copy_n(bytes.begin(), std::min(bytes.size(), likeness.size()), likeness.begin());
    return likeness;
}

/// Its columns from `first` on: id, kind, action, shows, repeats, made, due, stands.
inline Vow vow_of(const sql::Row& row, int first) {
    Vow vow;
    vow.id = row.integer(first);
    vow.kind = row.as<VowKind>(first + 1);
    vow.action = row.text(first + 2);
    vow.shows = row.text(first + 3);
    vow.repeats = row.as<Repeats>(first + 4);
    vow.made = day_of(row, first + 5);
    vow.due = day_of(row, first + 6);
    vow.stands = row.integer(first + 7) != 0;
    return vow;
}

inline Contribution contribution_of(const sql::Row& row) {
    Contribution said;
    said.id = row.integer(0);
    said.participant = row.integer(1);
    said.movement = row.integer(2);
    said.voice = row.as<Voice>(3);
    said.state = row.as<State>(4);
    said.audience = row.as<Audience>(5);
    said.answers = row.as<Answers>(6);
    if (!row.null(7)) said.deed = row.as<Deed>(7);
    said.language = row.text(8);
    said.day = day_of(row, 9);
    said.note = row.text(10);
    if (!row.null(11)) said.words = row.text(11);
    if (!row.null(12)) said.sealed = row.bytes(12);
    said.revision = row.integer(13);
    if (!row.null(14)) said.place = row.integer(14);
    said.stood = row.integer(15);
    said.heed = row.as<Heed>(16);
    if (!row.null(17)) said.follows = row.integer(17);
    if (!row.null(18)) {
        said.of_vow = row.integer(18);
        said.check_in = CheckIn{row.as<Report>(19), day_of(row, 20), row.as<WitnessWord>(21)};
    }
    if (!row.null(22)) said.vow = vow_of(row, 22);
    said.asked = row.integer(30) != 0;
    if (!row.null(31)) said.pledge = Pledge{static_cast<int>(row.integer(31)), std::string(row.bytes(32))};
    if (!row.null(33)) said.answers_to = row.integer(33);
    said.hidden = row.integer(34) != 0;
    if (!row.null(35)) said.likeness = likeness_in(row, 35);
    said.country = row.text(36);
    return said;
}

inline std::optional<std::string_view> text_or_null(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}
inline std::optional<sql::Blob> blob_or_null(std::string_view bytes) {
    return bytes.empty() ? std::nullopt : std::optional(sql::Blob{bytes});
}

}  // namespace himthough::store
