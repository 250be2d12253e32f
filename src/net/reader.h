#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include "net/exchange.h"
#include "net/terms.h"

namespace himthough::net {

using Moment = std::chrono::steady_clock::time_point;

/// A socket on its way to its connection, closed if it does not arrive.
class Socket {
public:
    explicit Socket(int number) : number_(number) {}
    Socket(Socket&& other) noexcept : number_(other.release()) {}
    Socket& operator=(Socket&&) = delete;
    ~Socket();
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

/// One thread with its own io_context, its own listening socket, and its connections. The kernel spreads clients by chance, which
/// leaves one core waiting for another; so a reader hands a client on to whoever has fewer. Everything here and in Connection runs
/// on that thread, unless it says "any thread".
class Reader : public std::enable_shared_from_this<Reader> {
public:
    /// Takes the listening socket over.
    Reader(Terms& terms, int listening);
    ~Reader();

    /// The thread's life: returns when the reader was told to stop and its last connection has gone.
    void run();
    /// Any thread.
    void begin_stop();
    void cut_all();
    /// Any thread. No response: the Reply was dropped.
    void take_answer(std::shared_ptr<Exchange> exchange, std::optional<Response> response);
    ServerCounts counts() const;

    // For connections.
    const Limits& limits() const { return terms_.limits; }
    const Networks& trusted() const { return terms_.trusted; }
    boost::asio::io_context& io() { return io_; }
    bool stopping() const { return stopping_; }
    /// Room to read into: what is in it is gone when the next connection reads.
    std::array<char, 16 * 1024>& room() { return room_; }
    /// Answers of the connection whose turn it is, until they are written.
    Outgoing& outgoing() { return outgoing_; }
    /// After some answers: whoever else waits for this core has a turn. Clients on the same machine, workers and the writer do, and
    /// without it each waited for whole time slices of the other.
    void let_others_run();
    /// Runs the handler. Afterwards exchange->answered tells whether it answered right there.
    void handle(const std::shared_ptr<Exchange>& exchange);
    /// The page for what was refused; never fails.
    Response error_page(int status);
    /// Any thread.
    void count_response(const Response& response);
    void count_refusal(int status);
    void leave(Connection& connection);

private:
    using Executor = boost::asio::io_context::executor_type;

    void wait_for_clients();
    void accept_some();
    void welcome(int socket, const Address& peer);
    Reader& least_busy();
    void take_in(Socket socket, const Address& peer);
    bool admit(const Address& peer);
    void dismiss(const Address& peer);
    void sweep();
    void end_if_empty();

    struct Count : std::atomic<std::uint64_t> {
        void one() { fetch_add(1, std::memory_order_relaxed); }
    };
    struct Counts {
        Count taken, refused, closed, requests, timeouts, malformed;
        std::array<Count, 6> responses;
    };

    Terms& terms_;
    boost::asio::io_context io_;
    boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor> acceptor_;
    boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>, Executor> timer_;
    std::chrono::milliseconds sweep_every_;
    std::thread::id thread_;
    const Exchange* handling_ = nullptr;
    std::vector<boost::intrusive_ptr<Connection>> connections_;
    std::size_t unswept_ = 0;           // of them, the first so many wait for the sweep that is under way
    std::atomic<std::size_t> load_{0};  // connections, and those on their way from other readers
    std::array<char, 16 * 1024> room_;
    Outgoing outgoing_;
    unsigned turns_ = 0;
    bool stopping_ = false;
    bool warned_ = false;
    bool resting_ = false;              // no descriptors left: accepts again at the next sweep
    Counts counts_;
};

}  // namespace himthough::net
