#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "net/server.h"

namespace himthough::net {

/// A client that says exactly what a test tells it to: plain blocking sockets, every wait bounded.
class TestClient {
public:
    explicit TestClient(std::uint16_t port, const std::string& from = "", int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (receive_buffer > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in name{};
        name.sin_family = AF_INET;
        if (!from.empty()) {
            inet_pton(AF_INET, from.c_str(), &name.sin_addr);
            bind(socket_, reinterpret_cast<sockaddr*>(&name), sizeof name);
        }
        name.sin_port = htons(port);
        inet_pton(AF_INET, "127.0.0.1", &name.sin_addr);
        if (connect(socket_, reinterpret_cast<sockaddr*>(&name), sizeof name) != 0) throw std::runtime_error("the test cannot connect");
    }
    ~TestClient() { close(); }
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }

    /// False when the server has gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }

    /// One response, head and body; "" when none came whole in time. `with_body` false for HEAD and 1xx.
    std::string response(bool with_body = true, std::chrono::milliseconds within = std::chrono::seconds(20)) {
        const auto until = std::chrono::steady_clock::now() + within;
        for (;;) {
            if (const auto size = whole(with_body); size > 0) {
                auto first = read_.substr(0, size);
                read_.erase(0, size);
                return first;
            }
            if (!read_more(until)) return "";
        }
    }

    /// Everything until the server closes.
    std::string rest(std::chrono::milliseconds within = std::chrono::seconds(20)) {
        const auto until = std::chrono::steady_clock::now() + within;
        while (read_more(until)) {}
        return std::exchange(read_, "");
    }

    /// Whether the server closes within that time (anything it still says is kept).
    bool closed(std::chrono::milliseconds within = std::chrono::seconds(20)) {
        const auto until = std::chrono::steady_clock::now() + within;
        while (read_more(until)) {}
        return ended_;
    }

private:
    std::size_t whole(bool with_body) const {
        const auto end = read_.find("\r\n\r\n");
        if (end == std::string::npos) return 0;
        std::size_t body = 0;
        if (const auto at = read_.find("Content-Length: "); with_body && at < end) body = std::stoul(read_.substr(at + 16));
        return read_.size() >= end + 4 + body ? end + 4 + body : 0;
    }

    bool read_more(std::chrono::steady_clock::time_point until) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        pollfd wanted{socket_, POLLIN, 0};
        if (ended_ || left <= 0 || poll(&wanted, 1, static_cast<int>(left)) <= 0) return false;
        char room[64 * 1024];
        const auto count = recv(socket_, room, sizeof room, 0);
        if (count <= 0) return ended_ = true, false;
        read_.append(room, static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    bool ended_ = false;
    std::string read_;
};

inline Response text_page(int status, std::string body) { return make_response(status, {{"Content-Type", "text/plain"}}, std::move(body)); }
inline Response test_error_page(int status) { return text_page(status, "refused with " + std::to_string(status)); }

/// Settings for a server on any free port.
inline ServerSettings any_port(Limits limits = {}, unsigned threads = 1) {
    ServerSettings settings;
    settings.port = 0;
    settings.threads = threads;
    settings.limits = limits;
    return settings;
}

inline std::string get(std::string_view target, std::string_view more = "") {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a.example\r\n" + std::string(more) + "\r\n";
}

/// 0 when it is no response.
inline int status_of(std::string_view response) {
    return response.size() > 12 && response.starts_with("HTTP/1.1 ") ? std::stoi(std::string(response.substr(9, 3))) : 0;
}

inline std::string body_of(const std::string& response) {
    const auto end = response.find("\r\n\r\n");
    return end == std::string::npos ? "" : response.substr(end + 4);
}

}  // namespace himthough::net
