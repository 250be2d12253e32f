#include <unicode/reldatefmt.h>

#include "web/pages/desk_parts.h"
#include "web/pages/pages.h"
#include "web/pages/parts.h"

namespace himthough::web::pages {
namespace {

/// "7 minutes ago", in that language.
std::string say_minutes_ago(long minutes, std::string_view language) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::RelativeDateTimeFormatter format(icu::Locale(std::string(language).c_str()), error);
    icu::UnicodeString text;
    format.format(static_cast<double>(minutes), UDAT_DIRECTION_LAST, UDAT_RELATIVE_MINUTES, text, error);
    std::string out;
    return text.toUTF8String(out);
}

}  // namespace

net::Response desk_sessions(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk& me) {
        auto view = desk_view(site, asked, me);
        for (const auto& session : sessions_of(site.with, me)) {
            auto& one = view.add("SESSION").set("ID", session.id).set("SINCE", say_day(session.began, asked.language));
            one.set("LAST", say_minutes_ago(session.idle_minutes, asked.language)).show("THIS", session.this_one);
        }
        return personal(site, asked, 200, "desk_sessions", view);
    });
}

net::Response desk_end_session(Site& site, const Asked& asked) {
    return for_task(site, asked, Task::own, [&](const AtDesk& me) {
        const auto id = number_in(asked.form["end"]);
        if (!id) return error_answer(site, asked.language, 400);
        // One that has ended meanwhile is what was asked for.
        if (const auto done = end_session(site.with, me, *id); !done && done.error().why != Why::not_found)
            return error_answer(site, asked.language, status_of(done.error().why), {{"Retry-After", "30"}});
        return see_other(site, "/desk/sessions");
    });
}

}  // namespace himthough::web::pages
