#pragma once
#include "acts/decide.h"
#include "acts/my_words.h"
#include "acts/services.h"
#include "movement/concern.h"
#include "movement/receipt.h"

namespace himthough {

/// Words on a public page, as somebody sees them who reports them.
struct NewReport {
    MovementId movement = 0;
    std::string nonce;                 ///< of the form: the same form reports once
    ContributionId contribution = 0;
    std::int64_t revision = 0;         ///< that was read
    std::string reason;                ///< word of a Reason, or "about_me"
    std::string words;                 ///< for reviewers only; 0 to longest_concern code points
};

/// Keeps a report under nine words of its own. Takes nothing off any page. What a reviewer has looked at, as it stands there, is answered at
/// once, and nothing of the words is kept. Refuses: missing (reason), too_long, words_refused, not_found when it is not shown,
/// already_done when it was changed since it was read, expired when this form's report was taken back, unavailable.
Outcome<Receipt> report(Services&, const NewReport&);

/// Is it on a public page, by itself or with what it follows or answers? Nothing when it is not, or of another movement.
std::optional<Contribution> find_shown(store::Transaction&, MovementId, ContributionId);

/// What these nine words reported.
std::optional<Concern> reported_by(Services&, const Opened&);

/// What a reviewer decides about everything that was reported of one text.
/// replace: taken off, and before the desk again, where a name or another piece is replaced and the rest goes out with a later edition.
enum class ReportDecision : std::uint8_t { stands = 1, take_off = 2, change = 3, replace = 4 };
/// "stands", "take_off", "change", "replace".
std::optional<ReportDecision> report_decision_from_word(std::string_view word);
std::string_view word_of(ReportDecision);

struct NewReportDecision {
    ContributionId contribution = 0;
    std::int64_t revision = 0;         ///< that was read
    ReportDecision decision = ReportDecision::stands;
    std::optional<Reason> reason;      ///< needed for all but `stands`
    ConcernId read_up_to = 0;          ///< the last of the reports that were read
};
/// One answer to the reports of a text. `stands` answers those that were read, and holds until its writer changes it; those with words that came
/// later wait on. The others answer all, and take it off every public page before this
/// returns; the words stay with their writer, who reads the reason. An answer is never asked to change. Refuses: missing (reason), not_allowed, not_found, already_done when nothing waits
/// (any more) or the words were changed, unavailable.
Outcome<Done> decide_reports(Services&, const AtDesk&, const NewReportDecision&);

/// Forgets the words of reports decided concern_words_days ago or longer; how many. Throws when the database cannot be written.
std::int64_t forget_report_words(Services&);

}  // namespace himthough
