#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>

#include "net/terms.h"

namespace himthough::net {

class Connection;
class Reader;
using Moment = std::chrono::steady_clock::time_point;

/// One request on its way to its answer. Shared by the connection and the Reply, because either may go first.
struct Exchange {
    Request request;
    Connection* connection = nullptr;   ///< reader's thread only; null once the connection has gone
    std::shared_ptr<Reader> reader;     ///< until the Reply is used: it may come after the server has stopped
    std::optional<Response> answer;     ///< given while the handler ran, on the reader's thread
    bool answered = false;
};

/// One answer on its way out: three pieces of one gather write.
struct Answer {
    Bytes head, body;
    std::array<char, 64> tail;          ///< Date, Connection and the empty line
    std::size_t tail_size = 0;
};

/// Answers in order, and how far the client has taken them.
struct Outgoing {
    std::vector<Answer> answers;
    std::size_t first = 0;              ///< the answers before it are out,
    std::size_t offset = 0;             ///< and so many bytes of it
};

/// One thread with its own io_context, its own listening socket, and the connections that came in by it. Everything here and in
/// Connection runs on that thread, unless it says "any thread".
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
    /// Runs the handler. Afterwards exchange->answered tells whether it answered right there.
    void handle(const std::shared_ptr<Exchange>& exchange);
    /// The page for what was refused; never fails.
    Response error_page(int status);
    void finish_head(Answer& answer, bool close);
    void count_response(const Response& response);
    void count_refusal(int status);
    void leave(Connection& connection);

private:
    using Executor = boost::asio::io_context::executor_type;

    void wait_for_clients();
    void accept_some();
    void welcome(int socket, const Address& peer);
    bool admit(const Address& peer);
    void dismiss(const Address& peer);
    void sweep();
    void end_if_empty();

    struct Count : std::atomic<std::uint64_t> {
        void one() { store(load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }  // one thread writes, others read
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
    std::array<char, 16 * 1024> room_;
    Outgoing outgoing_;
    std::time_t dated_ = 0;
    std::array<char, 37> date_{};       // "Date: Sun, 15 Oct 2017 12:00:00 GMT\r\n"
    bool stopping_ = false;
    bool warned_ = false;
    bool resting_ = false;              // no descriptors left: accepts again at the next sweep
    Counts counts_;
};

}  // namespace himthough::net
