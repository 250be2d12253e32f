#include "store/sought.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "store/concern_row.h"

namespace himthough::store {

constexpr sql::Text lines = R"(
    SELECT min(first), movement, min(day), max(has_address), sum(asked), max(asked) FROM (
        SELECT min(id) AS first, movement, alike, day, max(contribution IS NOT NULL) AS has_address, count(*) AS asked
        FROM concern WHERE state = 8 GROUP BY movement, alike, day)
    GROUP BY movement, alike HAVING min(first) > $after ORDER BY min(first) LIMIT $most
)";
std::vector<Sought> sought_lines(Transaction& tx, ConcernId after, int most) {
    return tx.all(lines, {{"after", after}, {"most", most}}, [](const sql::Row& row) {
        return Sought{row.integer(0), row.integer(1), day_of(row, 2), row.integer(3) != 0, row.integer(4), row.integer(5)};
    });
}

constexpr sql::Text one = HIMTHOUGH_CONCERN_ROWS("n.state") "WHERE n.id = $id AND n.state = 8";
std::optional<Concern> find_sought(Transaction& tx, ConcernId id) { return tx.one(one, {{"id", id}}, concern_from); }

#define HIMTHOUGH_LIKE_IT "state = 8 AND movement = $movement AND alike = $alike"

constexpr sql::Text together = HIMTHOUGH_CONCERN_ROWS("n.state") "WHERE n." HIMTHOUGH_LIKE_IT " ORDER BY n.id LIMIT $most";
std::vector<Concern> sought_with(Transaction& tx, const Concern& concern, int most) {
    return tx.all(together, {{"movement", concern.movement}, {"alike", concern.alike}, {"most", most}}, concern_from);
}

constexpr sql::Text settle = "UPDATE concern SET state = $state, decided = $today WHERE " HIMTHOUGH_LIKE_IT " AND id <= $read_up_to";
std::int64_t settle_sought(Transaction& tx, const Concern& concern, ConcernId read_up_to, ConcernState state, Day today) {
    return tx.run(settle, {{"state", state}, {"today", today.number()}, {"movement", concern.movement}, {"alike", concern.alike}, {"read_up_to", read_up_to}});
}

constexpr sql::Text report = "UPDATE concern SET state = 1, contribution = $contribution, revision = $revision WHERE " HIMTHOUGH_LIKE_IT " AND id <= $read_up_to";
std::int64_t make_reports(Transaction& tx, const Concern& concern, ConcernId read_up_to, const Contribution& found) {
    return tx.run(report, {{"contribution", found.id}, {"revision", found.revision}, {"movement", concern.movement}, {"alike", concern.alike}, {"read_up_to", read_up_to}});
}

constexpr sql::Text first = HIMTHOUGH_CONCERN_ROWS("n.state") "WHERE n.contribution = $contribution AND n.state = 1 AND n.alike IS NOT NULL ORDER BY n.id LIMIT 1";
std::optional<Concern> first_described(Transaction& tx, ContributionId contribution) { return tx.one(first, {{"contribution", contribution}}, concern_from); }

// `alike` is the page that they named, if they named one.
constexpr sql::Text again = R"(
    UPDATE concern SET state = 8, contribution = (SELECT c.id FROM contribution c WHERE c.id = concern.alike), revision = 0
    WHERE contribution = $contribution AND state = 1 AND alike IS NOT NULL
)";
void make_sought(Transaction& tx, ContributionId contribution) { tx.run(again, {{"contribution", contribution}}); }

namespace {

constexpr int at_a_time = 500;

bool holds(const Contribution& said, const std::vector<std::string>& pieces) {
    std::string text = said.words + '\n' + said.note;
    if (said.vow) text += '\n' + said.vow->action + '\n' + said.vow->shows;
    const auto folded = skeleton(text);
    return std::ranges::all_of(pieces, [&](const std::string& piece) { return folded.find(piece) != std::string::npos; });
}

}  // namespace

// What is shown only to survivors stands on no public page.
constexpr sql::Text older = HIMTHOUGH_CONTRIBUTION_ROWS
    "WHERE c.movement = $movement AND c.state = 5 AND c.audience = 1 AND c.id < $before ORDER BY c.id DESC LIMIT $most";
Search search_shown(Transaction& tx, MovementId movement, const std::vector<std::string>& pieces, std::size_t most) {
    Search search;
    auto before = std::numeric_limits<std::int64_t>::max();
    for (int looked = 0; looked < most_searched; looked += at_a_time) {
        auto some = tx.all(older, {{"movement", movement}, {"before", before}, {"most", at_a_time}}, contribution_of);
        if (some.empty()) return search;
        before = some.back().id;
        for (auto& said : some) {
            if (!holds(said, pieces)) continue;
            if (search.found.size() == most) {
                search.more = true;
                return search;
            }
            search.found.push_back(std::move(said));
        }
    }
    search.more = true;
    return search;
}

}  // namespace himthough::store
