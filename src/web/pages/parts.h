#pragma once
#include <map>
#include <string>
#include <string_view>

#include "base/outcome.h"
#include "movement/contribution.h"
#include "web/page.h"

/// What several pages show alike. The names these functions set stand in the comments of the templates.
namespace himthough::web::pages {

/// "15 October 2017" and "October 2017", in that language.
std::string say_day(Day day, std::string_view language);
std::string say_month(Day day, std::string_view language);
/// What a BCP 47 or an ISO 3166 code is called in that language: "French", "Deutschland".
std::string language_name(std::string_view code, std::string_view language);
/// With the marks between thousands that the language has: "36,906".
std::string say_number(std::int64_t number, std::string_view language);
std::string country_name(std::string_view code, std::string_view language);

/// "vow_action" → "VOW_ACTION".
std::string in_capitals(std::string_view word);
/// PARAGRAPH repeated.
void fill_paragraphs(View& view, std::string_view section, std::string_view text);
/// The day that is shown: of a survivor, the Monday of the week where a movement wants that.
Day shown_day(const Movement&, const Contribution&);
/// "SURVIVOR", "ACCOUNTABLE", "CALL" or "ANSWER": the section of a template for what is said in a voice.
std::string_view section_of(Voice);
/// One contribution as everybody sees it: DAY, WORDS, PATH ... inside SURVIVOR, ACCOUNTABLE or CALL.
void fill_contribution(const Site&, View& view, const Movement&, const Contribution&, std::string_view language);
/// What has a page of its own in the current edition; `id` as in its path.
std::optional<Contribution> find_released(Site&, const Movement&, std::string_view id);
std::string path_of(const Site&, const Movement&, const Contribution&);

/// The link that asks for ten minutes, the same for everybody: nothing of who sent it, or to whom, stands in it.
std::string address_that_asks(const Site&, const Movement&);
/// Is this a path below /{movement}/ask? Then another asked whoever comes by it to look back, and the forms on the way have that ticked.
bool came_by_asking(const Movement&, std::string_view path);
/// The box of _was_asked_field.html.
bool says_was_asked(const Form& typed);

/// The answer to every link that opens nothing, whether it was used, replaced, is too old, or never was one.
net::Response link_gone(Site&, const Asked&);

/// Why it was refused, as a sentence of the texts; where the act does not say, that it is not to be had just now.
std::string_view sentence_of(const Refusal&);
/// `section` {SAYS}.
void fill_refusal(const Site&, View&, std::string_view section, const Refusal&, std::string_view language);
/// Retry-After, where it may go well a moment later: 503; and where somebody tried too often: 429 too.
net::HeaderList after_a_moment(int status);
net::HeaderList after_tries(int status);

/// For so many months it is told what was decided; and of why something was declined in one of them, what may be told.
constexpr int months_of_decisions = 24;
std::map<Reason, std::int64_t> reasons_told(const std::map<Reason, std::int64_t>& declined);

/// A refusal beside its field and in the summary at the top. `suffix`: of the field's id where it stands several times.
void fill_fault(const Site&, View& page, View& form, const Refusal&, std::string_view language, std::string_view suffix = "");
/// <PREFIX>_<WORD> of what is chosen: AUDIENCE_EVERYONE.
void fill_choice(View& form, std::string_view prefix, std::string_view word);
/// LANGUAGE_CHOICE repeated, each called by its own name.
void fill_languages(const Site&, View& form, const Movement&, std::string_view chosen);
/// Where somebody lives: those countries that may be said, by their names in that language.
void fill_countries(View& form, const Movement&, std::string_view language, std::string_view chosen);
void fill_vow_days(const Site&, View& form);

}  // namespace himthough::web::pages
