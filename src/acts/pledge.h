#pragma once
#include <optional>
#include <string>

#include "acts/checked_words.h"
#include "acts/keep.h"
#include "acts/my_words.h"

namespace himthough {

struct NewPledge {
    MovementId movement = 0;
    std::string nonce;       ///< of the form
    std::string who;         ///< who "we" are, in general words
    TypedVow vow;
    std::string needs;       ///< digits: how many of us, oneself included
    std::string language;
};

struct KeptPledge {
    KeptWords kept;
    std::string link;        ///< what stands in the link for the others; "" when another was made since
};

/// Begins a pledge: reviewed like everything, joined through its link once it was accepted, public once enough have joined. The same form
/// again gives the same receipt and link.
/// Refuses: not_found (movement); missing (words, vow_action, vow_shows, vow_day, needs); unreadable (needs: not fewest_together to
/// most_together; vow_day); too_long, words_refused; expired when it was taken back.
Outcome<KeptPledge> make_pledge(Services& with, const NewPledge& asked);

/// What a link leads to. Refuses not_found alike whether it was replaced, taken back, or never was one. What is not may_be_joined() is not to
/// be shown.
Outcome<Contribution> find_pledge_by_link(Services& with, std::string_view link);

/// One more joins, with a receipt of their own; the same form again joins nobody else.
/// Refuses: not_found as find_pledge_by_link does; not_allowed before a reviewer accepted it, and once its day has come; expired when this form was
/// used for something else, or what it made was taken back.
Outcome<Receipt> join_pledge(Services& with, std::string_view link, std::string_view nonce);

/// A new link in the place of the old one, which opens nothing any more. Refuses not_found when it is no pledge of this participant.
Outcome<std::string> replace_link(Services& with, const Opened& opened, ContributionId pledge);

/// What somebody joined, nothing when they did not. To leave is to delete what the receipt opens (withdraw).
std::optional<Contribution> joined_by(Services& with, const Opened& opened);

}  // namespace himthough
