#pragma once
#include "acts/keep.h"

namespace himthough {

struct NewCall {
    MovementId movement;
    std::string nonce;       ///< of the signed form; fixes the receipt
    std::string words;
    std::string language;
    std::string country;     ///< ISO 3166-1 alpha-2; "": not said
};

/// "Him, though?", asked in public: somebody asks those who are silent to look back, and names nobody. The same nonce again changes nothing.
/// Refuses: expired (taken back since), missing, too_long, words_refused (field words), not_found (movement), unavailable.
Outcome<KeptWords> call_in(Services& with, const NewCall& asked);

}  // namespace himthough
