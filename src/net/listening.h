#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace himthough::net {

/// Listening sockets, not blocking, all on one address and port: the kernel spreads connections over them. Closed when this goes.
class Listening {
public:
    /// Throws std::runtime_error with a sentence for the operator when the address cannot be had. `port` 0: any free one.
    Listening(const std::string& address, std::uint16_t port, unsigned count);
    ~Listening();
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    std::uint16_t port() const { return port_; }
    /// Hands over the next socket: whoever takes it closes it.
    int take();

private:
    std::vector<int> sockets_;
    std::uint16_t port_ = 0;
};

}  // namespace himthough::net
