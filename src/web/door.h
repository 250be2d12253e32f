#pragma once
#include <atomic>
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
    /// Renders every steady page, in every language: then they need neither database nor worker.
    Door(Site& site, edition::Pages& pages, Workers& workers, const Statics& statics);

    /// Answers one request that answer_at_once did not; called on a reader's thread, never blocks it.
    void answer(const net::Request& request, net::Reply reply);
    /// Answers what stands ready whatever else goes on: files, steady pages, and the way out. False: not such a request; `reply` is as it was.
    /// Reads nothing that take_up changes, so it may be called meanwhile.
    bool answer_at_once(const net::Request& request, net::Reply& reply);
    /// Answers what never became a request. The same holds for it.
    net::Response refuse(int status) const;
    /// Renders the steady pages again when another day has begun: help lines on them say when they were checked too long ago.
    /// Called now and then by one thread.
    void refresh();
    /// What organisers edit has changed: renders the steady pages again and forgets all others. Nobody may be answered meanwhile.
    void take_up();

private:
    void answer_public(const net::Request& request, net::Reply reply, const Match& match, std::string_view language);
    void answer_personal(const net::Request& request, net::Reply reply, const Match& match, std::string language);
    /// Made ahead, and never changed: another takes its place.
    struct Ready {
        std::map<std::string, edition::Page, std::less<>> pages;   // by path and language
        std::map<int, net::Response> refusals;                     // by status
        std::string leave_to;
    };

    net::Response leave(const net::Request& request);
    bool has_ended(std::string_view path) const;
    net::Response ended(const net::Request& request, std::string_view language) const;
    net::Response not_allowed(std::string_view language, std::string_view allow) const;
    void end_session(std::string cookie);
    std::shared_ptr<const Ready> make_ready() const;
    edition::Page render(const Route& route, const Place& place) const;
    std::string_view language_of(const net::Request& request) const;
    bool from_our_own_page(const net::Request& request) const;

    Site& site_;
    edition::Pages& pages_;
    Workers& workers_;
    const Statics& statics_;
    const std::vector<std::string> languages_;
    std::atomic<std::shared_ptr<const Ready>> ready_;
    Day ready_of_;
    // For whoever takes back what they said: a flood of forms must not stand in front of them. Last: they use what stands above.
    Workers never_shed_{2, 1024};
};

/// The key under which Pages keeps a public page. Its first part is the path.
std::string page_key(std::string_view path, std::string_view language);

/// Which pages to drop when something was taken off a wall, or an edition was cut: those of its movement, and "/".
bool is_page_of(std::string_view key, const Movement& movement);
/// And when it is read more slowly now, or as usual again: its front page, and "/".
bool is_front_of(std::string_view key, const Movement& movement);

}  // namespace himthough::web
