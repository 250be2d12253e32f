#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// For drills and benches: many requests to this machine at once, from one thread.
namespace himthough::net {

using Moment = std::chrono::steady_clock::time_point;

struct LoadAnswer {
    int status = 0;
    std::string_view head, body;             ///< valid until the callback returns
    std::string_view request{};              ///< what it answers, the very text that was given
    std::chrono::nanoseconds took{};         ///< from the first byte sent to the last received
};

/// Keep-alive connections to 127.0.0.1, one request at a time on each, all on the caller's thread: on a machine with two cores a
/// generator of load must leave them to the server.
class LoadClient {
public:
    /// Connects at once. Throws std::runtime_error.
    LoadClient(std::uint16_t port, std::size_t connections);
    ~LoadClient();
    LoadClient(const LoadClient&) = delete;
    LoadClient& operator=(const LoadClient&) = delete;

    /// `next` gives the text of the next request; empty: there is nothing to send at that moment. `done` hears each answer. Returns when `next` gave none and
    /// nothing is under way, or, with `until`, looks for further requests until that moment. Throws std::runtime_error when the
    /// server closes a connection or is silent for 20 s.
    using Next = std::function<std::string_view()>;
    using Done = std::function<void(const LoadAnswer&)>;
    void run(const Next& next, const Done& done, Moment until = Moment::min());

private:
    struct Connection {
        int socket = -1;
        std::string_view text, unsent;
        std::string got;
        std::size_t whole = 0;               // size of the answer under way, once its head is there
        Moment sent;
    };
    void send(Connection& connection);
    bool receive(Connection& connection, const Done& done);
    void watch(Connection& connection, bool writing);

    int poll_ = -1;
    std::vector<Connection> connections_;
    std::vector<Connection*> free_;
};

/// The text between `before` and the next `after` from `at` on, and `at` moved behind it; empty when there is none.
std::string_view between(std::string_view text, std::string_view before, std::string_view after, std::size_t& at);

/// A request as a browser would send it. `form` empty: GET, else POST. `client`: the address that a trusted proxy on this machine would name; empty: none.
std::string load_request(std::string_view path, std::string_view form = "", std::string_view cookie = "", std::string_view client = "");

/// As it stands in a form that is sent: application/x-www-form-urlencoded.
std::string form_encoded(std::string_view text);

/// The value below which that part (0 to 1) of them lies; sorts them.
double part_of(std::vector<double>& values, double part);

}  // namespace himthough::net
