#pragma once
#include <vector>

#include "acts/my_words.h"
#include "movement/witness.h"

namespace himthough {

/// A link for one person who is to look at a vow of one's own: what stands in it, told once and kept as a keyed hash. An older link that
/// nobody agreed to is void. Refuses: not_found when it is no vow of this participant; not_allowed before a reviewer has accepted the vow
/// and once it was not kept or withdrawn; already_done while somebody looks.
Outcome<std::string> invite_witness(Services& with, const Opened& opened, ContributionId carrier);

/// Where a vow's witness is, as its maker may know: invited (also when somebody has looked, or closed the link), witness, or over.
struct AskedWitness {
    WitnessState state = WitnessState::over;
    bool ever = false;             ///< a link was made
    Day made{};                    ///< of the newest link
};
AskedWitness witness_state(Services& with, VowId vow);

/// A vow as somebody who looks at it sees it: reviewed things only, with what they say now.
struct LookedAt {
    Contribution carrier;                       ///< whose vow it is
    std::optional<Contribution> acknowledgement;   ///< what it follows from, where everybody can read that
    std::vector<Contribution> check_ins;        ///< check_in->witness: what a witness says
    std::vector<ContributionId> spoken_for;     ///< those of which a witness before this one has spoken
};

/// Does a link open anything? It is used up by an answer only. Refuses not_found alike for one that was used, is too old, or never was.
Outcome<Done> look_at_link(Services& with, std::string_view link);
/// An answer to it. `nonce`: of the form, which fixes the receipt: the same form may go on and repeat itself, no other.
/// Gives the vow for look and agree. Refuses not_found as look_at_link does, unavailable.
Outcome<LookedAt> answer_link(Services& with, std::string_view link, std::string_view nonce, WitnessAnswer answer);

/// Everything that a participant looks at.
std::vector<LookedAt> looked_at(Services& with, const Opened& opened);
/// Confirms, questions, or takes that back. It is shown with the next edition. Refuses not_found, and not_allowed where a witness before
/// them has spoken.
Outcome<Done> say_as_witness(Services& with, const Opened& opened, ContributionId check_in, WitnessWord word);
/// By whoever looks, or by whoever vowed, who may also take a link back so; `carrier`: of the vow. What was confirmed stays. Refuses not_found.
Outcome<Done> end_witness(Services& with, const Opened& opened, ContributionId carrier);

}  // namespace himthough
