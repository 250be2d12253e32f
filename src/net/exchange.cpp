#include "net/exchange.h"

namespace himthough::net {

void Exchange::lend(int socket) {
    const std::lock_guard lock(mutex_);
    socket_ = socket;
    stage_ = Stage::with_worker;
}

bool Exchange::take_back() {
    const std::lock_guard lock(mutex_);
    return std::exchange(stage_, Stage::with_reader) == Stage::written;
}

bool Exchange::answer_at_once(Response& response, Outgoing& rest) {
    const std::lock_guard lock(mutex_);
    if (stage_ != Stage::with_worker) return false;
    auto& whole = rest.answers.emplace_back();
    whole.head = response.head;
    if (request.method != Method::head) whole.body = response.body;
    whole.finish_head(false);
    const auto sent = send(socket_, rest);
    if (sent == Sent::all) {
        stage_ = Stage::written;
        request = {};   // the connection may be idle for long before it comes back to this
        return true;
    }
    stage_ = Stage::with_reader;
    if (sent != Sent::some) rest = {};   // nothing is out: the reader begins it, or finds the socket broken
    return false;
}

}  // namespace himthough::net
