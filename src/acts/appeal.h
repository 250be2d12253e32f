#pragma once
#include <string>

#include "acts/keep.h"
#include "acts/my_words.h"
#include "acts/services.h"
#include "acts/sign_in.h"
#include "store/appeals.h"

namespace himthough {

constexpr std::size_t longest_appeal = 600;   ///< code points

/// Asks that somebody else looks at one's own words that were declined or taken off; `words` to the reviewers may be empty. Once for each
/// text: already_done. Why::not_found: not one's own; not_allowed: it was not declined; too_long, words_refused: of `words`.
Outcome<Done> appeal(Services&, const Opened&, ContributionId, const std::string& words);

/// Is it for somebody else to decide than this reviewer? They declined the text or took it off; or they were the first of the two who did, and
/// a third is there.
bool is_anothers(store::Transaction&, const AtDesk&, const store::Appeal&);

/// Decides about one that waits. Why::not_allowed where it is somebody else's. Why::already_done when another one has
/// decided or the writer has changed the words. What is turned round is accepted, and in the next edition.
Outcome<Done> decide_appeal(Services&, const AtDesk&, ContributionId, std::int64_t revision, bool overturn);

}  // namespace himthough
