#include "net/chunks.h"

#include <algorithm>

namespace himthough::net {
namespace {

constexpr std::size_t longest_extensions = 512;
constexpr unsigned most_digits = 8;

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

ChunkReader::State ChunkReader::read(std::string_view& bytes, std::string& body, std::size_t limit) {
    while (!bytes.empty()) {
        if (at_ == At::data) {
            const auto taken = std::min(left_, bytes.size());
            body.append(bytes.substr(0, taken));
            bytes.remove_prefix(taken);
            left_ -= taken;
            if (left_ == 0) at_ = At::data_cr;
            continue;
        }
        const char c = bytes.front();
        bytes.remove_prefix(1);
        const auto state = step(c, limit - body.size());
        if (state != State::more) return state;
    }
    return State::more;
}

ChunkReader::State ChunkReader::step(char c, std::size_t room) {
    const auto expect = [&](char wanted, At next) {
        at_ = next;
        return c == wanted ? State::more : State::bad;
    };
    switch (at_) {
        case At::size:
            if (const int digit = hex(c); digit >= 0) {
                if (++digits_ > most_digits) return State::bad;
                left_ = left_ * 16 + static_cast<std::size_t>(digit);
                return State::more;
            }
            if (digits_ == 0) return State::bad;
            if (c == ';') return expect(';', At::extension);
            return expect('\r', At::size_lf);
        case At::extension:
            if (c == '\r') return expect('\r', At::size_lf);
            if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) return State::bad;
            return ++extensions_ > longest_extensions ? State::bad : State::more;
        case At::size_lf:
            if (left_ > room) return c == '\n' ? State::too_long : State::bad;
            digits_ = 0;
            return expect('\n', left_ == 0 ? At::last_cr : At::data);
        case At::data_cr: return expect('\r', At::data_lf);
        case At::data_lf: return expect('\n', At::size);
        case At::last_cr: return expect('\r', At::last_lf);
        case At::last_lf: return c == '\n' ? State::done : State::bad;
        case At::data: break;  // read() takes data whole
    }
    return State::bad;
}

}  // namespace himthough::net
