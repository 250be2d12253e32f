#pragma once
#include <functional>

#include "acts/services.h"
#include "base/outcome.h"
#include "movement/receipt.h"

namespace himthough {

/// What became of a form that was sent.
struct KeptWords {
    Receipt receipt;
    Contribution said;     ///< as it is kept
    bool held = false;     ///< without words for others, in a slow lane: the desk says whether it counts
    bool as_sent = true;   ///< false: the same form was sent before with something else in it, and that is what is kept
};

/// Where every act that takes new words ends: one participant and one contribution for one form, however often it is sent.
/// `as_kept`: what is to be kept; the words of a sealed one are in `sealed` already.
/// `may`: asked in the same transaction before something new is kept; what it refuses is not.
/// Refuses expired when what this form made was taken back, unavailable, and as `may` does.
using MayKeep = std::function<Outcome<Done>(store::Transaction&)>;
Outcome<KeptWords> keep(Services& with, const Receipt& receipt, Contribution as_kept, const MayKeep& may = {});

}  // namespace himthough
