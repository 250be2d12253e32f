#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct sockaddr_storage;

namespace himthough::net {

/// An IPv6 address, or an IPv4 one in its mapped form (::ffff:a.b.c.d), so that one address has one value.
struct Address {
    std::array<std::uint8_t, 16> bytes{};

    static std::optional<Address> parse(std::string_view text);
    static Address of(const sockaddr_storage& from);
    /// "192.0.2.1" for a mapped one, else as RFC 5952 writes it.
    std::string text() const;
    bool is_v4() const;
    bool operator==(const Address&) const = default;
};

/// A list of single addresses and networks.
class Networks {
public:
    Networks() = default;
    /// "10.0.0.0/8", "::1", ... Throws std::runtime_error with a sentence for the operator about the first that cannot be read.
    explicit Networks(const std::vector<std::string>& listed);
    bool contains(const Address& address) const;

private:
    std::vector<std::pair<Address, unsigned>> networks_;  // how many of the 128 bits count
};

/// Who asked, by the word of trusted proxies: the rightmost address of X-Forwarded-For that is not itself trusted (the leftmost
/// when all are). The peer itself when the peer is not trusted, or when anything on the way there is not an address.
/// `forwarded`: the values of all X-Forwarded-For fields in the order sent.
Address client_behind(const Address& peer, const Networks& trusted, const std::vector<std::string_view>& forwarded);

}  // namespace himthough::net
