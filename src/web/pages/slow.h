#pragma once
#include "web/page.h"
#include "web/pages/sent.h"

/// What forms for something new do where a movement is read more slowly: they wait. A bigger proof than usual, by time and by no puzzle, and nothing of it
/// needs a script.
namespace himthough::web::pages {

/// The sentence of a form that was sent too early; fill_token says with it how long there is to wait yet.
inline constexpr std::string_view slow_lane_fault = "wait.text";

/// How long a form has to lie open yet; nothing: it may be sent now. `age`: how long it has.
std::optional<std::chrono::seconds> left_to_wait(const Site&, const Movement&, std::chrono::seconds age);

/// TOKEN: of a form that is shown again the one it came with, so that its time goes on, as long as it holds and `refusal` does not say that it is used up.
/// WAIT of _faults.html, when `refusal` says that it was sent too early.
void fill_token(const Site&, const Asked&, View& page, const Movement&, std::string_view purpose, const Refusal* refusal);

/// Lets the movement's lane count what was kept; of one address no more than it may send, so that nobody alone turns it slow. A whole /48 of IPv6 is one here.
void tell_lane(Site&, const Asked&, const Movement&);

/// What a button on a page that is the same for everybody does first: its token knows no time. Nothing: now the act. Else back to `path`, when the
/// form is none of ours, or the page that asks to wait; `is` is what that page has a button for ("STAND", "COUNT").
std::optional<net::Response> waits_first(Site&, const Asked&, const std::string& path, std::string_view is);

/// What every form for something new does, as `sent`; where its movement is read more slowly it comes back until it has lain open for long enough. Sending it
/// too early does not count as sending it, so that nobody keeps it slow by that. `purpose`: of its token.
template <class Form, class Act>
net::Response sent_new(Site& site, const Asked& asked, const Movement& movement, std::string_view purpose, Form form, Act act) {
    // A token that does not hold is for the act to refuse.
    const auto issued = site.tokens.issued(asked.form["token"], purpose);
    const auto left = issued ? left_to_wait(site, movement, issued->age) : std::nullopt;
    if (left) {
        const Refusal early{Why::slow_down, "", slow_lane_fault};
        return form(site, asked, &early, net::HeaderList{{"Retry-After", std::to_string(left->count())}});
    }
    return sent(site, asked, form, [&] {
        auto done = act();
        if (done) tell_lane(site, asked, movement);
        return done;
    });
}

}  // namespace himthough::web::pages
