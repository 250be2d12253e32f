#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <vector>

#include "net/addresses.h"
#include "net/server.h"

namespace himthough::net {

/// How many connections each client has open; in memory only, and only while they are open.
class Crowd {
public:
    /// False when that client has `most` already. A whole IPv6 /64 is one client: anybody can have that many addresses.
    bool enter(const Address& client, std::size_t most) {
        const std::lock_guard lock(mutex_);
        auto& count = open_[key(client)];
        if (count >= most) return false;
        ++count;
        return true;
    }
    void leave(const Address& client) {
        const std::lock_guard lock(mutex_);
        const auto found = open_.find(key(client));
        if (found != open_.end() && --found->second == 0) open_.erase(found);
    }

private:
    static std::array<std::uint8_t, 16> key(const Address& client) {
        auto bytes = client.bytes;
        if (!client.is_v4()) std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
        return bytes;
    }

    std::mutex mutex_;
    std::map<std::array<std::uint8_t, 16>, std::size_t> open_;
};

class Reader;

/// What all readers of one server go by. Owned by the server; nothing uses it once the readers' threads have ended.
struct Terms {
    Limits limits;
    Handler handler;
    ErrorPage error_page;
    Networks trusted;
    std::atomic<std::size_t> open{0};
    Crowd crowd{};
    std::vector<Reader*> readers{};   ///< all of them; set before the first runs
};

}  // namespace himthough::net
