#include "net/reader.h"

#include <sched.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>

#include <unistd.h>

#include <boost/asio/post.hpp>

#include "base/log.h"
#include "net/connection.h"

namespace himthough::net {
namespace {

using boost::system::error_code;

constexpr int accepts_a_turn = 64;
constexpr unsigned turns_in_a_row = 32;
constexpr std::size_t least_swept = 64, most_sweeps = 64;   // connections at a time; times a period

/// The Reply of one exchange.
class Answerer {
public:
    explicit Answerer(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
    Answerer(Answerer&&) noexcept = default;
    Answerer& operator=(Answerer&&) = delete;
    ~Answerer() { give(std::nullopt); }
    void operator()(Response response) { give(std::move(response)); }

private:
    void give(std::optional<Response> response) {
        if (!exchange_) return;
        const auto reader = std::move(exchange_->reader);
        reader->take_answer(std::move(exchange_), std::move(response));
        exchange_.reset();
    }

    std::shared_ptr<Exchange> exchange_;
};

/// A reader does a little for many: it would rather run soon than long, and it gives up less when it lets others run. Linux 6.12 and
/// newer give every thread a slice of its own (sched_setattr(2)); others ignore it.
void ask_for_short_slices() {
    struct {
        std::uint32_t size, policy;
        std::uint64_t flags;
        std::int32_t nice;
        std::uint32_t priority;
        std::uint64_t runtime, deadline, period;   // nanoseconds
    } const asked{48, SCHED_OTHER, 0, 0, 0, 100'000, 0, 0};
    static_cast<void>(syscall(SYS_sched_setattr, 0, &asked, 0));
}

/// The shortest limit decides how often the connections are looked at.
std::chrono::milliseconds sweep_period(const Limits& limits) {
    const auto shortest = std::min({limits.headers_within, limits.request_within, limits.idle, limits.body_rate_over, limits.write_stalls});
    return std::clamp(shortest / 4, std::chrono::milliseconds(10), std::chrono::milliseconds(500));
}

}  // namespace

Reader::Reader(Terms& terms, int listening)
    : terms_(terms), io_(1), acceptor_(io_), timer_(io_), sweep_every_(sweep_period(terms.limits)) {
    acceptor_.assign(boost::asio::ip::tcp::v4(), listening);
}

Socket::~Socket() {
    if (number_ >= 0) close(number_);
}

Reader::~Reader() = default;

void Reader::run() {
    thread_ = std::this_thread::get_id();
    ask_for_short_slices();
    wait_for_clients();
    sweep();
    io_.run();
}

void Reader::begin_stop() {
    boost::asio::post(io_, [this] {
        stopping_ = true;
        error_code ignored;
        acceptor_.close(ignored);
        for (auto n = connections_.size(); n-- > 0;) boost::intrusive_ptr<Connection>(connections_[n])->begin_stop();
        end_if_empty();
    });
}

void Reader::cut_all() {
    boost::asio::post(io_, [this] {
        while (!connections_.empty()) boost::intrusive_ptr<Connection>(connections_.back())->cut();
        end_if_empty();
    });
}

void Reader::end_if_empty() {
    if (stopping_ && connections_.empty()) timer_.cancel();
}

void Reader::wait_for_clients() {
    acceptor_.async_wait(decltype(acceptor_)::wait_read, [this](error_code failed) {
        if (failed || stopping_) return;
        accept_some();
        if (!resting_) wait_for_clients();
    });
}

void Reader::accept_some() {
    for (int n = 0; n < accepts_a_turn; ++n) {
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        const int socket = accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            welcome(socket, Address::of(from));
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            if (!std::exchange(warned_, true))
                log::warn("no descriptors left for another connection: raise the limit of open files, or lower the limit of connections");
            resting_ = true;
            return;
        } else if (errno == EAGAIN) {
            return;
        }  // else that one connection broke before it was taken
    }
}

bool Reader::admit(const Address& peer) {
    const auto& limits = terms_.limits;
    if (terms_.open.fetch_add(1, std::memory_order_relaxed) < limits.connections &&
        (limits.connections_of_one_client == 0 || terms_.trusted.contains(peer) || terms_.crowd.enter(peer, limits.connections_of_one_client)))
        return true;
    terms_.open.fetch_sub(1, std::memory_order_relaxed);
    return false;
}

void Reader::dismiss(const Address& peer) {
    if (terms_.limits.connections_of_one_client > 0 && !terms_.trusted.contains(peer)) terms_.crowd.leave(peer);
    terms_.open.fetch_sub(1, std::memory_order_relaxed);
}

void Reader::welcome(int number, const Address& peer) {
    Socket socket(number);
    if (!admit(peer)) {
        counts_.refused.one();
        return;
    }
    Reader& host = least_busy();
    host.load_.fetch_add(1, std::memory_order_relaxed);
    if (&host == this) return take_in(std::move(socket), peer);
    boost::asio::post(host.io_, [&host, socket = std::move(socket), peer]() mutable { host.take_in(std::move(socket), peer); });
}

/// This one, unless another has fewer: handing over costs a wake-up, so it is not done for one. A share of them would be too many: beside
/// thousands who say nothing, most of those who speak could sit with one reader.
Reader& Reader::least_busy() {
    const auto load = [](const Reader* reader) { return reader->load_.load(std::memory_order_relaxed); };
    Reader* const least = *std::ranges::min_element(terms_.readers, {}, load);
    return load(this) > load(least) + 1 ? *least : *this;
}

void Reader::take_in(Socket socket, const Address& peer) {
    boost::intrusive_ptr<Connection> connection;
    if (!stopping_) {
        try {
            connection.reset(new Connection(*this, socket.number(), peer));
            socket.release();
        } catch (const boost::system::system_error&) {  // the kernel watches no more sockets for us
        }
    }
    if (!connection) {
        counts_.refused.one();
        load_.fetch_sub(1, std::memory_order_relaxed);
        return dismiss(peer);
    }
    counts_.taken.one();
    connection->place = connections_.size();
    connections_.push_back(connection);
    connection->start();
}

void Reader::leave(Connection& connection) {
    dismiss(connection.peer());
    load_.fetch_sub(1, std::memory_order_relaxed);
    counts_.closed.one();
    const auto place = connection.place;
    std::swap(connections_[place], connections_.back());
    connections_[place]->place = place;
    connections_.pop_back();
    end_if_empty();
}

/// One timer for all connections: each costs a look, not a timer of its own. A few at a time, so that nobody waits while thousands who
/// say nothing are looked at.
void Reader::sweep() {
    const auto now = std::chrono::steady_clock::now();
    const auto few = std::max(least_swept, connections_.size() / most_sweeps);
    unswept_ = unswept_ == 0 ? connections_.size() : std::min(unswept_, connections_.size());
    for (std::size_t n = 0; n < few && unswept_ > 0; ++n) boost::intrusive_ptr<Connection>(connections_[--unswept_])->sweep(now);
    if (stopping_ && connections_.empty()) return;
    if (std::exchange(resting_, false) && !stopping_) wait_for_clients();
    timer_.expires_after(std::chrono::nanoseconds(sweep_every_) * few / std::max(few, connections_.size()));
    timer_.async_wait([this](error_code failed) {
        if (!failed) sweep();
    });
}

void Reader::let_others_run() {
    if (++turns_ % turns_in_a_row == 0) sched_yield();
}

void Reader::handle(const std::shared_ptr<Exchange>& exchange) {
    counts_.requests.one();
    exchange->reader = shared_from_this();
    handling_ = exchange.get();
    try {
        terms_.handler(exchange->request, Answerer(exchange));
    } catch (const std::exception&) {
        log::error("answering a request failed with an exception");  // its text may hold somebody's words
    }
    handling_ = nullptr;
}

void Reader::take_answer(std::shared_ptr<Exchange> exchange, std::optional<Response> response) {
    if (std::this_thread::get_id() == thread_ && handling_ == exchange.get()) {
        exchange->answer = std::move(response);
        exchange->answered = true;
        return;
    }
    Outgoing rest;
    if (response && response->head && !response->close && exchange->answer_at_once(*response, rest)) return count_response(*response);
    boost::asio::post(io_, [exchange = std::move(exchange), response = std::move(response), rest = std::move(rest)]() mutable {
        if (const boost::intrusive_ptr<Connection> connection(exchange->connection); connection)
            connection->answer(std::move(response), std::move(rest));
    });
}

Response Reader::error_page(int status) {
    Response page;
    try {
        page = terms_.error_page(status);
    } catch (const std::exception&) {
        log::error("the page for status {} could not be made", status);
    }
    if (!page.head) page = make_response(status, {}, std::string());
    return page;
}

void Reader::count_response(const Response& response) {
    const auto& head = *response.head;
    const unsigned kind = head.size() > 9 ? static_cast<unsigned>(head[9] - '0') : 0;  // "HTTP/1.1 2.."
    if (kind < counts_.responses.size()) counts_.responses[kind].one();
}

void Reader::count_refusal(int status) { (status == 408 ? counts_.timeouts : counts_.malformed).one(); }

ServerCounts Reader::counts() const {
    const auto& responses = counts_.responses;
    ServerCounts counts;
    counts.connections_open = counts_.taken - std::min<std::uint64_t>(counts_.closed, counts_.taken);
    counts.connections_taken = counts_.taken;
    counts.connections_refused = counts_.refused;
    counts.requests = counts_.requests;
    counts.responses_2xx = responses[2];
    counts.responses_3xx = responses[3];
    counts.responses_4xx = responses[4];
    counts.responses_5xx = responses[5];
    counts.timeouts = counts_.timeouts;
    counts.malformed = counts_.malformed;
    return counts;
}

}  // namespace himthough::net
