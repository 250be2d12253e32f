#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/services.h"
#include "acts/sign_in.h"
#include "store/reviewer_links.h"

namespace himthough {

/// Who decides about people at the desk, and with what. Every act here looks once more, in its own transaction, whether they (still) organise:
/// Why::not_allowed. What is done goes into the record.
struct Organising {
    store::Store& store;
    const Keys& keys;
    const Clock& clock;
    ReviewerId by = 0;   ///< 0: the server's own terminal, which may all of it
};
inline Organising organising(Services& with, const AtDesk& me) { return {with.store, with.keys, with.clock, me.reviewer}; }

/// Somebody of that name, also one who left.
std::optional<Reviewer> reviewer_called(store::Store&, std::string_view name);

struct PeopleAtDesk {
    std::vector<Reviewer> people;                    ///< active, by name
    std::vector<store::ReviewerLink> invitations;    ///< that can be followed now
};
PeopleAtDesk people_at_desk(store::Store&, const Clock&);

/// A one-time link for somebody who comes to the desk in that role. Gives what stands behind /desk/start/ : show it once, it is kept as a
/// hash only. No role: an organiser where there is none, else a reviewer.
Outcome<std::string> invite(const Organising&, std::optional<Role>);
/// Why::not_found: there is no open invitation of that number (any more).
Outcome<Done> take_invitation_back(const Organising&, std::int64_t id);
/// A one-time link for a new password and code; nobody but that person ever sets one. The newest ends older ones. Why::not_found for
/// somebody unknown; at the desk also for one who left, whom only the server's own terminal brings back.
Outcome<std::string> start_reset(const Organising&, ReviewerId);
/// Ends the links somebody made who does not organise any more. Why::already_done, fault.last_organiser: nobody else would organise.
Outcome<Done> give_role(const Organising&, ReviewerId, Role);
/// Ends sessions, recovery codes and links, also those they made for others; the password and the secret are erased. Refuses as give_role.
Outcome<Done> let_go(const Organising&, ReviewerId);

}  // namespace himthough
