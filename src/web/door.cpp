#include "web/door.h"

#include <algorithm>

#include "acts/sign_in.h"
#include "base/log.h"
#include "store/sql/sql.h"
#include "web/finished.h"
#include "web/language.h"
#include "web/pages/desk_parts.h"

namespace himthough::web {
namespace {

/// What the network layer refuses before there is a request, and a file that is not there.
constexpr int refused_with[] = {400, 404, 408, 413, 414, 415, 417, 431, 500, 501, 505};

constexpr std::string_view form_type = "application/x-www-form-urlencoded";

bool is_form(const net::Request& request) {
    const auto type = request.header("content-type");
    return type.starts_with(form_type) && (type.size() == form_type.size() || type[form_type.size()] == ';' || type[form_type.size()] == ' ');
}

/// A steady page's path: its pattern with what stands for {movement} and {name}.
std::string path_to(const Route& route, const Movement* movement, std::string_view name) {
    auto rest = movement ? route.pattern.substr(std::string_view("/{movement}").size()) : route.pattern;
    if (!name.empty()) rest.remove_suffix(std::string_view("{name}").size());
    return (movement ? "/" + movement->slug : std::string()).append(rest).append(name);
}

}  // namespace

/// As it is written; names and values that need no escaping.
std::string_view parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const auto one = query.substr(0, query.find('&'));
        if (one.starts_with(name) && one.substr(name.size()).starts_with('=')) return one.substr(name.size() + 1);
        query.remove_prefix(std::min(one.size() + 1, query.size()));
    }
    return "";
}

std::string page_key(std::string_view path, std::string_view language) {
    std::string key;
    key.reserve(path.size() + 1 + language.size());
    key.append(path).append(1, '\n').append(language);
    return key;
}

bool is_page_of(std::string_view key, const Movement& movement) {
    const auto path = key.substr(0, key.find('\n'));
    if (path == "/") return true;
    if (!path.substr(1).starts_with(movement.slug)) return false;
    const auto rest = path.substr(1 + movement.slug.size());
    return rest.empty() || rest.front() == '/';
}

bool is_front_of(std::string_view key, const Movement& movement) {
    const auto path = key.substr(0, key.find('\n'));
    return path == "/" || path.substr(1) == movement.slug;
}

Door::Door(Site& site, edition::Pages& pages, Workers& workers, const Statics& statics)
    : site_(site), pages_(pages), workers_(workers), statics_(statics), languages_(site.templates.languages()), ready_of_(site.with.clock.today()) {
    ready_ = make_ready();
}

std::shared_ptr<const Door::Ready> Door::make_ready() const {
    const auto ready = std::make_shared<Ready>();
    ready->leave_to = site_.with.movements.front().leave_to;
    for (const int status : refused_with) ready->refusals.emplace(status, error_answer(site_, languages_.front(), status));
    for (const auto& route : routes()) {
        if (route.kind != Kind::steady) continue;
        const auto names = route.names ? route.names(site_) : std::vector<std::string_view>{""};
        const bool of_movement = route.pattern.starts_with("/{movement}");
        for (const auto& movement : site_.with.movements) {
            if (of_movement && movement.ended) continue;
            for (const auto name : names) {
                const auto path = path_to(route, of_movement ? &movement : nullptr, name);
                for (const auto& language : languages_)
                    ready->pages.insert_or_assign(page_key(path, language), render(route, {of_movement ? &movement : nullptr, name, path, language}));
            }
            if (!of_movement) break;
        }
    }
    return ready;
}

void Door::refresh() {
    const auto today = site_.with.clock.today();
    if (today == ready_of_) return;
    ready_ = make_ready();
    ready_of_ = today;
    // Whether a vow is overdue depends on the day. So a page is what its edition and its day make of it, and never tells by changing that
    // somebody else took something back.
    pages_.drop([](std::string_view) { return true; });
}

void Door::take_up() {
    pages_.drop([](std::string_view) { return true; });   // first: also when a steady page cannot be rendered, no other says what was
    ready_ = make_ready();
    ready_of_ = site_.with.clock.today();
}

