#pragma once
#include "acts/services.h"
#include "base/outcome.h"
#include "movement/receipt.h"

namespace himthough {

/// What became of a form that was sent.
struct KeptWords {
    Receipt receipt;
    Contribution said;     ///< as it is kept
    bool as_sent = true;   ///< false: the same form was sent before with something else in it, and that is what is kept
};

/// Where every act that takes new words ends: one participant and one contribution for one form, however often it is sent.
/// `as_kept`: what is to be kept; the words of a sealed one are in `sealed` already.
/// Refuses expired when what this form made was taken back, unavailable.
Outcome<KeptWords> keep(Services& with, const Receipt& receipt, Contribution as_kept);

}  // namespace himthough
