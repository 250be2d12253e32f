#include "net/addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <stdexcept>

namespace himthough::net {
namespace {

constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

Address map_v4(const void* four) {
    Address address;
    std::copy(mapped.begin(), mapped.end(), address.bytes.begin());
    std::memcpy(address.bytes.data() + 12, four, 4);
    return address;
}

bool same_bits(const Address& a, const Address& b, unsigned bits) {
    const auto whole = bits / 8, rest = bits % 8;
    if (std::memcmp(a.bytes.data(), b.bytes.data(), whole) != 0) return false;
    if (rest == 0) return true;
    const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
    return ((a.bytes[whole] ^ b.bytes[whole]) & mask) == 0;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
    char copy[INET6_ADDRSTRLEN + 1] = {};
    if (text.empty() || text.size() >= sizeof copy || text.find('\0') != std::string_view::npos) return std::nullopt;
    text.copy(copy, text.size());
    in_addr four{};
    if (inet_pton(AF_INET, copy, &four) == 1) return map_v4(&four);
    Address address;
    if (inet_pton(AF_INET6, copy, address.bytes.data()) == 1) return address;
    return std::nullopt;
}

Address Address::of(const sockaddr_storage& from) {
    if (from.ss_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &from, sizeof four);
        return map_v4(&four.sin_addr);
    }
    Address address;
    if (from.ss_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &from, sizeof six);
        std::memcpy(address.bytes.data(), &six.sin6_addr, 16);
    }
    return address;
}

bool Address::is_v4() const { return std::equal(mapped.begin(), mapped.end(), bytes.begin()); }

std::string Address::text() const {
    char out[INET6_ADDRSTRLEN] = {};
    if (is_v4()) inet_ntop(AF_INET, bytes.data() + 12, out, sizeof out);
    else inet_ntop(AF_INET6, bytes.data(), out, sizeof out);
    return out;
}

Networks::Networks(const std::vector<std::string>& listed) {
    for (const std::string_view entry : listed) {
        const auto slash = entry.find('/');
        const auto address = Address::parse(entry.substr(0, slash));
        unsigned bits = 128;
        bool readable = address.has_value();
        if (readable && slash != std::string_view::npos) {
            const auto count = entry.substr(slash + 1);
            const unsigned most = address->is_v4() && entry.find(':') == std::string_view::npos ? 32 : 128;
            const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), bits);
            readable = error == std::errc() && end == count.data() + count.size() && bits <= most;
            bits += 128 - most;
        }
        if (!readable) throw std::runtime_error("trusted proxy \"" + std::string(entry) + "\" is neither an address nor a network like 10.0.0.0/8");
        networks_.emplace_back(*address, bits);
    }
}

bool Networks::contains(const Address& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](const auto& network) { return same_bits(network.first, address, network.second); });
}

Address client_behind(const Address& peer, const Networks& trusted, const std::vector<std::string_view>& forwarded) {
    if (!trusted.contains(peer)) return peer;
    Address furthest = peer;
    for (auto field = forwarded.rbegin(); field != forwarded.rend(); ++field) {
        std::string_view rest = *field;
        for (bool more = true; more;) {
            const auto comma = rest.rfind(',');
            more = comma != std::string_view::npos;
            const auto hop = Address::parse(trimmed(more ? rest.substr(comma + 1) : rest));
            if (!hop) return peer;
            if (!trusted.contains(*hop)) return *hop;
            furthest = *hop;
            if (more) rest = rest.substr(0, comma);
        }
    }
    return furthest;
}

}  // namespace himthough::net
