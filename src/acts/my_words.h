#pragma once
#include <vector>

#include "acts/services.h"
#include "base/outcome.h"
#include "movement/receipt.h"

namespace himthough {

/// What nine words opened: whose things, and the key of what is sealed. Lives in one request, and sealed in the page between two.
struct Opened {
    ParticipantId participant;
    Key seal_key;
};

/// Refuses not_found, alike and in the same time whether the words are unknown or what they opened was deleted.
Outcome<Opened> open_my_words(Services& with, const Receipt& receipt);

/// Everything held of one participant, sealed words opened.
struct MyWords {
    Day since;
    std::vector<Contribution> said;
};
Outcome<MyWords> read_my_words(Services& with, const Opened& opened);

/// What people who said me too in this movement share among themselves. Refuses not_allowed to anybody who did not say it there.
Outcome<std::vector<Contribution>> read_among_survivors(Services& with, const Opened& opened, MovementId movement);

}  // namespace himthough
