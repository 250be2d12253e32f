#pragma once
#include <array>
#include <vector>

#include "net/http.h"

namespace himthough::net {

/// One answer on its way out: three pieces of one gather write.
struct Answer {
    Bytes head, body;
    std::array<char, 64> tail;          ///< Date, Connection and the empty line
    std::size_t tail_size = 0;

    /// Closes the head. Any thread.
    void finish_head(bool close);
};

/// Answers in order, and how far the client has taken them.
struct Outgoing {
    std::vector<Answer> answers;
    std::size_t first = 0;              ///< the answers before it are out,
    std::size_t offset = 0;             ///< and so many bytes of it
};

enum class Sent { all, some, none, broken };
/// Writes what the socket takes now, never waits. none: it takes nothing at the moment.
Sent send(int socket, Outgoing& outgoing);

}  // namespace himthough::net
