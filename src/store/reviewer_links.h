#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/secret.h"
#include "store/reviewers.h"

namespace himthough {

/// What a one-time link is for. `first` works only as long as there is no reviewer.
enum class LinkPurpose : std::uint8_t { first = 1, reset = 2, add = 3 };

namespace store {

struct ReviewerLink {
    std::int64_t id = 0;                  ///< given by add_reviewer_link
    LinkPurpose purpose = LinkPurpose::add;
    std::optional<ReviewerId> reviewer{}; ///< of a reset
    Role role = Role::reviewer;           ///< of somebody who comes by it; a reset changes none
    ReviewerId maker = 0;                 ///< 0: the server's own terminal
    Seconds made{};
    Seconds expires{};
};

/// Its number.
std::int64_t add_reviewer_link(Transaction&, const Hash& token_hash, const ReviewerLink&);
std::optional<ReviewerLink> find_reviewer_link(Transaction&, const Hash& token_hash);
/// False when it was used before.
bool use_up_reviewer_link(Transaction&, const Hash& token_hash);
/// Removes links that ended, and older ones for the same purpose and reviewer: only the newest works. Those that add somebody
/// may be several.
void clear_reviewer_links(Transaction&, const ReviewerLink& newest);
void clear_reviewer_links_of(Transaction&, ReviewerId);
/// Every link somebody made, whoever it is for.
void clear_reviewer_links_by(Transaction&, ReviewerId maker);
/// Invitations that can be followed now, the oldest first.
std::vector<ReviewerLink> open_invitations(Transaction&, Seconds now);
/// False when there is none of that number.
bool end_invitation(Transaction&, std::int64_t id);

}  // namespace store
}  // namespace himthough
