#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "net/http.h"
#include "net/server.h"

namespace himthough::app {

/// What an operator may know of a running server: counts and sizes. Nothing in it is about one person, one page or one address.
struct Figures {
    net::ServerCounts http;
    bool store_writable = false, store_readable = true;
    std::chrono::seconds since_edition_look{0};      ///< since an edition was last looked for
    std::chrono::seconds edition_look_every{0};      ///< how often that should happen; 0: not known
    std::size_t workers_waiting = 0;                 ///< tasks that wait for a thread
    std::size_t pages = 0, page_bytes = 0;           ///< finished pages held in memory
    std::uint64_t pages_rendered = 0;
    std::int64_t waiting_for_review = 0;
    std::chrono::seconds up{0};
};

/// Ok: the store can be read and written, and editions are looked for in time (twice their rhythm and a minute may pass).
bool healthy(const Figures& figures);

/// Prometheus text format 0.0.4.
std::string metrics_text(const Figures& figures);
/// {"ok":true,"store":true,"edition_seconds":12}
std::string health_json(const Figures& figures);

/// Answers GET /metrics and /health (503 when something is wrong) of the operations port, and nothing else. `ask` is called for
/// each and may block for a moment: this port has a thread of its own.
net::Handler ops_handler(std::function<Figures()> ask);
net::Response ops_error(int status);

}  // namespace himthough::app
