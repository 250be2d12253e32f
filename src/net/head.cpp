#include "net/head.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace himthough::net {
namespace {

// Which bytes may stand where: one look-up for each byte.
enum Place : std::uint8_t { in_token = 1, in_value = 2, in_target = 4, in_host = 8 };

constexpr auto places = [] {
    std::array<std::uint8_t, 256> table{};
    const auto allow = [&table](std::string_view bytes, Place place) {
        for (const char c : bytes) {
            auto& entry = table[static_cast<unsigned char>(c)];
            entry = static_cast<std::uint8_t>(entry | place);
        }
    };
    constexpr std::string_view letters_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    allow(letters_digits, in_token);
    allow("!#$%&'*+-.^_`|~", in_token);
    allow(letters_digits, in_host);
    allow("-._~%:[]", in_host);
    for (unsigned c = 0x20; c < 256; ++c)
        if (c != 0x7F) table[c] |= in_value;
    table['\t'] |= in_value;
    // What a browser may send (the URL standard leaves []{}|^`\ as they are in a query), without '#': a fragment never comes.
    for (unsigned c = 0x21; c < 0x7F; ++c)
        if (c != '#' && c != '"' && c != '<' && c != '>') table[c] |= in_target;
    return table;
}();

bool is(char c, Place place) { return (places[static_cast<unsigned char>(c)] & place) != 0; }

bool all(std::string_view text, Place place) {
    for (const char c : text)
        if (!is(c, place)) return false;
    return true;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool same_letters(std::string_view text, std::string_view lower_case) {
    if (text.size() != lower_case.size()) return false;
    for (std::size_t n = 0; n < text.size(); ++n)
        if (lower(text[n]) != lower_case[n]) return false;
    return true;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

bool list_has(std::string_view list, std::string_view lower_case) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        if (same_letters(trimmed(list.substr(0, comma)), lower_case)) return true;
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return false;
}

/// Takes one line and its CR LF from the front; false when there is none.
bool take_line(std::string_view& bytes, std::string_view& line) {
    const auto end = bytes.find("\r\n");
    if (end == std::string_view::npos) return false;
    line = bytes.substr(0, end);
    bytes.remove_prefix(end + 2);
    return true;
}

Method method_of(std::string_view name) {
    if (name == "GET") return Method::get;
    if (name == "POST") return Method::post;
    if (name == "HEAD") return Method::head;
    return Method::other;
}

/// 0, or the status to refuse with.
int read_request_line(std::string_view line, Head& head, bool& old) {
    const auto first = line.find(' ');
    if (first == std::string_view::npos || first == 0 || !all(line.substr(0, first), in_token)) return 400;
    const auto second = line.find(' ', first + 1);
    if (second == std::string_view::npos) return 400;
    const auto target = line.substr(first + 1, second - first - 1), version = line.substr(second + 1);
    if (version.size() != 8 || !version.starts_with("HTTP/") || version[5] < '0' || version[5] > '9' || version[6] != '.' ||
        version[7] < '0' || version[7] > '9')
        return 400;
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return 505;
    if (target.empty() || target.front() != '/' || !all(target, in_target)) return 400;
    head.method = method_of(line.substr(0, first));
    head.target = target;
    old = version[7] == '0';
    return 0;
}

/// What the fields that decide framing said, until all have been read.
struct Framing {
    bool old = false;  // HTTP/1.0
    bool has_host = false, has_length = false;
    int later = 0;     // a refusal that stands only if the framing is sound: 415, 417, 501
};

int read_length(std::string_view value, Head& head) {
    if (value.empty()) return 400;
    for (const char c : value)
        if (c < '0' || c > '9') return 400;
    while (value.size() > 1 && value.front() == '0') value.remove_prefix(1);
    if (value.size() > 18) return 413;
    for (const char c : value) head.content_length = head.content_length * 10 + static_cast<std::size_t>(c - '0');
    return 0;
}

int read_meaning(std::string_view name, std::string_view value, Head& head, Framing& framing) {
    if (name == "host") {
        if (std::exchange(framing.has_host, true) || value.empty() || !all(value, in_host)) return 400;
    } else if (name == "content-length") {
        if (std::exchange(framing.has_length, true)) return 400;
        return read_length(value, head);
    } else if (name == "transfer-encoding") {
        if (head.chunked || framing.old) return 400;
        if (!same_letters(value, "chunked")) framing.later = 501;
        head.chunked = true;
    } else if (name == "connection") {
        if (list_has(value, "close")) head.close = true;
    } else if (name == "expect") {
        if (framing.old) return 0;  // RFC 9110 section 10.1.1: it means nothing there
        if (same_letters(value, "100-continue")) head.expects_continue = true;
        else if (framing.later == 0) framing.later = 417;
    } else if (name == "content-encoding") {
        if (framing.later == 0) framing.later = 415;
    }
    return 0;
}

int read_field(std::string_view line, Head& head, Framing& framing) {
    std::size_t colon = 0;
    while (colon < line.size() && is(line[colon], in_token)) ++colon;
    // A blank before the colon or at the start of the line (obs-fold) is no token character.
    if (colon == 0 || colon == line.size() || line[colon] != ':') return 400;
    const auto value = trimmed(line.substr(colon + 1));
    if (!all(value, in_value)) return 400;
    auto& [name, text] = head.headers.emplace_back();
    name.resize(colon);
    for (std::size_t n = 0; n < colon; ++n) name[n] = lower(line[n]);
    text = value;
    return read_meaning(name, value, head, framing);
}

}  // namespace

std::expected<std::size_t, int> HeadEnd::find(std::string_view bytes, const Limits& limits) {
    while (seen_ < bytes.size()) {
        const void* found = std::memchr(bytes.data() + seen_, '\n', bytes.size() - seen_);
        if (found == nullptr) break;
        const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
        if (at == line_begin_ || bytes[at - 1] != '\r') return std::unexpected(400);
        const auto length = at - 1 - line_begin_;
        if (length == 0 && lines_ > 0) return at + 1;
        if (length == 0) {
            if (line_begin_ > 0) return std::unexpected(400);  // RFC 9112 section 2.2 asks to pass over one empty line, not more
        } else if (lines_ == 0) {
            if (length > limits.request_line) return std::unexpected(414);
            fields_begin_ = at + 1;
            ++lines_;
        } else {
            if (at + 1 - fields_begin_ > limits.headers || lines_ > limits.header_fields) return std::unexpected(431);
            ++lines_;
        }
        line_begin_ = seen_ = at + 1;
    }
    seen_ = bytes.size();
    const auto open = bytes.size() - line_begin_;
    if (lines_ > 0) {
        if (bytes.size() - fields_begin_ > limits.headers + 2) return std::unexpected(431);
    } else if (open > 0) {
        const char first = bytes[line_begin_];
        if (!is(first, in_token) && !(first == '\r' && open == 1)) return std::unexpected(400);  // TLS on a plain port ends here at once
        if (open > limits.request_line + 1) return std::unexpected(414);
    }
    return 0;
}

std::expected<Head, int> parse_head(std::string_view bytes) {
    Head head;
    Framing framing;
    std::string_view line;
    if (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
    if (!take_line(bytes, line)) return std::unexpected(400);
    if (const int no = read_request_line(line, head, framing.old)) return std::unexpected(no);
    for (;;) {
        if (!take_line(bytes, line)) return std::unexpected(400);
        if (line.empty()) break;
        if (const int no = read_field(line, head, framing)) return std::unexpected(no);
    }
    if (!bytes.empty()) return std::unexpected(400);
    if (head.chunked && framing.has_length) return std::unexpected(400);
    if (!framing.has_host && !framing.old) return std::unexpected(400);
    if (framing.later != 0) return std::unexpected(framing.later);
    if (framing.old) head.close = true;
    return head;
}

}  // namespace himthough::net
