#pragma once
#include "acts/my_words.h"

namespace himthough {

struct Edit {
    ContributionId id;
    std::string words, note;       ///< a survivor's words may become empty: said without words
    std::optional<Deed> deed;      ///< of an acknowledgement
    std::string vow_action, vow_day;
};

/// Changes what somebody said. Whatever has words goes back to review and is off every page at once. The vow of an acknowledgement
/// may keep the day it has, also when that has come.
/// Refuses as say_me_too and acknowledge do; not_found when it is not this participant's.
Outcome<Done> edit(Services& with, const Opened& opened, const Edit& asked);

struct Readers {
    ContributionId id;
    Audience audience;
    Answers answers;
};

/// Changes who reads and who answers a survivor's words. To fewer: at once. To more: with the next edition; words that nobody has
/// reviewed, because they were sealed, are reviewed first.
/// Refuses not_found, not_allowed (acknowledgements, "me too" without words).
Outcome<Done> change_readers(Services& with, const Opened& opened, const Readers& asked);

}  // namespace himthough
