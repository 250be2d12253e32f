#pragma once
#include <mutex>
#include <optional>

#include "net/outgoing.h"

namespace himthough::net {

class Connection;
class Reader;

/// One request on its way to its answer. Shared by the connection and the Reply, because either may go first.
///
/// While nothing else is to be done for its connection, the answer is written by the thread that made it: waking the reader for it
/// would cost both of them more than the write.
///
///            lend()                  answer_at_once()
///   with_reader ──────▶ with_worker ─────────────────▶ written
///        ▲                   │                            │
///        └───────────────────┴──── take_back() ◀──────────┘
class Exchange {
public:
    Request request;
    Connection* connection = nullptr;   ///< reader's thread only; null once the connection has gone
    std::shared_ptr<Reader> reader;     ///< until the Reply is used: it may come after the server has stopped
    std::optional<Response> answer;     ///< given while the handler ran, on the reader's thread
    bool answered = false;

    /// The reader leaves the socket alone until it takes it back. Reader's thread.
    void lend(int socket);
    /// The reader uses the socket again. True: the answer has been written meanwhile, as a whole. Reader's thread.
    bool take_back();
    /// Writes the answer now if the socket is lent and takes the whole of it. False: the reader has to; `response` is as it was, or
    /// the rest of it is in `rest`. Any thread.
    bool answer_at_once(Response& response, Outgoing& rest);

private:
    enum class Stage { with_reader, with_worker, written };
    std::mutex mutex_;
    Stage stage_ = Stage::with_reader;
    int socket_ = -1;
};

}  // namespace himthough::net
