#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "acts/services.h"
#include "edition/editions.h"
#include "edition/pages.h"
#include "movement/action.h"
#include "movement/answer.h"
#include "movement/circle.h"
#include "movement/guide.h"
#include "movement/reflection.h"
#include "net/http.h"
#include "reach/released.h"
#include "web/form.h"
#include "web/form_token.h"
#include "web/template.h"
#include "web/throttle.h"

namespace himthough { struct Setup; }

namespace himthough::web {

/// What every page works with. Owned by app, lives as long as the server.
struct Site {
    Services& with;
    const Templates& templates;
    edition::Editions& editions;
    const FormTokens& tokens;
    Throttle& throttle;
    const std::vector<HelpLine>& help;
    const std::map<std::string, Reflection, std::less<>>& reflections;   ///< by language; "en" is among them
    const Actions& actions;        ///< the menu of vows; "en" is among them
    const Guides& guides;          ///< for talking to somebody; each is there in "en"
    const CircleQuestions& circle_questions;   ///< "en" is among them
    const AnswerSentences& answer_sentences;   ///< for answering a survivor; "en" is among them
    Setup& setup;                  ///< what organisers may change of all this
    std::vector<const reach::Released*> released;   ///< figures, of each movement
    std::string public_address;    ///< "https://example.org", no slash at the end; for feeds and the origin check
    std::string static_path;       ///< "/static/<hash of all static files>"
    Throttle::Rate posting{30, 6}; ///< of one address
    std::chrono::seconds slow_wait{30}; ///< where a movement is read more slowly: for so long a form for something new lies open
    std::string served_at{};       ///< public_address, else what is listened on: for links that people give away
    bool secure() const { return public_address.starts_with("https://"); }
};

/// What a public page is about: the same for everybody who asks for this path in this language.
struct Place {
    const Movement* movement;      ///< of a path that starts with {movement}; else null
    std::string_view id;           ///< what stood for {id}, {n} or {name}; else ""
    std::string_view path;
    std::string_view language;     ///< the best of the offered ones
};

/// A public page, rendered. Nothing: there is no such page.
struct Shown {
    std::string body;
    std::string_view type = "text/html; charset=utf-8";
    bool open_data = false;   ///< pages of other sites may read it too
    std::string style{};      ///< of what holds style sheets itself and loads nothing: what its policy names them
    bool framed = false;      ///< may stand in pages of other sites
};
using PublicPage = std::optional<Shown> (*)(Site&, const Place&);

/// One request of one person, as a page sees it. Alive while the page works.
struct Asked {
    const net::Request& request;
    std::string_view language;
    const Movement* movement;
    std::string_view id;           ///< what stood for {id} or {link}; else ""
    const Form& form;              ///< of a POST; else empty
};

/// A page translates and decides nothing: it asks an act or the store, fills a view, names a template.
using PersonalPage = net::Response (*)(Site&, const Asked&);

/// A view with what every page has (templates/_header.html): STATIC, LEAVE_TO, HELP, M, MOVEMENT, DEMO, SLOW.
View view_for(const Site&, const Movement* movement, std::string_view language);
/// A public page from a template.
Shown shown(const Site&, const Place&, std::string_view name, const View& view);
/// An answer for one person: "no-store", never compressed.
net::Response personal(const Site&, const Asked&, int status, std::string_view name, const View& view, net::HeaderList more = {});
/// 303 See Other.
net::Response see_other(const Site&, std::string where, net::HeaderList more = {});
/// The page that says in words what the status says in numbers.
net::Response error_answer(const Site&, std::string_view language, int status, net::HeaderList more = {});
/// The headers of every answer (SAFETY: content security policy, referrer, framing, sniffing ...).
net::HeaderList security_headers(const Site&);
/// The status an act's refusal is answered with.
int status_of(Why why);
/// The value of one cookie of the request, or "".
std::string_view cookie(const net::Request&, std::string_view name);

}  // namespace himthough::web
