#include "store/reviewer_links.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }
Seconds time_of(std::int64_t seconds) { return Seconds(std::chrono::seconds(seconds)); }

ReviewerLink link_of(const sql::Row& row) {
    return {.id = row.integer(0), .purpose = row.as<LinkPurpose>(1), .reviewer = row.null(2) ? std::nullopt : std::optional<ReviewerId>(row.integer(2)),
            .role = row.as<Role>(3), .maker = row.integer(4), .made = time_of(row.integer(5)), .expires = time_of(row.integer(6))};
}

#define HIMTHOUGH_LINK_ROWS "SELECT id, purpose, reviewer, role, maker, made, expires FROM reviewer_link "

}  // namespace

constexpr sql::Text add_one = R"(
    INSERT INTO reviewer_link (hash, purpose, reviewer, role, maker, made, expires)
    VALUES ($hash, $purpose, $reviewer, $role, $maker, $made, $expires)
)";
std::int64_t add_reviewer_link(Transaction& tx, const Hash& token_hash, const ReviewerLink& link) {
    return tx.insert(add_one, {{"hash", sql::Blob{bytes_of(token_hash)}}, {"purpose", link.purpose}, {"reviewer", link.reviewer}, {"role", link.role},
                               {"maker", link.maker}, {"made", count(link.made)}, {"expires", count(link.expires)}});
}

constexpr sql::Text by_hash = HIMTHOUGH_LINK_ROWS "WHERE hash = $hash";
std::optional<ReviewerLink> find_reviewer_link(Transaction& tx, const Hash& token_hash) {
    return tx.one(by_hash, {{"hash", sql::Blob{bytes_of(token_hash)}}}, link_of);
}

constexpr sql::Text use_up = R"(
    DELETE FROM reviewer_link WHERE hash = $hash
)";
bool use_up_reviewer_link(Transaction& tx, const Hash& token_hash) {
    return tx.run(use_up, {{"hash", sql::Blob{bytes_of(token_hash)}}}) == 1;
}

constexpr sql::Text clear_ended = R"(
    DELETE FROM reviewer_link WHERE expires <= $now OR made > $now
)";
constexpr sql::Text clear_first = R"(
    DELETE FROM reviewer_link WHERE purpose = $first
)";
void clear_reviewer_links(Transaction& tx, const ReviewerLink& newest) {
    tx.run(clear_ended, {{"now", count(newest.made)}});
    if (newest.purpose == LinkPurpose::first) tx.run(clear_first, {{"first", LinkPurpose::first}});
    if (newest.reviewer) clear_reviewer_links_of(tx, *newest.reviewer);
}

constexpr sql::Text clear_of = R"(
    DELETE FROM reviewer_link WHERE reviewer = $reviewer
)";
void clear_reviewer_links_of(Transaction& tx, ReviewerId reviewer) { tx.run(clear_of, {{"reviewer", reviewer}}); }

constexpr sql::Text clear_by = "DELETE FROM reviewer_link WHERE maker = $maker";
void clear_reviewer_links_by(Transaction& tx, ReviewerId maker) { tx.run(clear_by, {{"maker", maker}}); }

constexpr sql::Text open_ones = HIMTHOUGH_LINK_ROWS "WHERE purpose = $add AND made <= $now AND expires > $now ORDER BY id";
std::vector<ReviewerLink> open_invitations(Transaction& tx, Seconds now) {
    return tx.all(open_ones, {{"add", LinkPurpose::add}, {"now", count(now)}}, link_of);
}

constexpr sql::Text end_one = "DELETE FROM reviewer_link WHERE id = $id AND purpose = $add";
bool end_invitation(Transaction& tx, std::int64_t id) { return tx.run(end_one, {{"id", id}, {"add", LinkPurpose::add}}) == 1; }

}  // namespace himthough::store
