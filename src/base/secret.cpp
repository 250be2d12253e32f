#include "base/secret.h"

#include <bit>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/core.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace himthough {
namespace {

const unsigned char* unsigned_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Key make_key_file(const std::filesystem::path& file) {
    const Key root = random_key();
    const std::string hex = to_hex(bytes_of(root)) + "\n";
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) throw std::runtime_error(fmt::format("cannot make the key file {}: {}", file.string(), std::strerror(errno)));
    const bool kept = ::write(fd, hex.data(), hex.size()) == static_cast<ssize_t>(hex.size()) && ::fsync(fd) == 0;
    ::close(fd);
    if (!kept) throw std::runtime_error(fmt::format("cannot write the key file {}", file.string()));
    return root;
}

}  // namespace

void start_secrets() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium found no source of randomness");
}

void random_bytes(std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); }

Key random_key() {
    Key key;
    random_bytes(key);
    return key;
}

Hash keyed_hash(const Key& key, std::string_view text) {
    Hash hash;
    crypto_generichash(hash.data(), hash.size(), unsigned_of(text), text.size(), key.data(), key.size());
    return hash;
}

std::array<std::uint8_t, 64> long_keyed_hash(const Key& key, std::string_view text) {
    std::array<std::uint8_t, 64> hash;
    crypto_generichash(hash.data(), hash.size(), unsigned_of(text), text.size(), key.data(), key.size());
    return hash;
}

ShortHash short_hash(const Key& key, std::string_view text) {
    static_assert(sizeof(Key) >= crypto_shorthash_siphashx24_KEYBYTES && crypto_shorthash_siphashx24_BYTES == sizeof(ShortHash));
    ShortHash hash;
    crypto_shorthash_siphashx24(hash.data(), unsigned_of(text), text.size(), key.data());
    return hash;
}

std::string sha256(std::string_view text) {
    std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256(hash.data(), unsigned_of(text), text.size());
    return to_hex(bytes_of(hash));
}

Key derive_key(const Key& key, std::string_view purpose) {
    std::array<unsigned char, crypto_generichash_blake2b_PERSONALBYTES> personal{};
    if (purpose.size() > personal.size()) throw std::logic_error("a purpose has at most 16 bytes");
    std::memcpy(personal.data(), purpose.data(), purpose.size());
    Key derived;
    crypto_generichash_blake2b_salt_personal(derived.data(), derived.size(), nullptr, 0, key.data(), key.size(), nullptr,
                                             personal.data());
    return derived;
}

bool same(std::string_view a, std::string_view b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

std::string seal(const Key& key, std::string_view plain) {
    constexpr std::size_t head = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    std::string sealed(head + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    auto* out = reinterpret_cast<unsigned char*>(sealed.data());
    randombytes_buf(out, head);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + head, nullptr, unsigned_of(plain), plain.size(), nullptr, 0, nullptr, out,
                                               key.data());
    return sealed;
}

std::optional<std::string> unseal(const Key& key, std::string_view sealed) {
    constexpr std::size_t head = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, tail = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (sealed.size() < head + tail) return std::nullopt;
    std::string plain(sealed.size() - head - tail, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr,
                                                   unsigned_of(sealed) + head, sealed.size() - head, nullptr, 0,
                                                   unsigned_of(sealed), key.data()) != 0)
        return std::nullopt;
    return plain;
}

BoxKeys BoxKeys::from(const Key& seed) {
    static_assert(sizeof(Key) == crypto_box_SEEDBYTES && sizeof(Key) == crypto_box_PUBLICKEYBYTES && sizeof(Key) == crypto_box_SECRETKEYBYTES);
    BoxKeys keys;
    crypto_box_seed_keypair(keys.public_key.data(), keys.secret_key.data(), seed.data());
    return keys;
}

std::optional<std::string> seal_to(const Key& public_key, std::string_view plain) {
    std::string sealed(plain.size() + crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), unsigned_of(plain), plain.size(), public_key.data()) != 0) return std::nullopt;
    return sealed;
}

std::optional<std::string> open_box(const BoxKeys& keys, std::string_view sealed) {
    if (sealed.size() < crypto_box_SEALBYTES) return std::nullopt;
    std::string plain(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(reinterpret_cast<unsigned char*>(plain.data()), unsigned_of(sealed), sealed.size(), keys.public_key.data(),
                             keys.secret_key.data()) != 0)
        return std::nullopt;
    return plain;
}

std::string to_base64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), unsigned_of(bytes), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();  // the terminating zero
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &size, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string to_hex(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), unsigned_of(bytes), bytes.size());
    text.pop_back();
    return text;
}

Keys Keys::from(const Key& root) {
    return {derive_key(root, "receipt"), derive_key(root, "lookup"), derive_key(root, "token"), derive_key(root, "id"),
            derive_key(root, "reviewer"), derive_key(root, "likeness"), derive_key(root, "archive")};
}

Keys Keys::open(const std::filesystem::path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return from(make_key_file(file));
    if ((status.st_mode & 077) != 0)
        throw std::runtime_error(fmt::format("others may read the key file {0}: run chmod 600 {0}", file.string()));
    std::ifstream in(file);
    std::string hex;
    Key root;
    std::size_t size = 0;
    if (!(in >> hex) || hex.size() != 64 || sodium_hex2bin(root.data(), root.size(), hex.data(), hex.size(), nullptr, &size, nullptr) != 0 ||
        size != root.size())
        throw std::runtime_error(fmt::format("{} is not a key file (64 hex digits): restore it from a backup", file.string()));
    return from(root);
}

}  // namespace himthough
