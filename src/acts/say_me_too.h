#pragma once
#include "acts/keep.h"

namespace himthough {

struct NewMeToo {
    MovementId movement;
    std::string nonce;       ///< of the signed form; fixes the receipt
    std::string words;       ///< empty: said without words
    std::string note;
    std::string language;
    std::string country;     ///< ISO 3166-1 alpha-2; "": not said
    Audience audience = Audience::everyone;
    Answers answers = Answers::nobody;
};

/// Somebody says "me too". The same nonce again changes nothing and gives the same receipt.
/// Refuses: expired (taken back since), too_long, words_refused (fields words, note), not_found (movement), unavailable.
Outcome<KeptWords> say_me_too(Services& with, const NewMeToo& asked);

}  // namespace himthough
