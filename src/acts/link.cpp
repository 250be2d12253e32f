#include "acts/link.h"

#include <fmt/core.h>

namespace himthough {
namespace {

constexpr std::size_t link_bytes = 16;

std::string link_from(std::string_view bytes) { return to_base64(bytes.substr(0, link_bytes)); }

}  // namespace

std::string draw_link() { return link_from(bytes_of(random_key())); }

std::string link_of_form(const Keys& keys, std::string_view opens, std::string_view nonce, int number) {
    return link_from(bytes_of(keyed_hash(derive_key(keys.token, opens), fmt::format("{} {}", number, nonce))));
}

Hash hash_of_link(const Keys& keys, std::string_view opens, std::string_view link) { return keyed_hash(derive_key(keys.lookup, opens), link); }

}  // namespace himthough
