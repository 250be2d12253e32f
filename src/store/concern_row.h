#pragma once
#include "movement/concern.h"
#include "store/contribution_row.h"

// The columns of `concern n` that concern_from reads, in its order; `state` is the expression for the state as it stands now.
#define HIMTHOUGH_CONCERN_ROWS(state) \
    "SELECT n.id, n.contribution, n.revision, n.reason, n.words, n.day, " state ", n.movement, n.wish, n.alike FROM concern n "

namespace himthough::store {

inline Concern concern_from(const sql::Row& row) {
    Concern concern{.id = row.integer(0), .revision = row.integer(2), .day = day_of(row, 5), .state = row.as<ConcernState>(6)};
    if (!row.null(1)) concern.contribution = row.integer(1);
    if (!row.null(3)) concern.reason = row.as<Reason>(3);
    if (!row.null(4)) concern.words = row.text(4);
    if (!row.null(7)) concern.movement = row.integer(7);
    if (!row.null(8)) concern.wish = row.as<Wish>(8);
    if (!row.null(9)) concern.alike = row.integer(9);
    return concern;
}

}  // namespace himthough::store
