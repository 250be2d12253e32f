#include "net/outgoing.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <string_view>

#include <fmt/core.h>

namespace himthough::net {
namespace {

constexpr std::size_t pieces_a_write = 60;

template <std::size_t Size>
std::size_t copy_to(std::array<char, Size>& to, std::size_t at, std::string_view text) {
    return at + text.copy(to.data() + at, Size - at);
}

/// "Date: Sun, 15 Oct 2017 12:00:00 GMT\r\n", made once a second by each thread that answers.
std::string_view date_line() {
    thread_local std::time_t dated = 0;
    thread_local std::array<char, 37> line;
    const std::time_t now = std::time(nullptr);
    if (now != dated) {
        dated = now;
        std::tm parts{};
        gmtime_r(&now, &parts);
        constexpr std::string_view days = "SunMonTueWedThuFriSat", months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        const auto text = fmt::format("Date: {}, {:02} {} {} {:02}:{:02}:{:02} GMT\r\n", days.substr(static_cast<std::size_t>(parts.tm_wday) * 3, 3),
                                      parts.tm_mday, months.substr(static_cast<std::size_t>(parts.tm_mon) * 3, 3), parts.tm_year + 1900,
                                      parts.tm_hour, parts.tm_min, parts.tm_sec);
        copy_to(line, 0, text);
    }
    return {line.data(), line.size()};
}

/// What is still to be written, as many pieces as one write takes.
struct Pieces {
    std::array<iovec, pieces_a_write> all;
    std::size_t count = 0, total = 0;

    explicit Pieces(const Outgoing& outgoing) {
        std::size_t skip = outgoing.offset;
        const auto add = [&](const char* data, std::size_t size) {
            const auto skipped = std::min(skip, size);
            skip -= skipped;
            if (size == skipped) return;
            all[count++] = {const_cast<char*>(data + skipped), size - skipped};
            total += size - skipped;
        };
        for (auto at = outgoing.first; at < outgoing.answers.size() && count + 3 <= all.size(); ++at) {
            const auto& answer = outgoing.answers[at];
            add(answer.head->data(), answer.head->size());
            add(answer.tail.data(), answer.tail_size);
            if (answer.body) add(answer.body->data(), answer.body->size());
        }
    }
};

void move_on(Outgoing& outgoing, std::size_t written) {
    auto& [answers, first, offset] = outgoing;
    for (offset += written; first < answers.size(); ++first) {
        const auto& answer = answers[first];
        const auto size = answer.head->size() + answer.tail_size + (answer.body ? answer.body->size() : 0);
        if (offset < size) break;
        offset -= size;
    }
}

}  // namespace

void Answer::finish_head(bool close) {
    auto at = copy_to(tail, 0, date_line());
    if (close) at = copy_to(tail, at, "Connection: close\r\n");
    tail_size = copy_to(tail, at, "\r\n");
}

Sent send(int socket, Outgoing& outgoing) {
    bool moved = false;
    while (outgoing.first < outgoing.answers.size()) {
        Pieces pieces(outgoing);
        msghdr message{};
        message.msg_iov = pieces.all.data();
        message.msg_iovlen = pieces.count;
        const auto result = sendmsg(socket, &message, MSG_NOSIGNAL);
        if (result < 0 && errno == EINTR) continue;
        if (result < 0) return errno != EAGAIN ? Sent::broken : moved ? Sent::some : Sent::none;
        moved = true;
        const auto written = static_cast<std::size_t>(result);
        move_on(outgoing, written);
        if (written < pieces.total) return Sent::some;
    }
    return Sent::all;
}

}  // namespace himthough::net
