#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "net/http.h"

namespace himthough::net {

/// What one connection may cost. The defaults are what docs/HTTP.md promises.
struct Limits {
    std::size_t request_line = 8 * 1024;
    std::size_t headers = 16 * 1024;
    std::size_t header_fields = 64;
    std::size_t body = 64 * 1024;
    std::chrono::milliseconds headers_within{10'000};
    std::chrono::milliseconds request_within{60'000};
    std::chrono::milliseconds idle{30'000};
    std::size_t body_bytes_per_second = 512;     ///< slower than this over body_rate_over: 408
    std::chrono::milliseconds body_rate_over{5'000};
    std::chrono::milliseconds write_stalls{30'000};  ///< a client that takes nothing of its answer for so long is cut off
    std::size_t connections = 20'000;            ///< in all; one more is closed at once
    std::size_t connections_of_one_client = 0;   ///< 0: no bound (a proxy stands in front)
    std::size_t requests_per_turn = 16;          ///< pipelined requests one connection may have answered before others get their turn
};

struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;                   ///< 0: any free one
    unsigned threads = 0;                        ///< 0: one for each core
    std::vector<std::string> trusted_proxies{};  ///< addresses or networks ("10.0.0.0/8") whose X-Forwarded-For and -Proto are believed
    Limits limits{};
};

/// Counts for the metrics page; read from any thread.
struct ServerCounts {
    std::uint64_t connections_open = 0, connections_taken = 0, connections_refused = 0, requests = 0, responses_2xx = 0, responses_3xx = 0,
                  responses_4xx = 0, responses_5xx = 0, timeouts = 0, malformed = 0;
};

/// Builds the answer to what never became a request (400, 408, 413, 414, 415, 417, 431, 501, 505) and to what was never answered
/// (500). Called on the readers' threads, several at once; must not block.
using ErrorPage = std::function<Response(int status)>;

/// HTTP/1.1 on Boost.Asio: one io_context for each thread, SO_REUSEPORT, no thread held by a waiting connection.
class Server {
public:
    /// Listens when it returns. Throws std::runtime_error with a sentence for the operator when the address cannot be had
    /// ("127.0.0.1:8080 is taken by another program: ...").
    Server(ServerSettings settings, Handler handler, ErrorPage error_page);
    /// stop() with no patience.
    ~Server();

    std::uint16_t port() const;
    /// Takes no new connection, answers what has been read, closes idle connections at once and the others when answered;
    /// returns when all are closed or `patience` is over, then cuts the rest. May be called again, from another thread too, to end
    /// an earlier call's patience; never from a handler.
    void stop(std::chrono::milliseconds patience);
    ServerCounts counts() const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace himthough::net
