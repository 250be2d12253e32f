#pragma once
#include "acts/keep.h"

namespace himthough {

struct NewAcknowledgement {
    MovementId movement;
    std::string nonce;             ///< of the signed form; fixes the receipt
    std::optional<Deed> deed;
    std::string words;
    std::string vow_action;        ///< this and the day both empty: words so far
    std::string vow_day;           ///< ISO, from tomorrow on, at most two years ahead
    std::string language;
};

/// Somebody says what they did, in the first person, and vows something. The same nonce again changes nothing.
/// Refuses: expired (taken back since), missing (deed, words, vow_action, vow_day), unreadable (vow_day), too_long, words_refused, not_found, unavailable.
Outcome<KeptWords> acknowledge(Services& with, const NewAcknowledgement& asked);

}  // namespace himthough
