#include "net/load.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace himthough::net {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::seconds patience{20};

[[noreturn]] void fail(std::string_view what) { throw std::runtime_error(fmt::format("{}: {}", what, std::strerror(errno))); }

int connect_to(std::uint16_t port) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (made < 0) fail("socket");
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) fail("connect");
    const int one = 1;
    ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return made;
}

}  // namespace

LoadClient::LoadClient(std::uint16_t port, std::size_t connections) : poll_(::epoll_create1(EPOLL_CLOEXEC)), connections_(connections) {
    for (auto& connection : connections_) {
        connection.socket = connect_to(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &connection;
        if (::epoll_ctl(poll_, EPOLL_CTL_ADD, connection.socket, &event) != 0) fail("epoll");
        free_.push_back(&connection);
    }
}

LoadClient::~LoadClient() {
    for (const auto& connection : connections_)
        if (connection.socket >= 0) ::close(connection.socket);
    ::close(poll_);
}

void LoadClient::watch(Connection& connection, bool writing) {
    epoll_event event{};
    event.events = writing ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.ptr = &connection;
    ::epoll_ctl(poll_, EPOLL_CTL_MOD, connection.socket, &event);
}

void LoadClient::send(Connection& connection) {
    const auto count = ::send(connection.socket, connection.unsent.data(), connection.unsent.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN) fail("send");
    if (count > 0) connection.unsent.remove_prefix(static_cast<std::size_t>(count));
    if (!connection.unsent.empty()) watch(connection, true);
}

/// True when the answer is whole.
bool LoadClient::receive(Connection& connection, const Done& done) {
    char room[32 * 1024];
    const auto count = ::recv(connection.socket, room, sizeof room, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return false;
    if (count <= 0) throw std::runtime_error("the server closed a connection");
    auto& got = connection.got;
    got.append(room, static_cast<std::size_t>(count));
    const auto end = got.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    if (connection.whole == 0) {
        std::size_t at = 0;
        const auto length = between(got, "Content-Length: ", "\r\n", at);
        connection.whole = end + 4 + (length.empty() ? 0 : std::stoul(std::string(length)));
    }
    if (got.size() < connection.whole) return false;
    const std::string_view all(got);
    done({std::stoi(got.substr(9, 3)), all.substr(0, end), all.substr(end + 4), connection.text, steady_clock::now() - connection.sent});
    got.clear();
    connection.whole = 0;
    return true;
}

void LoadClient::run(const Next& next, const Done& done, Moment until) {
    auto heard = steady_clock::now();
    for (;;) {
        while (!free_.empty()) {
            const auto text = next();
            if (text.empty()) break;
            auto& connection = *free_.back();
            free_.pop_back();
            connection.text = connection.unsent = text;
            connection.sent = steady_clock::now();
            send(connection);
        }
        const auto now = steady_clock::now();
        if (free_.size() == connections_.size()) {
            if (now >= until) return;
            heard = now;
        }
        if (now - heard > patience) throw std::runtime_error("the server is silent");
        epoll_event events[64];
        const int count = ::epoll_wait(poll_, events, 64, now < until ? 1 : 1000);
        for (int n = 0; n < count; ++n) {
            auto& connection = *static_cast<Connection*>(events[n].data.ptr);
            if (events[n].events & EPOLLOUT) {
                send(connection);
                if (connection.unsent.empty()) watch(connection, false);
            }
            if (events[n].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                heard = now;
                if (receive(connection, done)) free_.push_back(&connection);
            }
        }
    }
}

std::string_view between(std::string_view text, std::string_view before, std::string_view after, std::size_t& at) {
    const auto begin = text.find(before, at);
    if (begin == std::string_view::npos) return "";
    const auto end = text.find(after, begin + before.size());
    if (end == std::string_view::npos) return "";
    at = end + after.size();
    return text.substr(begin + before.size(), end - begin - before.size());
}

std::string load_request(std::string_view path, std::string_view form, std::string_view cookie, std::string_view client) {
    auto text = fmt::format(
        "{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\n"
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-GB,en;q=0.5\r\n"
        "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\n",
        form.empty() ? "GET" : "POST", path);
    if (!cookie.empty()) text += fmt::format("Cookie: {}\r\n", cookie);
    if (!client.empty()) text += fmt::format("X-Forwarded-For: {}\r\n", client);
    if (!form.empty()) text += fmt::format("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", form.size());
    return text.append("\r\n").append(form);
}

std::string form_encoded(std::string_view text) {
    constexpr std::string_view as_they_are = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._";
    std::string out;
    for (const char c : text) {
        if (c == ' ') out += '+';
        else if (as_they_are.find(c) != std::string_view::npos) out += c;
        else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

double part_of(std::vector<double>& values, double part) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

}  // namespace himthough::net
