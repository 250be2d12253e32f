#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "acts/services.h"
#include "store/reviewers.h"

namespace himthough {

/// What a browser at the desk sends with each request. It is in nothing we keep: the database holds its keyed hash.
using DeskCookie = std::string;

struct NewSignIn {
    std::string_view name, password;
    std::string_view code;         ///< the authenticator's, or a recovery code
    std::string_view old_cookie;   ///< of a session this browser had: it ends
};

/// Who is at the desk, and by which session. Whatever a reviewer does takes one.
struct AtDesk {
    ReviewerId reviewer = 0;
    std::string name;
    std::int64_t session = 0;
    Role role = Role::reviewer;
};

/// A new session, every time. Why::not_allowed, the same after the same time, for a name nobody has, a wrong password, a wrong
/// code and a code that was used before. Why::slow_down after wrong tries, or when too many sign in at once. Blocks for the length
/// of an Argon2id hash.
Outcome<DeskCookie> sign_in(Services&, const NewSignIn&);

/// Why::not_allowed when the session is unknown, ended, was idle for half an hour or is twelve hours old, or its reviewer left.
/// The time last seen is written every half minute at most: a session may end that much early.
Outcome<AtDesk> current_reviewer(Services&, std::string_view cookie);

Outcome<Done> sign_out(Services&, std::string_view cookie);

struct SessionView {
    std::int64_t id;
    Day began;
    long idle_minutes;
    bool this_one;
};
/// A reviewer's own, newest first.
std::vector<SessionView> sessions_of(Services&, const AtDesk&);
/// Ends one of the reviewer's own; Why::not_found for any other.
Outcome<Done> end_session(Services&, const AtDesk&, std::int64_t id);

/// The name a reviewer typed, made fit to keep; nothing when it is not one line of 2 to 40 letters.
std::optional<std::string> reviewer_name(std::string_view typed);

}  // namespace himthough
