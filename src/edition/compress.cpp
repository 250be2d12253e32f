#include "edition/compress.h"

#include <stdexcept>

#include <brotli/encode.h>
#include <zlib.h>

namespace himthough::edition {

std::string gzip(std::string_view plain) {
    z_stream stream{};
    constexpr int gzip_format = 15 + 16;
    if (deflateInit2(&stream, 6, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY) != Z_OK) throw std::runtime_error("zlib has no memory");
    std::string packed(deflateBound(&stream, plain.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));   // zlib's interface knows no const
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int done = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (done != Z_STREAM_END) throw std::runtime_error("zlib could not pack a page");
    return packed;
}

std::string brotli(std::string_view plain) {
    std::size_t size = BrotliEncoderMaxCompressedSize(plain.size());
    std::string packed(size, '\0');
    constexpr int quality = 5, window = 18;
    if (BrotliEncoderCompress(quality, window, BROTLI_MODE_TEXT, plain.size(), reinterpret_cast<const std::uint8_t*>(plain.data()), &size,
                              reinterpret_cast<std::uint8_t*>(packed.data())) != BROTLI_TRUE)
        throw std::runtime_error("brotli could not pack a page");
    packed.resize(size);
    return packed;
}

}  // namespace himthough::edition
