#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

using Moment = std::chrono::steady_clock::time_point;

struct Answer {
    int status = 0;
    std::string_view head, body;             ///< valid until the callback returns
    std::chrono::nanoseconds took{};         ///< from the first byte sent to the last received
};

/// Keep-alive connections to 127.0.0.1, one request at a time on each, all on the caller's thread: on a machine with two cores a
/// generator of load must leave them to the server.
class Client {
public:
    /// Connects at once. Throws std::runtime_error.
    Client(std::uint16_t port, std::size_t connections);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// `next` gives the text of the next request; empty: none for now. `done` hears each answer. Returns when `next` gave none and
    /// nothing is under way, or, with `until`, looks for further requests until that moment. Throws std::runtime_error when the
    /// server closes a connection or is silent for 20 s.
    using Next = std::function<std::string_view()>;
    using Done = std::function<void(const Answer&)>;
    void run(const Next& next, const Done& done, Moment until = Moment::min());

private:
    struct Connection {
        int socket = -1;
        std::string_view unsent;
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

/// A request as a browser would send it. `form` empty: GET, else POST.
std::string request(std::string_view path, std::string_view form = "", std::string_view cookie = "");

/// The value below which that part (0 to 1) of them lies; sorts them.
double part_of(std::vector<double>& values, double part);

}  // namespace bench
