#pragma once
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace himthough::net {

enum class Method { get, head, post, other };

/// One request, read whole and inside the limits. Alive until its Reply has been used.
struct Request {
    Method method = Method::get;
    std::string target;                                        ///< as sent, origin form: starts with '/'
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, in the order sent
    std::string body;
    std::string client;                                        ///< the peer's address as text, after trusted proxies; never written down
    bool secure = false;                                       ///< came over TLS, by a trusted proxy's word

    /// The target up to the '?', and what stands behind it.
    std::string_view path() const;
    std::string_view query() const;
    /// The first header of that (lower case) name, or "".
    std::string_view header(std::string_view name) const;
};

using Bytes = std::shared_ptr<const std::string>;

/// An answer, finished: its head and body are bytes that many connections may send at once (a finished page outlives its edition
/// while it is being sent: the reason for the shared pointers). The server adds Date and Connection, and leaves the body out
/// when HEAD asked.
struct Response {
    Bytes head;   ///< "HTTP/1.1 200 OK\r\nName: value\r\n...": without Date, Connection and the closing empty line
    Bytes body;
    bool close = false;
};

using HeaderList = std::vector<std::pair<std::string_view, std::string>>;

/// Builds the head; Content-Length comes from the body; 204 and 304 have none. Throws std::invalid_argument when a header would break
/// its line.
Response make_response(int status, const HeaderList& headers, std::string body);
Response make_response(int status, const HeaderList& headers, Bytes body);

/// The one way to answer a request; call it once, from any thread. Dropped uncalled, it answers 500.
using Reply = std::move_only_function<void(Response)>;

/// Called on a reader's thread for each request; must not block. The request stays alive until the reply was called.
using Handler = std::function<void(const Request&, Reply)>;

}  // namespace himthough::net
