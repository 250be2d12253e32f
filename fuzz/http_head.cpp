// A request's head and a chunked body, from any bytes: what must hold stands in net/head_soundness.h.
#include <cstdint>
#include <string_view>

#include "net/head_soundness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    himthough::net::read_head_and_chunks({reinterpret_cast<const char*>(data), size});
    return 0;
}
