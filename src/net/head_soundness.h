#pragma once
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "net/chunks.h"
#include "net/head.h"

namespace himthough::net {
namespace soundness {

inline void must(bool holds) {
    if (!holds) std::abort();
}

inline std::optional<Head> read_in_pieces(std::string_view bytes, std::size_t split) {
    HeadEnd end;
    auto size = end.find(bytes.substr(0, split), Limits{});
    if (size && *size == 0) size = end.find(bytes, Limits{});
    if (!size || *size == 0) return std::nullopt;
    auto head = parse_head(bytes.substr(0, *size));
    if (!head) return std::nullopt;
    return std::move(*head);
}

inline void must_be_sound(const Head& head) {
    must(head.target.starts_with('/') && head.target.find_first_of(" \t\r\n#") == std::string::npos);
    must(!head.chunked || head.content_length == 0);
    std::size_t hosts = 0;
    for (const auto& [name, value] : head.headers) {
        must(!name.empty() && name.find_first_of(" \t:") == std::string::npos);
        for (const unsigned char c : name) must(c > 0x20 && c < 0x7F && (c < 'A' || c > 'Z'));
        for (const unsigned char c : value) must((c >= 0x20 || c == '\t') && c != 0x7F);
        hosts += name == "host";
    }
    must(hosts <= 1);
}

inline void must_agree_with_beast(const Head& head, std::string_view bytes) {
    namespace http = boost::beast::http;
    http::request_parser<http::empty_body> parser;
    parser.header_limit(64 * 1024);
    boost::system::error_code error;
    if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
    parser.put(boost::asio::buffer(bytes), error);
    if (error || !parser.is_header_done()) return;  // stricter than we are: no harm
    const auto& other = parser.get();
    must(other.target() == head.target && parser.chunked() == head.chunked);
    must(parser.content_length().value_or(0) == head.content_length);
    must(static_cast<std::size_t>(std::distance(other.begin(), other.end())) == head.headers.size());
    std::map<std::string_view, std::ptrdiff_t> seen;  // Beast puts fields of one name together
    for (const auto& [name, value] : head.headers) {
        const auto [first, last] = other.equal_range(name);
        const auto place = seen[name]++;
        must(place < std::distance(first, last) && std::next(first, place)->value() == value);
    }
}

inline void read_chunks(std::string_view bytes, std::size_t split) {
    constexpr std::size_t limit = 4096;
    std::string whole, pieces;
    ChunkReader one, two;
    auto all = bytes, first = bytes.substr(0, split), second = bytes.substr(split);
    const auto end = one.read(all, whole, limit);
    auto piecewise = two.read(first, pieces, limit);
    if (piecewise == ChunkReader::State::more) piecewise = two.read(second, pieces, limit);
    must(end == piecewise && whole == pieces && whole.size() <= limit);
}

}  // namespace soundness

/// Reads any bytes as a request's head and as a chunked body, and ends the process unless
///   - bytes in two pieces are read as the same bytes in one;
///   - what is accepted has one framing, plain names and no control characters;
///   - Boost.Beast, a parser by other people, reads what we accept in the same way, if it accepts it too.
/// For the fuzzer and the tests.
inline void read_head_and_chunks(std::string_view bytes) {
    using namespace soundness;
    const auto split = bytes.empty() ? 0 : (static_cast<unsigned char>(bytes.back()) * 257U + bytes.size() * 31U) % bytes.size();
    const auto head = read_in_pieces(bytes, 0), again = read_in_pieces(bytes, split);
    must(head.has_value() == again.has_value());
    if (head) {
        must(head->headers == again->headers && head->target == again->target);
        must_be_sound(*head);
        HeadEnd end;
        must_agree_with_beast(*head, bytes.substr(0, *end.find(bytes, Limits{})));
    }
    read_chunks(bytes, split);
}

}  // namespace himthough::net

