#pragma once
#include <string>

#include "acts/recovery_codes.h"
#include "acts/setup.h"
#include "store/waves.h"
#include "web/page.h"

/// What the desk's pages share. They are for one person each: the session's cookie opens them, a token made from it is in each form.
namespace himthough::web::pages {

/// Browsers take it from a loopback address over plain HTTP too, so one name does everywhere.
constexpr std::string_view desk_cookie = "__Host-desk";
/// For Set-Cookie; an empty value takes the cookie back.
std::string desk_cookie_header(std::string_view value);

/// Nothing: nobody is signed in.
std::optional<AtDesk> at_desk(Site&, const Asked&);
/// Was this form made for this very session?
bool own_desk_form(const Site&, const Asked&);
/// A view with what every page of the desk has.
View desk_view(Site&, const Asked&, const AtDesk&);
/// Movements that are to be erased (_desk_erasing.html).
void fill_endings(Site&, View&, const AtDesk&, std::string_view language);
/// The number a field of our own forms holds; nothing for anything else.
std::optional<std::int64_t> number_in(std::string_view typed);
net::Response to_sign_in(const Site&);

/// What a page of the desk does with somebody whose role may do that there; anybody else is sent to sign in, and somebody of another role
/// gets 403. So does a POST that was not made from a page of this session.
template <class Page>
net::Response for_task(Site& site, const Asked& asked, Task task, Page page) {
    const auto me = at_desk(site, asked);
    if (!me) return to_sign_in(site);
    if (!may(me->role, task)) return error_answer(site, asked.language, 403);
    if (asked.request.method == net::Method::post && !own_desk_form(site, asked)) return error_answer(site, asked.language, 403);
    return page(*me);
}

/// What the desk says of a contribution before anybody opens the words (desk_queue.html).
void fill_about(const Site&, View&, const Contribution&, std::string_view language);
/// Until when a vow runs, and how often it repeats (_desk_vow_day.html).
void fill_vow_day(const Site&, View&, const Vow&, std::string_view language);
/// What is read beside an opened text: what a check-in says, and of which vow; what it belongs to; what it answers (_desk_beside.html).
void fill_beside(const Site&, View&, const Contribution&, std::string_view language);
/// An opened text in which nothing is marked (_desk_words.html).
void fill_opened(const Site&, View&, const Contribution&, std::string_view language);
/// Will somebody else read it after whoever decides now, without anybody's wish?
bool two_read(const Site&, const Contribution&);
/// How much is read before a rest: ITEMS, MINUTES, REST_MINUTES.
void fill_caps(const Site&, View&);
/// How each movement is read now, and what waits without words (_desk_lanes.html).
void fill_lanes(Site&, View&, const AtDesk&, std::string_view language);
/// What the desk says of a wave: WAVE_ID, COUNT, DAY ... (_desk_wave.html).
void fill_wave(const Site&, View&, const store::WaveInQueue&, std::string_view language);
/// The queue, with why something else that was asked for is not shown.
net::Response desk_queue_page(Site&, const Asked&, const AtDesk&, const Refusal*);

/// _diff.html.
void fill_diff(View&, const std::vector<DiffLine>&);

/// The codes of desk_new_codes.html.
void fill_codes(View&, const RecoveryCodes&);

/// The sign-in page with a sentence on it.
net::Response sign_in_page(Site&, const Asked&, int status, std::string_view says, net::HeaderList more = {});

}  // namespace himthough::web::pages
