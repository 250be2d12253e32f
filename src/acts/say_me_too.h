#pragma once
#include "acts/services.h"
#include "base/outcome.h"
#include "movement/receipt.h"

namespace himthough {

struct NewMeToo {
    MovementId movement;
    std::string nonce;       ///< of the signed form; fixes the receipt
    std::string words;       ///< empty: said without words
    std::string note;
    std::string language;
    Audience audience = Audience::everyone;
    Answers answers = Answers::nobody;
};

/// Somebody says "me too". The same nonce again changes nothing and gives the same receipt.
/// Refuses: too_long, words_refused (fields words, note), not_found (movement), unavailable.
Outcome<Receipt> say_me_too(Services& with, const NewMeToo& asked);

}  // namespace himthough