bool Door::answer_at_once(const net::Request& request, net::Reply& reply) {
    if (request.method > net::Method::head) return false;
    const auto path = request.path();
    if (path.starts_with("/static/")) {
        const auto* file = statics_.find(path);
        reply(file ? answer_with(*file, request) : refuse(404));
        return true;
    }
    if (path == "/leave") {
        reply(leave(request));
        return true;
    }
    const auto ready = ready_.load();
    const auto page = ready->pages.find(page_key(path, language_of(request)));
    if (page == ready->pages.end()) return false;
    reply(answer_with(page->second, request));
    return true;
}

void Door::answer(const net::Request& request, net::Reply reply) {
    const auto path = request.path();
    const auto language = language_of(request);
    if (path.starts_with("/static/") || path == "/leave") return reply(statics_.find(path) || path == "/leave" ? not_allowed(language, only_get) : refuse(404));
    if (has_ended(path)) return reply(ended(request, language));
    const auto found = match(request.method, path, site_.with.movements);
    if (!found.route) return reply(found.allow.empty() ? error_answer(site_, language, 404) : not_allowed(language, found.allow));
    if (found.route->kind == Kind::personal) return answer_personal(request, std::move(reply), found, std::string(language));
    answer_public(request, std::move(reply), found, language);
}

/// An address of a movement that was erased, or the front page where no other is left.
bool Door::has_ended(std::string_view path) const {
    const auto& movements = site_.with.movements;
    if (path == "/") return std::ranges::all_of(movements, &Movement::ended);
    if (!path.starts_with('/')) return false;
    const auto slug = path.substr(1, path.substr(1).find('/'));
    return std::ranges::any_of(movements, [&](const Movement& movement) { return movement.ended && movement.slug == slug; });
}

/// Whoever had a form of it open gets back what they typed. It is kept nowhere.
net::Response Door::ended(const net::Request& request, std::string_view language) const {
    auto view = view_for(site_, nullptr, language);
    if (request.method == net::Method::post && is_form(request) && from_our_own_page(request)) {
        const auto form = Form::parse(request.body).value_or(Form());
        for (const auto* field : {"words", "note", "vow_action", "vow_shows"})
            if (!form[field].empty()) view.show("TYPED").add("WORDS").set("TEXT", form[field]);
    }
    auto headers = security_headers(site_);
    headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    headers.emplace_back("Content-Language", std::string(language));
    headers.emplace_back("Cache-Control", "no-store");
    return net::make_response(410, headers, site_.templates.page("ended", language, view));
}

net::Response Door::refuse(int status) const {
    const auto ready = ready_.load();
    const auto refusal = ready->refusals.find(status);
    return refusal == ready->refusals.end() ? ready->refusals.at(500) : refusal->second;
}

net::Response Door::not_allowed(std::string_view language, std::string_view allow) const {
    return error_answer(site_, language, 405, {{"Allow", std::string(allow)}});
}

/// Off this site and nothing of it left behind; Back does not return where JavaScript replaces the entry (static/site.js).
net::Response Door::leave(const net::Request& request) {
    net::HeaderList headers = {{"Clear-Site-Data", "\"cache\", \"cookies\", \"storage\""}};
    if (const auto session = cookie(request, pages::desk_cookie); !session.empty()) {
        headers.emplace_back("Set-Cookie", pages::desk_cookie_header(""));
        end_session(std::string(session));
    }
    return see_other(site_, ready_.load()->leave_to, std::move(headers));
}

/// Whoever leaves does not wait for it.
void Door::end_session(std::string cookie) {
    const auto task = [this, cookie = std::move(cookie)] {
        try {
            if (sign_out(site_.with, cookie)) return;
        } catch (const std::exception&) {
        }
        log::error("the database: a session that somebody left could not be ended; it ends by itself within half an hour");
    };
    if (!workers_.post(task) && !never_shed_.post(task)) log::warn("too much waits: a session that somebody left ends by itself within half an hour");
}

