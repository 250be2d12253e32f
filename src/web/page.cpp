#include "web/page.h"

#include <fmt/core.h>

namespace himthough::web {

net::HeaderList security_headers(const Site& site) {
    net::HeaderList headers = {
        {"Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
                                    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
        {"Referrer-Policy", "same-origin"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"},
    };
    if (site.secure()) headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    return headers;
}

View view_for(const Site& site, const Movement* movement, std::string_view language) {
    const auto& shape = movement ? *movement : site.with.movements.front();
    View view;
    view.set("STATIC", site.static_path).set("LEAVE_TO", shape.leave_to).set("HELP", movement ? "/" + movement->slug + "/help" : std::string("/help"));
    view.show(movement ? "IN_MOVEMENT" : "OUTSIDE");
    if (movement) view.set("M", movement->slug).set("MOVEMENT", movement->text(language).name).show("DEMO", movement->demo).show("SLOW", site.with.lanes.slow(movement->id));
    return view;
}

Shown shown(const Site& site, const Place& place, std::string_view name, const View& view) {
    return {site.templates.page(name, place.language, view)};
}

net::Response personal(const Site& site, const Asked& asked, int status, std::string_view name, const View& view, net::HeaderList more) {
    auto headers = security_headers(site);
    headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    headers.emplace_back("Content-Language", std::string(asked.language));
    headers.emplace_back("Cache-Control", "no-store");
    headers.insert(headers.end(), more.begin(), more.end());
    return net::make_response(status, headers, site.templates.page(name, asked.language, view));
}

net::Response see_other(const Site& site, std::string where, net::HeaderList more) {
    auto headers = security_headers(site);
    headers.emplace_back("Location", std::move(where));
    headers.emplace_back("Cache-Control", "no-store");
    headers.insert(headers.end(), more.begin(), more.end());
    return net::make_response(303, headers, std::string());
}

namespace {

/// Statuses that only broken programs get have no sentences of their own.
int told_as(int status) { return status == 414 || status == 417 || status == 501 || status == 505 ? 400 : status; }

}  // namespace

net::Response error_answer(const Site& site, std::string_view language, int status, net::HeaderList more) {
    View view = view_for(site, nullptr, language);
    view.set("TITLE", site.templates.say(language, fmt::format("error.{}.title", told_as(status))))
        .set("TEXT", site.templates.say(language, fmt::format("error.{}.text", told_as(status))));
    auto headers = security_headers(site);
    headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    headers.emplace_back("Content-Language", std::string(language));
    headers.emplace_back("Cache-Control", "no-store");
    headers.insert(headers.end(), more.begin(), more.end());
    return net::make_response(status, headers, site.templates.page("error", language, view));
}

int status_of(Why why) {
    switch (why) {
        case Why::not_found: return 404;
        case Why::not_allowed: return 403;
        case Why::already_done: return 409;
        case Why::missing:
        case Why::unreadable:
        case Why::too_long:
        case Why::words_refused:
        case Why::expired: return 422;
        case Why::slow_down: return 429;
        case Why::unavailable: return 503;
    }
    return 500;
}

std::string_view cookie(const net::Request& request, std::string_view name) {
    auto rest = request.header("cookie");
    while (!rest.empty()) {
        const auto end = rest.find(';');
        auto pair = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=') return pair.substr(name.size() + 1);
    }
    return "";
}

}  // namespace himthough::web
