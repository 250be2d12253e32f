#include "store/pledges.h"

#include "store/contribution_row.h"
#include "store/contributions.h"
#include "store/vows.h"

namespace himthough::store {
namespace {

constexpr sql::Text add = "INSERT INTO pledge (contribution, needs, link) VALUES ($contribution, $needs, $link)";
constexpr sql::Text relink = "UPDATE pledge SET link = $link WHERE contribution = $contribution";
constexpr sql::Text by_link = HIMTHOUGH_CONTRIBUTION_ROWS "WHERE p.link = $link";
constexpr sql::Text join = "INSERT INTO joined (participant, pledge) VALUES ($participant, $pledge)";
constexpr sql::Text of_participant = HIMTHOUGH_CONTRIBUTION_ROWS "JOIN joined j ON j.pledge = p.contribution WHERE j.participant = $participant";
constexpr sql::Text with_how_many = R"(
    SELECT c.id, c.audience, c.state, p.needs, (SELECT count(*) FROM joined j WHERE j.pledge = p.contribution)
    FROM pledge p JOIN contribution c ON c.id = p.contribution WHERE c.movement = $movement AND c.state IN (4, 5)
)";
constexpr sql::Text off_the_wall = "UPDATE contribution SET state = 4, edition = NULL, place = NULL WHERE id = $id";

/// Those that the next edition moves to that state.
std::vector<Accepted> moving_to(Transaction& tx, MovementId movement, State state) {
    std::vector<Accepted> moving;
    tx.each(with_how_many, {{"movement", movement}}, [&](const sql::Row& row) {
        if (after_edition(row.as<State>(2), static_cast<int>(row.integer(3)), row.integer(4)) == state) moving.push_back({row.integer(0), row.as<Audience>(1)});
    });
    return moving;
}

}  // namespace

void add_pledge(Transaction& tx, ContributionId contribution, const Pledge& pledge) {
    tx.run(add, {{"contribution", contribution}, {"needs", pledge.needs}, {"link", sql::Blob{pledge.link}}});
}

void set_pledge_link(Transaction& tx, ContributionId contribution, const Hash& link) {
    tx.run(relink, {{"contribution", contribution}, {"link", sql::Blob{bytes_of(link)}}});
}

std::optional<Contribution> find_pledge(Transaction& tx, const Hash& link) { return tx.one(by_link, {{"link", sql::Blob{bytes_of(link)}}}, contribution_of); }

void join_pledge(Transaction& tx, ContributionId pledge, ParticipantId participant) { tx.run(join, {{"participant", participant}, {"pledge", pledge}}); }

std::optional<Contribution> pledge_joined_by(Transaction& tx, ParticipantId participant) {
    return tx.one(of_participant, {{"participant", participant}}, contribution_of);
}

std::int64_t hide_pledges(Transaction& tx, MovementId movement) {
    const auto fallen = moving_to(tx, movement, State::accepted);
    for (const auto& one : fallen) tx.run(off_the_wall, {{"id", one.id}});
    return static_cast<std::int64_t>(fallen.size());
}

std::vector<Accepted> let_pledges_stand(Transaction& tx, MovementId movement, Day today) {
    auto standing = moving_to(tx, movement, State::released);
    for (const auto& one : standing)
        if (const auto said = find_contribution(tx, one.id)) let_vow_stand(tx, *said, today);
    return standing;
}

}  // namespace himthough::store
