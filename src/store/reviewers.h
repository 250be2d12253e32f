#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/role.h"
#include "store/store.h"

namespace himthough {

using ReviewerId = std::int64_t;

/// Somebody who left cannot sign in; the row stays, because decisions name it.
enum class ReviewerState : std::uint8_t { active = 1, left = 2 };

struct Reviewer {
    ReviewerId id = 0;
    std::string name;
    std::string password;        ///< Argon2id hash
    std::string totp;            ///< sealed secret
    ReviewerState state = ReviewerState::active;
    Day day;
    Role role = Role::reviewer;
};

namespace store {

/// `name_skeleton`: skeleton() of a name. Also finds those who left.
std::optional<Reviewer> find_reviewer(Transaction&, std::string_view name_skeleton);
std::optional<Reviewer> reviewer(Transaction&, ReviewerId);
/// All who are active, by name.
std::vector<Reviewer> reviewers(Transaction&);
std::int64_t count_reviewers(Transaction&);
/// Of the active ones: who may review.
std::int64_t count_readers(Transaction&);
/// Of those: is anybody there besides these two?
bool others_read(Transaction&, ReviewerId one, ReviewerId other);
/// Of the active ones.
std::int64_t count_organisers(Transaction&);
void set_role(Transaction&, ReviewerId, Role);

/// Nothing when somebody has that name, or one that looks like it. `totp_step`: of the code that confirmed the secret.
std::optional<ReviewerId> add_reviewer(Transaction&, const Reviewer&, std::string_view name_skeleton, std::int64_t totp_step);
/// A new password and secret, and active again.
void renew_reviewer(Transaction&, ReviewerId, std::string_view password, std::string_view totp, std::int64_t totp_step);
/// Uses a code up. False when it, or a later one, was used before, the password was changed meanwhile or the reviewer left.
bool use_totp_step(Transaction&, const Reviewer&, std::int64_t step);
/// Takes password and secret away.
void let_reviewer_go(Transaction&, ReviewerId);

}  // namespace store
}  // namespace himthough
