#include "net/connection.h"

#include <sys/socket.h>

#include <cerrno>

#include <boost/asio/post.hpp>

namespace himthough::net {
namespace {

using boost::system::error_code;

constexpr std::chrono::seconds lingers{2};
constexpr std::size_t most_discarded = 256 * 1024;
constexpr std::size_t most_bytes_a_turn = 256 * 1024;
constexpr Moment never = Moment::max();

bool says_https(const Request& request) {
    std::size_t said = 0;
    bool https = false;
    for (const auto& [name, value] : request.headers)
        if (name == "x-forwarded-proto") {
            ++said;
            https = value == "https";
        }
    return said == 1 && https;
}

}  // namespace

Connection::Connection(Reader& reader, int socket, const Address& peer)
    : reader_(reader), socket_(reader.io()), peer_(peer), trusted_(reader.trusted().contains(peer)) {
    socket_.assign(boost::asio::ip::tcp::v4(), socket);
    error_code ignored;
    socket_.native_non_blocking(true, ignored);  // it is so already: this tells Asio
}

void Connection::start() { wait_for_bytes(); }

void Connection::wait_for_bytes() {
    if (phase_ != Phase::lingering) {
        phase_ = body_ ? Phase::body : begun_ ? Phase::head : Phase::idle;
        set_deadline(std::chrono::steady_clock::now());
    }
    watch();
}

/// on_readable() is called when bytes have come, whatever the phase is then.
void Connection::watch() {
    if (std::exchange(waits_for_bytes_, true)) return;
    socket_.async_wait(Socket::wait_read, [self = Hold(this)](error_code failed) {
        self->waits_for_bytes_ = false;
        if (!failed) self->on_readable();
    });
}

void Connection::set_deadline(Moment now) {
    const auto& limits = reader_.limits();
    switch (phase_) {
        case Phase::idle: case Phase::parked: deadline_ = now + limits.idle; break;
        case Phase::head: deadline_ = begun_at_ + std::min(limits.headers_within, limits.request_within); break;
        case Phase::body: deadline_ = std::min(begun_at_ + limits.request_within, body_->window_begin + limits.body_rate_over); break;
        case Phase::flushing: deadline_ = now + limits.write_stalls; break;
        case Phase::lingering: deadline_ = now + lingers; break;
        case Phase::yielded: case Phase::closed: deadline_ = never; break;
    }
}

void Connection::on_readable() {
    if (phase_ == Phase::lingering) return discard();
    if (phase_ == Phase::parked && !answer_is_out()) return;  // looked at again once it is answered
    if (phase_ != Phase::idle && phase_ != Phase::head && phase_ != Phase::body) return;  // refused meanwhile: nothing more is read
    auto& room = reader_.room();
    const auto count = recv(socket_.native_handle(), room.data(), room.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return wait_for_bytes();
    if (count <= 0) return cut();
    const std::string_view fresh(room.data(), static_cast<std::size_t>(count));
    if (held_.empty()) return turn(fresh);
    held_.append(fresh);
    turn(held_);
}

void Connection::discard() {
    auto& room = reader_.room();
    const auto count = recv(socket_.native_handle(), room.data(), room.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return wait_for_bytes();
    if (count <= 0) return cut();
    discarded_ += static_cast<std::size_t>(count);
    if (discarded_ > most_discarded) return cut();
    wait_for_bytes();
}

/// Works on what has come: at most so many requests, then one write, then others have their turn.
void Connection::turn(std::string_view bytes) {
    auto rest = bytes;
    std::size_t gathered = 0;
    starved_ = false;
    for (auto left = std::max<std::size_t>(1, reader_.limits().requests_per_turn); left > 0 && !closing_ && gathered < most_bytes_a_turn; --left) {
        if (!read_request(rest)) {
            starved_ = true;
            break;
        }
        const auto exchange = exchange_;
        reader_.handle(exchange);
        if (!exchange->answered) break;
        exchange_.reset();
        if (exchange->answer && exchange->answer->body) gathered += exchange->answer->body->size();
        add_answer(std::move(exchange->answer), !rest.empty());
    }
    keep(rest);
    flush();
    reader_.let_others_run();
}

void Connection::keep(std::string_view rest) {
    if (rest.empty() || closing_) std::string().swap(held_);  // an idle connection keeps no buffer
    else if (held_.empty()) held_ = rest;
    else held_.erase(0, held_.size() - rest.size());
}

/// Takes one request from the front. False when more must come, or when it was refused (then closing_ is set).
bool Connection::read_request(std::string_view& rest) {
    if (body_) return read_body(rest);
    if (rest.empty()) return false;
    if (!std::exchange(begun_, true)) {
        begun_at_ = std::chrono::steady_clock::now();
        head_end_ = {};
        without_body_ = last_ = false;
    }
    const auto size = head_end_.find(rest, reader_.limits());
    if (!size) return refuse(size.error()), false;
    if (*size == 0) return false;
    auto head = parse_head(rest.substr(0, *size));
    if (!head) return refuse(head.error()), false;
    if (head->content_length > reader_.limits().body) return refuse(413), false;
    rest.remove_prefix(*size);
    begin(std::move(*head), !rest.empty());
    return !body_ || read_body(rest);
}

void Connection::begin(Head head, bool body_has_come) {
    without_body_ = head.method == Method::head;
    last_ = head.close;
    exchange_ = std::make_shared<Exchange>();
    exchange_->connection = this;
    auto& request = exchange_->request;
    request.method = head.method;
    request.target = std::move(head.target);
    request.headers = std::move(head.headers);
    if (trusted_) {
        std::vector<std::string_view> forwarded;
        for (const auto& [name, value] : request.headers)
            if (name == "x-forwarded-for") forwarded.push_back(value);
        request.client = client_behind(peer_, reader_.trusted(), forwarded).text();
        request.secure = says_https(request);
    } else {
        request.client = peer_.text();
    }
    if (!head.chunked && head.content_length == 0) return;
    body_ = std::make_unique<Body>(Body{head.chunked, head.content_length, {}, std::chrono::steady_clock::now(), 0});
    if (head.expects_continue && !body_has_come) {
        static const Bytes go_on = std::make_shared<const std::string>("HTTP/1.1 100 Continue\r\n\r\n");
        reader_.outgoing().answers.push_back({go_on, nullptr, {}, 0});
    }
}

bool Connection::read_body(std::string_view& rest) {
    auto& body = exchange_->request.body;
    const auto before = rest.size();
    bool whole = false;
    if (body_->chunked) {
        const auto state = body_->chunks.read(rest, body, reader_.limits().body);
        if (state == ChunkReader::State::bad) return refuse(400), false;
        if (state == ChunkReader::State::too_long) return refuse(413), false;
        whole = state == ChunkReader::State::done;
    } else {
        const auto taken = std::min(body_->left, rest.size());
        body.append(rest.substr(0, taken));
        rest.remove_prefix(taken);
        body_->left -= taken;
        whole = body_->left == 0;
    }
    body_->window_size += before - rest.size();
    if (whole) body_.reset();
    return whole;
}

/// Parked, and the answer was written by whoever made it: idle again.
bool Connection::answer_is_out() {
    if (!exchange_->take_back()) return false;
    exchange_.reset();
    begun_ = false;
    phase_ = Phase::idle;
    return true;
}

void Connection::answer(std::optional<Response> response, Outgoing rest) {
    exchange_->take_back();
    exchange_.reset();
    if (!rest.answers.empty()) {   // begun on another thread, and the client takes it slowly
        reader_.count_response(*response);
        begun_ = false;
        unsent_ = std::make_unique<Outgoing>(std::move(rest));
        closing_ = reader_.stopping() && held_.empty();
        return wait_until_writable();
    }
    add_answer(std::move(response), !held_.empty());
    if (closing_ || unsent_ || held_.empty()) return flush();
    turn(held_);
}

/// `more`: something of a further request has come, so an answer while the server stops need not be the last.
void Connection::add_answer(std::optional<Response> response, bool more) {
    if (!response || !response->head) response = reader_.error_page(500);
    reader_.count_response(*response);
    closing_ = last_ || response->close || (reader_.stopping() && !more);
    begun_ = false;
    auto& answer = reader_.outgoing().answers.emplace_back();
    answer.head = std::move(response->head);
    if (!without_body_) answer.body = std::move(response->body);
    answer.finish_head(closing_);
}

/// Adds the refusal as the last answer; whoever calls flushes.
void Connection::refuse(int status) {
    if (exchange_) exchange_->connection = nullptr;
    exchange_.reset();
    body_.reset();
    last_ = true;
    reader_.count_refusal(status);
    add_answer(reader_.error_page(status), false);
}

/// One gather write for everything answered in this turn.
void Connection::flush() {
    auto& outgoing = reader_.outgoing();
    if (unsent_) {
        for (auto& answer : outgoing.answers) unsent_->answers.push_back(std::move(answer));
        outgoing.answers.clear();
        return;  // on_writable() goes on with it
    }
    const auto sent = outgoing.answers.empty() ? Sent::all : send(socket_.native_handle(), outgoing);
    if (sent == Sent::some || sent == Sent::none) {
        unsent_ = std::make_unique<Outgoing>(std::move(outgoing));
        outgoing = {};
        return wait_until_writable();
    }
    outgoing.answers.clear();
    outgoing.first = outgoing.offset = 0;
    if (sent == Sent::broken) return cut();
    after_flush();
}

void Connection::wait_until_writable() {
    phase_ = Phase::flushing;
    set_deadline(std::chrono::steady_clock::now());
    socket_.async_wait(Socket::wait_write, [self = Hold(this)](error_code failed) {
        if (!failed) self->on_writable();
    });
}

void Connection::on_writable() {
    if (phase_ == Phase::closed) return;
    switch (send(socket_.native_handle(), *unsent_)) {
        case Sent::all:
            unsent_.reset();
            return after_flush();
        case Sent::some: return wait_until_writable();
        case Sent::none: {
            const auto deadline = deadline_;  // nothing moved: the time goes on running
            wait_until_writable();
            deadline_ = deadline;
            return;
        }
        case Sent::broken: return cut();
    }
}

void Connection::after_flush() {
    if (closing_) return linger();
    if (exchange_ && !body_) {
        return park();
    }
    if (!held_.empty() && !starved_) return yield_turn();
    if (reader_.stopping() && !begun_) return linger();
    wait_for_bytes();
}

void Connection::park() {
    phase_ = Phase::parked;
    set_deadline(std::chrono::steady_clock::now());
    if (!held_.empty() || last_ || reader_.stopping()) return;
    watch();
    exchange_->lend(socket_.native_handle());
}

void Connection::yield_turn() {
    phase_ = Phase::yielded;
    set_deadline(Moment());
    boost::asio::post(reader_.io(), [self = Hold(this)] {
        if (self->phase_ == Phase::yielded) self->turn(self->held_);
    });
}

/// Says that nothing more will come, and reads on for a moment: closing on unread bytes would reset the connection, and the
/// client might never see the answer (RFC 9112 section 9.6).
void Connection::linger() {
    std::string().swap(held_);
    shutdown(socket_.native_handle(), SHUT_WR);
    phase_ = Phase::lingering;
    set_deadline(std::chrono::steady_clock::now());
    wait_for_bytes();
}

void Connection::sweep(Moment now) {
    if (now < deadline_) return;
    switch (phase_) {
        case Phase::idle: case Phase::lingering: return cut();
        case Phase::flushing:
            reader_.count_refusal(408);
            return cut();
        case Phase::head:
            refuse(408);
            return flush();
        case Phase::body: {
            const auto& limits = reader_.limits();
            const auto window = std::chrono::duration_cast<std::chrono::milliseconds>(now - body_->window_begin).count();
            const auto least = limits.body_bytes_per_second * static_cast<std::size_t>(window) / 1000;
            if (now >= begun_at_ + limits.request_within || body_->window_size < least) {
                refuse(408);
                return flush();
            }
            body_->window_begin = now;
            body_->window_size = 0;
            return set_deadline(now);
        }
        case Phase::parked:
            answer_is_out();
            return set_deadline(now);
        case Phase::yielded: case Phase::closed: return;
    }
}

void Connection::begin_stop() {
    if (phase_ == Phase::idle || (phase_ == Phase::parked && answer_is_out())) cut();
}

void Connection::cut() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    if (exchange_) {
        exchange_->take_back();
        exchange_->connection = nullptr;
    }
    exchange_.reset();
    body_.reset();
    unsent_.reset();
    error_code ignored;
    socket_.close(ignored);
    reader_.leave(*this);
}

}  // namespace himthough::net
