#include "store/reviewer_links.h"

namespace himthough::store {
namespace {

std::int64_t count(Seconds time) { return time.time_since_epoch().count(); }
Seconds time_of(std::int64_t seconds) { return Seconds(std::chrono::seconds(seconds)); }

}  // namespace

constexpr sql::Text add_one = R"(
    INSERT INTO reviewer_link (hash, purpose, reviewer, role, made, expires) VALUES ($hash, $purpose, $reviewer, $role, $made, $expires)
)";
void add_reviewer_link(Transaction& tx, const Hash& token_hash, const ReviewerLink& link) {
    tx.run(add_one, {{"hash", sql::Blob{bytes_of(token_hash)}}, {"purpose", link.purpose}, {"reviewer", link.reviewer},
                     {"role", link.role},                     {"made", count(link.made)}, {"expires", count(link.expires)}});
}

constexpr sql::Text by_hash = R"(
    SELECT purpose, reviewer, role, made, expires FROM reviewer_link WHERE hash = $hash
)";
std::optional<ReviewerLink> find_reviewer_link(Transaction& tx, const Hash& token_hash) {
    return tx.one(by_hash, {{"hash", sql::Blob{bytes_of(token_hash)}}}, [](const sql::Row& row) {
        return ReviewerLink{.purpose = row.as<LinkPurpose>(0),
                            .reviewer = row.null(1) ? std::nullopt : std::optional<ReviewerId>(row.integer(1)),
                            .role = row.as<Role>(2), .made = time_of(row.integer(3)), .expires = time_of(row.integer(4))};
    });
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

}  // namespace himthough::store
