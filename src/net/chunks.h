#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace himthough::net {

/// Takes a chunked body (RFC 9112 section 7.1) apart, in whatever pieces it comes.
///
///   size CR LF  data CR LF  ...  0 CR LF  CR LF
///
/// Stricter than the RFC: at most eight hexadecimal digits, no blank before an extension, 512 bytes of extensions in a body,
/// and no trailers: nothing we serve is asked with them, and they are where smuggled fields hide.
class ChunkReader {
public:
    enum class State { more, done, bad, too_long };

    /// Takes from the front of `bytes` what belongs to the body and adds the data to `body`, which never grows beyond `limit`.
    State read(std::string_view& bytes, std::string& body, std::size_t limit);

private:
    enum class At { size, extension, size_lf, data, data_cr, data_lf, last_cr, last_lf };

    State step(char c, std::size_t room);

    At at_ = At::size;
    unsigned digits_ = 0;
    std::size_t left_ = 0;
    std::size_t extensions_ = 0;
};

}  // namespace himthough::net
