#include "store/reviewers.h"

namespace himthough::store {
namespace {

Reviewer reviewer_of(const sql::Row& row) {
    return {.id = row.integer(0), .name = std::string(row.text(1)), .password = std::string(row.text(2)),
            .totp = std::string(row.bytes(3)), .state = row.as<ReviewerState>(4),
            .day = Day::from_number(static_cast<int>(row.integer(5))),
            .role = row.as<Role>(6)};
}

}  // namespace

constexpr sql::Text by_skeleton = R"(
    SELECT id, name, password, totp, state, day, role FROM reviewer WHERE skeleton = $skeleton
)";
std::optional<Reviewer> find_reviewer(Transaction& tx, std::string_view name_skeleton) {
    return tx.one(by_skeleton, {{"skeleton", name_skeleton}}, reviewer_of);
}

constexpr sql::Text by_id = R"(
    SELECT id, name, password, totp, state, day, role FROM reviewer WHERE id = $id
)";
std::optional<Reviewer> reviewer(Transaction& tx, ReviewerId id) { return tx.one(by_id, {{"id", id}}, reviewer_of); }

constexpr sql::Text active_ones = R"(
    SELECT id, name, password, totp, state, day, role FROM reviewer WHERE state = $active ORDER BY name
)";
std::vector<Reviewer> reviewers(Transaction& tx) {
    return tx.all(active_ones, {{"active", ReviewerState::active}}, reviewer_of);
}

constexpr sql::Text how_many_read = "SELECT count(*) FROM reviewer WHERE state = $active AND role <= $reviewer";
std::int64_t count_readers(Transaction& tx) { return tx.number(how_many_read, {{"active", ReviewerState::active}, {"reviewer", Role::reviewer}}); }

constexpr sql::Text besides = "SELECT count(*) FROM reviewer WHERE state = $active AND role <= $reviewer AND id NOT IN ($one, $other)";
bool others_read(Transaction& tx, ReviewerId one, ReviewerId other) {
    return tx.number(besides, {{"active", ReviewerState::active}, {"reviewer", Role::reviewer}, {"one", one}, {"other", other}}) > 0;
}

constexpr sql::Text how_many_organise = "SELECT count(*) FROM reviewer WHERE state = $active AND role = $organiser";
std::int64_t count_organisers(Transaction& tx) {
    return tx.number(how_many_organise, {{"active", ReviewerState::active}, {"organiser", Role::organiser}});
}

constexpr sql::Text give_role = "UPDATE reviewer SET role = $role, role_changes = role_changes + 1 WHERE id = $id AND state = $active";
void set_role(Transaction& tx, ReviewerId id, Role role) { tx.run(give_role, {{"role", role}, {"id", id}, {"active", ReviewerState::active}}); }

constexpr sql::Text how_many = R"(
    SELECT count(*) FROM reviewer WHERE state = $active
)";
std::int64_t count_reviewers(Transaction& tx) { return tx.number(how_many, {{"active", ReviewerState::active}}); }

constexpr sql::Text add_one = R"(
    INSERT INTO reviewer (name, skeleton, password, totp, totp_step, state, day, role)
    VALUES ($name, $skeleton, $password, $totp, $step, $state, $day, $role)
    ON CONFLICT DO NOTHING RETURNING id
)";
std::optional<ReviewerId> add_reviewer(Transaction& tx, const Reviewer& added, std::string_view name_skeleton,
                                       std::int64_t totp_step) {
    return tx.one(add_one,
                  {{"name", added.name}, {"skeleton", name_skeleton}, {"password", added.password},
                   {"totp", sql::Blob{added.totp}}, {"step", totp_step}, {"state", added.state}, {"day", added.day.number()},
                   {"role", added.role}},
                  [](const sql::Row& row) { return row.integer(0); });
}

constexpr sql::Text renew = R"(
    UPDATE reviewer SET password = $password, totp = $totp, totp_step = $step, state = $active WHERE id = $id
)";
void renew_reviewer(Transaction& tx, ReviewerId id, std::string_view password, std::string_view totp, std::int64_t totp_step) {
    tx.run(renew, {{"id", id}, {"password", password}, {"totp", sql::Blob{totp}}, {"step", totp_step},
                   {"active", ReviewerState::active}});
}

constexpr sql::Text use_step = R"(
    UPDATE reviewer SET totp_step = $step
    WHERE id = $id AND totp_step < $step AND password = $password AND state = $active
)";
bool use_totp_step(Transaction& tx, const Reviewer& who, std::int64_t step) {
    return tx.run(use_step, {{"id", who.id}, {"step", step}, {"password", who.password}, {"active", ReviewerState::active}}) == 1;
}

constexpr sql::Text let_go = R"(
    UPDATE reviewer SET state = $left, password = '', totp = $nothing WHERE id = $id
)";
void let_reviewer_go(Transaction& tx, ReviewerId id) {
    tx.run(let_go, {{"id", id}, {"left", ReviewerState::left}, {"nothing", sql::Blob{""}}});
}

}  // namespace himthough::store
