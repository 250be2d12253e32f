#pragma once
#include "acts/checked_words.h"
#include "acts/keep.h"

namespace himthough {

struct NewAcknowledgement {
    MovementId movement;
    std::string nonce;             ///< of the signed form; fixes the receipt
    std::optional<Deed> deed;
    std::string words;
    TypedVow vow;                  ///< empty: words so far
    std::string language;
    std::string country;     ///< ISO 3166-1 alpha-2; "": not said
    bool asked = false;            ///< another asked them to look back
};

/// Somebody says what they did, in the first person, and vows something. The same nonce again changes nothing.
/// Refuses: expired (taken back since), missing (deed, words, and as check_vow does), unreadable (vow_day), too_long, words_refused, not_found, unavailable.
Outcome<KeptWords> acknowledge(Services& with, const NewAcknowledgement& asked);

}  // namespace himthough