void Door::answer_public(const net::Request& request, net::Reply reply, const Match& match, std::string_view language) {
    std::string path(request.path());
    if (const auto format = parameter(request.query(), "format"); !format.empty() && path.ends_with(".svg")) {
        if (format != "svg" && format != "png") return reply(error_answer(site_, language, 400));
        path.replace(path.size() - format.size(), format.size(), format);
    }
    const auto key = page_key(path, language);
    if (match.route->kind == Kind::steady) return reply(error_answer(site_, language, 404));   // those that are there were answered at once
    if (const auto page = pages_.find(key)) return reply(answer_with(*page, request));

    // The request stays alive until the reply is called, so what points into it may wait with it; a render may outlive it and
    // owns what it needs.
    auto shared = std::make_shared<net::Reply>(std::move(reply));
    auto render = [this, match, path, language = std::string(language)] {
        const auto id = match.id.empty() ? std::string_view() : std::string_view(path).substr(path.rfind('/') + 1);
        return this->render(*match.route, Place{match.movement, id, path, language});
    };
    const bool taken = pages_.want(key, std::move(render), [this, &request, shared](const edition::PagePtr& page) {
        (*shared)(page ? answer_with(*page, request) : error_answer(site_, language_of(request), 503, {{"Retry-After", "5"}}));
    });
    if (!taken) (*shared)(error_answer(site_, language, 503, {{"Retry-After", "5"}}));
}

edition::Page Door::render(const Route& route, const Place& place) const {
    auto headers = security_headers(site_);
    auto page = route.shown(site_, place);
    if (!page) {
        const auto none = error_answer(site_, place.language, 404);
        edition::Page missing;
        missing.plain = {none.head, none.body};
        missing.keep = false;
        return missing;
    }
    headers.emplace_back("Content-Type", std::string(page->type));
    headers.emplace_back("Content-Language", std::string(place.language));
    const bool html = page->type.starts_with("text/html");
    headers.emplace_back("Cache-Control", html ? "no-store" : "public, max-age=30");
    headers.emplace_back("X-Accel-Expires", "30");
    if (page->open_data) headers.emplace_back("Access-Control-Allow-Origin", "*");
    if (page->framed) std::erase_if(headers, [](const auto& header) { return header.first == "X-Frame-Options"; });
    for (auto& [name, value] : headers) {
        if (name == "Content-Security-Policy" && !page->style.empty()) value = "default-src 'none'; style-src " + page->style;
        if (name == "Content-Security-Policy" && page->framed) value += "; base-uri 'none'; form-action 'none'; frame-ancestors *";
        if (name == "Cross-Origin-Resource-Policy" && (page->open_data || page->framed)) value = "cross-origin";
    }
    return finish(200, headers, std::move(page->body), !html);
}

void Door::answer_personal(const net::Request& request, net::Reply reply, const Match& match, std::string language) {
    if (request.method == net::Method::post) {
        if (!is_form(request)) return reply(error_answer(site_, language, 415));
        if (!from_our_own_page(request)) return reply(error_answer(site_, language, 403));
    }
    auto shared = std::make_shared<net::Reply>(std::move(reply));
    auto& workers = match.route->never_shed ? never_shed_ : workers_;
    const bool taken = workers.post([this, &request, shared, match, language] {
        try {
            const auto form = Form::parse(request.method == net::Method::post ? request.body : "");
            if (!form) return (*shared)(error_answer(site_, language, 400));
            const Asked asked{request, language, match.movement, match.id, *form};
            (*shared)(match.route->asked(site_, asked));
        } catch (const sql::Broken& trouble) {
            log::error("the database: {}", trouble.what());
            (*shared)(error_answer(site_, language, 503, {{"Retry-After", "30"}}));
        } catch (const std::exception&) {   // what it says may be somebody's words
            log::error("a page failed: {}", match.route->pattern);
            (*shared)(error_answer(site_, language, 500));
        }
    });
    if (!taken) (*shared)(error_answer(site_, language, 503, {{"Retry-After", "5"}}));
}

std::string_view Door::language_of(const net::Request& request) const {
    const auto asked = parameter(request.query(), "lang");
    for (const auto& language : languages_)
        if (asked == language) return language;
    return best_language(request.header("accept-language"), languages_);
}

/// A form that another site made a browser send says so in one of these headers. Neither there: an old browser, and the form's
/// token decides.
bool Door::from_our_own_page(const net::Request& request) const {
    if (const auto site = request.header("sec-fetch-site"); !site.empty() && site != "same-origin" && site != "none") return false;
    const auto origin = request.header("origin");
    if (origin.empty() || origin == site_.public_address) return true;
    const std::string here = (request.secure ? "https://" : "http://") + std::string(request.header("host"));
    return !site_.secure() && origin == here;
}

}  // namespace himthough::web
