#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "movement/contribution.h"
#include "store/reviewers.h"
#include "store/store.h"

namespace himthough {

/// The numbers are kept in the database.
enum class AppealState : std::uint8_t { waits = 1, upheld = 2, overturned = 3 };

namespace store {

struct Appeal {
    ContributionId contribution = 0;
    std::int64_t revision = 0;      ///< of the text that was declined
    ReviewerId decided_by = 0;      ///< who declined it or took it off ...
    ReviewerId first_by = 0;        ///< ... after this one had said first what they would do; 0: nobody
    std::string words;              ///< to the reviewers; "": none, or it is decided
    Day day;
    AppealState state = AppealState::waits;
};

/// The one about a text as it stands; nothing when the text has changed since.
std::optional<Appeal> appeal_about(Transaction&, const Contribution&);
/// In the place of one about an older text.
void set_appeal(Transaction&, const Appeal&);
/// To the next revision of the same text.
void carry_appeal(Transaction&, const Contribution& before);
/// Its words are forgotten: they belong on the list of deletions first.
void end_appeal(Transaction&, ContributionId, AppealState);
/// Takes the words of one about a text up to this revision; how many had some.
std::int64_t forget_appeal_words(Transaction&, ContributionId, std::int64_t revision);
/// That wait and are about texts as they stand, the oldest first.
std::vector<Appeal> waiting_appeals(Transaction&, int most);

}  // namespace store
}  // namespace himthough
