#pragma once
#include "acts/keep.h"
#include "acts/my_words.h"

namespace himthough {

/// An answer to a survivor: one of the sentences that help, or, from somebody of whom an answer stands already, own words.
struct NewAnswer {
    MovementId movement;
    ContributionId to;
    std::string sentence;    ///< as the list has it; "" with own words
    std::string words;       ///< own ones, 1 to 600
    std::string language;    ///< BCP 47, of the sentence or the words
};

/// By somebody who is new here: `nonce` of the signed form fixes the receipt, and the same form again changes nothing and finds its answer.
/// Refuses not_found when these words take no answers (any more), all alike; missing (sentence); not_allowed (receipt: only people who said
/// me too may answer these; words: a first answer is chosen); expired (taken back since), unavailable.
Outcome<KeptWords> answer(Services& with, const NewAnswer& asked, std::string_view nonce);
/// By somebody with nine words, once to the same words; the same answer once more changes nothing. Refuses as answer does, and: not_allowed
/// (receipt) for nine words of an acknowledgement, and for whoever wrote what is answered; already_done (another answer stands or waits);
/// too_long, words_refused (words).
Outcome<Done> answer_as(Services& with, const Opened& opened, const NewAnswer& asked);

/// Who may answer a survivor's words from now on. To fewer: what they said is off the page at once, and no backup brings it back. To more: what
/// was not hidden comes back with the next edition. Refuses not_found, not_allowed (all but "me too" with words).
Outcome<Done> choose_answers(Services& with, const Opened& opened, ContributionId id, Answers answers);
/// Hides an answer to one's own words, off the page at once, for good; or shows it with the next edition again. Refuses not_found.
Outcome<Done> hide_answer(Services& with, const Opened& opened, ContributionId answer, bool hidden);

}  // namespace himthough
