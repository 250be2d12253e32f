#pragma once
#include "net/chunks.h"
#include "net/head.h"
#include "net/reader.h"

namespace himthough::net {

/// One client's connection. It owns no buffer while it waits: bytes are read into the reader's room, and only what is left over
/// of them is kept.
///
///            bytes              head whole            body whole           answered, written
///   idle ──────────▶ head ──────────────────▶ body ────────────▶ parked ───────────────────▶ idle
///     │ too long       │ too long, too slow,    │                  │  (its socket is lent: see Exchange)
///     ▼                ▼ not HTTP: refuse       ▼                  ▼ last answer
///   closed         lingering: the answer is out; what still comes is thrown away ──▶ closed
///
/// `flushing` (the client takes its answer slowly) and `yielded` (more requests have come than one turn may answer) stand between
/// an answer and what follows it.
class Connection {
public:
    /// Takes the socket over; when it throws boost::system::system_error, it has not.
    Connection(Reader& reader, int socket, const Address& peer);

    const Address& peer() const { return peer_; }
    void start();
    /// An answer that came after the handler had returned; none: the Reply was dropped. `rest`: what is left of it when another
    /// thread has begun to write it.
    void answer(std::optional<Response> response, Outgoing rest);
    /// Looks whether what it waits for has taken too long.
    void sweep(Moment now);
    /// Closes at once if idle; otherwise the next answer with nothing behind it is the last.
    void begin_stop();
    /// Closes now, whatever is under way.
    void cut();

    std::size_t place = 0;   ///< where the reader keeps it

private:
    enum class Phase : std::uint8_t { idle, head, body, parked, flushing, yielded, lingering, closed };

    /// A body under way.
    struct Body {
        bool chunked;
        std::size_t left;           // without chunks
        ChunkReader chunks;
        Moment window_begin;        // the rate is looked at over windows
        std::size_t window_size = 0;
    };

    using Hold = boost::intrusive_ptr<Connection>;
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

    void wait_for_bytes();
    void watch();
    bool answer_is_out();
    void park();
    void set_deadline(Moment now);
    void on_readable();
    void discard();
    void turn(std::string_view bytes);
    void keep(std::string_view rest);
    bool read_request(std::string_view& rest);
    bool read_body(std::string_view& rest);
    void begin(Head head, bool body_has_come);
    void ask();
    void add_answer(std::optional<Response> response, bool more);
    void refuse(int status);
    void flush();
    void wait_until_writable();
    void on_writable();
    void after_flush();
    void yield_turn();
    void linger();

    friend void intrusive_ptr_add_ref(Connection* connection) { ++connection->holds_; }
    friend void intrusive_ptr_release(Connection* connection) {
        if (--connection->holds_ == 0) delete connection;
    }

    Reader& reader_;
    Socket socket_;
    Address peer_;
    unsigned holds_ = 0;            // one thread, so no atomic
    Phase phase_ = Phase::idle;
    bool trusted_ = false;          // the peer is a proxy of ours
    bool waits_for_bytes_ = false;  // an async_wait is out
    bool begun_ = false;            // a request has begun: begun_at_ counts
    bool starved_ = false;          // held_ has been looked at and holds no whole request
    bool without_body_ = false;     // HEAD
    bool last_ = false;             // the request that is being answered is the last
    bool closing_ = false;          // the last answer has been given
    std::size_t discarded_ = 0;
    Moment begun_at_, deadline_;
    HeadEnd head_end_;
    std::string held_;              // read, not yet used
    std::unique_ptr<Body> body_;
    std::shared_ptr<Exchange> exchange_;
    std::unique_ptr<Outgoing> unsent_;  // what the client has not taken yet
};

}  // namespace himthough::net
