#include "net/listening.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace himthough::net {
namespace {

constexpr int backlog = 4096;

/// An address for bind(): the kernel's own untyped view of it stays in here.
struct Name {
    union {
        sockaddr any;
        sockaddr_in four;
        sockaddr_in6 six;
    };
    socklen_t size;

    Name(const std::string& address, std::uint16_t port) : six{}, size(sizeof six) {
        if (inet_pton(AF_INET, address.c_str(), &four.sin_addr) == 1) {
            four.sin_family = AF_INET;
            four.sin_port = htons(port);
            size = sizeof four;
        } else if (in6_addr found{}; inet_pton(AF_INET6, address.c_str(), &found) == 1) {
            six = {};
            six.sin6_family = AF_INET6;
            six.sin6_port = htons(port);
            six.sin6_addr = found;
        } else {
            throw std::runtime_error("cannot listen on \"" + address + "\": it is not an IP address like 127.0.0.1 or ::1");
        }
    }
};

std::string shown(const std::string& address, std::uint16_t port) {
    const bool six = address.find(':') != std::string::npos;
    return (six ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

void switch_on(int socket, int level, int option) {
    const int on = 1;
    setsockopt(socket, level, option, &on, sizeof on);
}

[[noreturn]] void refuse_address(const std::string& where, int error) {
    if (error == EADDRINUSE)
        throw std::runtime_error(where + " is taken by another program: stop it, or choose another port with --port");
    if (error == EACCES)
        throw std::runtime_error(where + " may not be opened by this user: choose a port above 1023 with --port, or let a proxy stand in front");
    if (error == EADDRNOTAVAIL)
        throw std::runtime_error(where + " cannot be opened: this machine does not have that address");
    throw std::runtime_error(where + " cannot be opened: " + std::generic_category().message(error));
}

}  // namespace

Listening::Listening(const std::string& address, std::uint16_t port, unsigned count) : port_(port) {
    try {
        for (unsigned n = 0; n < count; ++n) {
            Name name(address, port_);
            const int socket = ::socket(name.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            if (socket < 0) refuse_address(shown(address, port_), errno);
            sockets_.push_back(socket);
            switch_on(socket, SOL_SOCKET, SO_REUSEADDR);   // a restart need not wait for old connections to fade
            switch_on(socket, IPPROTO_TCP, TCP_NODELAY);   // accepted connections inherit it
            // The first socket takes the port for itself alone, so no other process can have it, not even a second one of ours;
            // only then is it opened to the others of this process.
            if (n > 0) switch_on(socket, SOL_SOCKET, SO_REUSEPORT);
            if (bind(socket, &name.any, name.size) != 0 || listen(socket, backlog) != 0) refuse_address(shown(address, port_), errno);
            if (n == 0) {
                switch_on(socket, SOL_SOCKET, SO_REUSEPORT);
                if (getsockname(socket, &name.any, &name.size) != 0) refuse_address(shown(address, port_), errno);
                port_ = ntohs(name.any.sa_family == AF_INET ? name.four.sin_port : name.six.sin6_port);
            }
        }
    } catch (...) {
        for (const int socket : sockets_) close(socket);
        throw;
    }
}

Listening::~Listening() {
    for (const int socket : sockets_) close(socket);
}

int Listening::take() {
    const int socket = sockets_.back();
    sockets_.pop_back();
    return socket;
}

}  // namespace himthough::net
