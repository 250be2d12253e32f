#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/http.h"
#include "net/server.h"

namespace himthough::net {

/// What stands before a request's body, checked. How the body is framed was decided in one place, and is never guessed.
struct Head {
    Method method = Method::other;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, values without outer blanks
    std::size_t content_length = 0;
    bool chunked = false;
    bool expects_continue = false;
    bool close = false;                                        ///< the client asked for it, or speaks HTTP/1.0
};

/// Finds where a head ends, also when it comes in pieces, and looks at each byte once. Every line must end in CR LF.
class HeadEnd {
public:
    /// `bytes`: everything read since the request began. How many of them are the head, its empty line included; 0 when more
    /// must be read; or the status to refuse with: 400 (bare LF, not a request at all), 414, 431.
    std::expected<std::size_t, int> find(std::string_view bytes, const Limits& limits);

private:
    std::size_t seen_ = 0;
    std::size_t line_begin_ = 0;
    std::size_t fields_begin_ = 0;
    std::size_t lines_ = 0;
};

/// Reads a whole head, stricter than RFC 9112 where the RFC leaves room: whatever two programs could read in two ways is
/// refused. The error is the status to answer before closing: 400, 413 (a length no machine could hold), 415, 417, 501, 505.
/// Safe on any bytes.
std::expected<Head, int> parse_head(std::string_view bytes);

}  // namespace himthough::net
