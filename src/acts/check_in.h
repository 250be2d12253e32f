#pragma once
#include "acts/checked_words.h"
#include "acts/my_words.h"

namespace himthough {

/// A further vow on an acknowledgement; reviewed, then shown with it. The same once more changes nothing.
/// Refuses: not_found when it is no acknowledgement of this participant; too_many; and as check_vow does.
Outcome<Done> make_vow(Services& with, const Opened& opened, ContributionId acknowledgement, const TypedVow& typed);

struct NewCheckIn {
    ContributionId on;             ///< the one that carries the vow
    std::optional<Report> report;
    std::string day;               ///< ISO; "": today
    std::string words;             ///< what was done, in a few words; may be empty
};

/// Says what became of a vow. Words are reviewed before they are shown; without words it goes out with the next edition. The same report of
/// the same round once more changes nothing.
/// Refuses: not_found when it is no vow of this participant; missing (report); unreadable (day); not_allowed when the vow has ended, never had enough who joined, or the
/// report does not fit its day; too_long, words_refused.
Outcome<Done> check_in(Services& with, const Opened& opened, const NewCheckIn& asked);

}  // namespace himthough
