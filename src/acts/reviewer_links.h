#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "acts/services.h"
#include "store/reviewer_links.h"

namespace himthough {

constexpr std::chrono::seconds link_lives = std::chrono::hours(24);

/// A one-time link for the first reviewer, for another one, or for one who needs a new password (`name`). Gives what stands behind
/// /desk/start/ : show it once, it is kept as a hash only. It lives for a day; the newest link for one purpose ends older ones.
/// Why::already_done: `first`, and there is a reviewer. Why::not_found: `reset`, and nobody is called `name`.
/// Nobody but the reviewer ever knows or sets the password.
Outcome<std::string> make_link(store::Store&, const Keys&, const Clock&, LinkPurpose, std::string_view name = {});

/// The active reviewers, by name: for the organiser. Neither password nor secret comes along.
struct ListedReviewer {
    std::string name;
    Day since;
};
std::vector<ListedReviewer> list_reviewers(store::Store&);
/// Ends all sessions and links; the password and the secret are erased. Why::not_found: nobody is called `name`.
Outcome<Done> let_reviewer_go(store::Store&, std::string_view name);

/// What a link is for, and the name that goes with it (of a reset; else "").
struct OpenLink {
    LinkPurpose purpose;
    std::string name;
};
/// Why::expired for one that was used, ended, or never was.
Outcome<OpenLink> open_link(Services&, std::string_view token);

/// A password was chosen, the authenticator app is not proven yet. Nothing of it is kept: the form carries it, sealed.
struct Enrolment {
    std::string sealed;
    std::string name;
    std::string secret;     ///< to type
    std::string address;    ///< otpauth://, for the picture
};
/// Refuses a name that is taken or looks like a taken one, and a password that may not be one. `name` does not matter to a reset.
/// Blocks for the length of an Argon2id hash.
Outcome<Enrolment> begin_enrolment(Services&, std::string_view token, std::string_view name, std::string_view password);
/// The same again, for a page that is shown again. Why::expired when it is not ours or the link is gone.
Outcome<Enrolment> resume_enrolment(Services&, std::string_view token, std::string_view sealed);
/// Adds the reviewer, or gives an old one the new password and secret; ends all their sessions; uses the link up.
Outcome<Done> confirm_enrolment(Services&, std::string_view token, std::string_view sealed, std::string_view code);

}  // namespace himthough
