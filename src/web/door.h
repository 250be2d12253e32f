#pragma once
#include <map>
#include <memory>
#include <string>

#include "base/workers.h"
#include "edition/pages.h"
#include "net/http.h"
#include "web/page.h"
#include "web/routes.h"
#include "web/statics.h"

namespace himthough::web {

/// The one pipeline every request goes through: route, origin and form, then a finished buffer or a worker. Safe from any thread.
class Door {
public:
    /// Renders every steady page, in every language: from then on they need neither database nor worker.
    Door(Site& site, edition::Pages& pages, Workers& workers, const Statics& statics);

    /// Answers one request; called on a reader's thread, never blocks it.
    void answer(const net::Request& request, net::Reply reply);
    /// Answers what never became a request.
    net::Response refuse(int status) const;

private:
    void answer_public(const net::Request& request, net::Reply reply, const Match& match, std::string_view language);
    void answer_personal(const net::Request& request, net::Reply reply, const Match& match, std::string language);
    net::Response leave(const net::Request& request) const;
    edition::Page render(const Route& route, const Place& place) const;
    std::string_view language_of(const net::Request& request) const;
    bool from_our_own_page(const net::Request& request) const;

    Site& site_;
    edition::Pages& pages_;
    Workers& workers_;
    const Statics& statics_;
    const std::vector<std::string> languages_;
    std::map<std::string, edition::Page, std::less<>> steady_;   // by path and language
    // For whoever takes back what they said: a flood of forms must not stand in front of them. Last: they use what stands above.
    Workers never_shed_{2, 1024};
};

/// The key under which Pages keeps a public page. Its first part is the path.
std::string page_key(std::string_view path, std::string_view language);

/// Which pages to drop when something was taken off a wall, or an edition was cut: those of its movement, and "/".
bool is_page_of(std::string_view key, const Movement& movement);

}  // namespace himthough::web
