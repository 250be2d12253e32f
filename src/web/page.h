#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "acts/services.h"
#include "edition/editions.h"
#include "edition/pages.h"
#include "net/http.h"
#include "web/form.h"
#include "web/form_token.h"
#include "web/template.h"
#include "web/throttle.h"

namespace himthough::web {

/// What every page works with. Owned by app, lives as long as the server.
struct Site {
    Services& with;
    const Templates& templates;
    edition::Editions& editions;
    const FormTokens& tokens;
    Throttle& throttle;
    const std::vector<HelpLine>& help;
    std::string public_address;    ///< "https://example.org", no slash at the end; for feeds and the origin check
    std::string static_path;       ///< "/static/<hash of all static files>"
};

/// One request, as a page sees it. Alive while the page works.
struct Asked {
    const net::Request& request;
    std::string_view language;     ///< the best of the offered ones
    const Movement* movement;      ///< of a path that starts with {movement}; else null
    std::string_view id;           ///< what stood for {id}, {n} or {link}; else ""
    const Form& form;              ///< of a POST; else empty
};

/// A page translates and decides nothing: it asks an act or the store, fills a view, names a template.
using PageFunction = net::Response (*)(Site&, const Asked&);

/// A page for one person: "no-store", never compressed. The view gets what every page has (LANG, STATIC, MOVEMENT ...).
net::Response private_page(Site&, const Asked&, int status, std::string_view name, View& view, net::HeaderList more = {});
/// 303 See Other.
net::Response see_other(std::string_view where, net::HeaderList more = {});
/// The page that says in words what the status says in numbers.
net::Response error_page(Site&, const Asked&, int status);
/// The status an act's refusal is answered with.
int status_of(Why why);
/// The value of one cookie of the request, or "".
std::string_view cookie(const net::Request&, std::string_view name);

}  // namespace himthough::web
