#pragma once
#include "acts/checked_words.h"
#include "acts/my_words.h"

namespace himthough {

struct Edit {
    ContributionId id;
    std::string words, note;       ///< a survivor's words may become empty: said without words
    std::optional<Deed> deed;      ///< of an acknowledgement
    TypedVow vow;                  ///< of an acknowledgement or a further vow; one that stands stays what it is
};

/// Changes what somebody said. Whatever has words goes back to review and is off every page at once. A vow may keep the day it has, also
/// when that has come; once it stands only reports move it (check_in.h).
/// Refuses as say_me_too, acknowledge and call_in do; not_found when it is not this participant's.
Outcome<Done> edit(Services& with, const Opened& opened, const Edit& asked);

struct Readers {
    ContributionId id;
    Audience audience;
    Answers answers;
};

/// Changes who reads and who answers (answer.h) a survivor's words. Readers: to fewer: at once. To more: with the next edition; words that nobody has
/// reviewed, because they were sealed, are reviewed first.
/// Refuses not_found, not_allowed (all but "me too" with words).
Outcome<Done> change_readers(Services& with, const Opened& opened, const Readers& asked);

}  // namespace himthough
