#pragma once
#include "acts/services.h"
#include "acts/sign_in.h"
#include "movement/concern.h"
#include "movement/receipt.h"
#include "store/sought.h"

namespace himthough {

/// Words by somebody who thinks that something on a page here is about them. They may hold names: nobody but reviewers reads them.
struct NewAboutMe {
    MovementId movement = 0;
    std::string nonce;                           ///< of the form: the same form asks once
    std::string words;                           ///< 1 to longest_about_me code points
    std::string wish;                            ///< word of a Wish
    std::optional<ContributionId> contribution;  ///< whose page they named, if they did
};
/// Keeps it under nine words of its own. Takes nothing off any page. Refuses: missing (words, wish), too_long, words_refused, not_found
/// (address) when nothing is shown there, expired when what this form sent was taken back, unavailable.
Outcome<Receipt> ask_about_me(Services&, const NewAboutMe&);

/// Descriptions that say the same, as a reviewer read them. What came later waits on.
struct ReadDescriptions {
    ConcernId id = 0;           ///< one of them
    ConcernId read_up_to = 0;   ///< the last of them
};
/// Answers them where nothing was found: not_found, say_more or not_from_it. Refuses: missing (answer), already_done.
Outcome<Done> answer_about_me(Services&, const AtDesk&, ReadDescriptions, std::optional<ConcernState> answer);

/// These are the words that are meant: the descriptions are reports of them from now on (acts/report.h), also where they were found to
/// stand before. Refuses: already_done, not_found when they are not shown there.
Outcome<Done> find_words(Services&, const AtDesk&, ReadDescriptions, ContributionId);

/// They are not the ones: what began as descriptions waits for somebody to look again, and no decision is made. Refuses: already_done.
Outcome<Done> look_on(Services&, const AtDesk&, ContributionId);

constexpr std::size_t longest_search = 100, most_found = 20;   ///< code points; texts
/// Looks for words on the public pages of that movement. Each piece between blanks must be in them. Refuses: missing, too_long (search).
Outcome<store::Search> search_words(Services&, MovementId, const std::string& typed);

}  // namespace himthough
