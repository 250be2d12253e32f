#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "acts/services.h"
#include "store/reviewers.h"

namespace himthough {

/// Name, password and code were right. Only using the code up says that it was not used before.
struct Proof {
    Reviewer who;
    std::variant<std::int64_t, Hash> code;   ///< the authenticator's step, or a recovery code's hash
    std::string tried_as;                    ///< the name's skeleton: what tries are counted under
};

/// Why::not_allowed, the same after the same time, for a name nobody has, a wrong password and a wrong code. Why::slow_down after wrong
/// tries, or when too many ask at once. Blocks for the length of an Argon2id hash. What is proved must be judged.
Outcome<Proof> prove(Services&, std::string_view name, std::string_view password, std::string_view code);
/// In the transaction of whatever it was asked for. Why::not_allowed when the code was used before, the password was changed meanwhile
/// or the reviewer left.
Outcome<Done> use_up(store::Transaction&, const Proof&);
/// Tells those who count wrong tries what became of it.
void judge(Services&, const Proof&, const Outcome<Done>& became);

}  // namespace himthough
