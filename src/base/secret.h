#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace himthough {

using Key  = std::array<std::uint8_t, 32>;
using Hash = std::array<std::uint8_t, 32>;
using ShortHash = std::array<std::uint8_t, 16>;

/// Must run once before anything else here; throws if the system has no randomness.
void start_secrets();

/// Fills with bytes of the system's random source.
void random_bytes(std::span<std::uint8_t> out);
Key  random_key();

/// A keyed hash that nobody without the key can make or check: BLAKE2b (RFC 7693) in keyed mode, 32 bytes.
Hash keyed_hash(const Key& key, std::string_view text);
/// The same with 64 bytes, for what needs more than 32. Not a longer form of the other: the length is part of the hash.
std::array<std::uint8_t, 64> long_keyed_hash(const Key& key, std::string_view text);
/// A keyed hash for many short pieces, 16 bytes: SipHash-2-4 with 128 bits.
ShortHash short_hash(const Key& key, std::string_view text);
/// SHA-256 (FIPS 180-4), 64 hex digits: for what others check without a key.
std::string sha256(std::string_view text);
/// A key for one purpose, made from another key (BLAKE2b, personal = purpose, up to 16 bytes).
Key derive_key(const Key& key, std::string_view purpose);
/// Takes the same time whatever differs.
bool same(std::string_view a, std::string_view b);

/// Authenticated encryption, XChaCha20-Poly1305, random nonce in front: 40 bytes longer than the plain text.
std::string seal(const Key& key, std::string_view plain);
/// Nothing when the key is another one or a byte was changed.
std::optional<std::string> unseal(const Key& key, std::string_view sealed);

/// A pair of keys made from a seed: whoever knows the public one can seal, only the secret one opens. X25519, libsodium's sealed boxes.
struct BoxKeys {
    Key public_key;
    Key secret_key;
    static BoxKeys from(const Key& seed);
};
/// 48 bytes longer than the plain text; the same text sealed twice differs. Nothing when the key is none.
std::optional<std::string> seal_to(const Key& public_key, std::string_view plain);
/// Nothing when it was sealed to another key or a byte was changed.
std::optional<std::string> open_box(const BoxKeys& keys, std::string_view sealed);

/// URL-safe, without padding.
std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
std::string to_hex(std::string_view bytes);

inline std::string_view bytes_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The server's keys. They live in one file beside the database and never in it: who has only the one can open nothing.
struct Keys {
    Key receipt;    ///< nonce of a form → the nine words
    Key lookup;     ///< the nine words → the hash that finds a participant
    Key token;      ///< signs forms and seals what a page carries from one request to the next
    Key id;         ///< permutes row numbers into the ids people see
    Key reviewer;   ///< hashes session ids, seals TOTP secrets
    Key likeness;   ///< hashes the words of what waits, to find what is nearly the same (movement/likeness.h)
    Key archive;    ///< hashes authors in archives, and the files themselves

    static Keys from(const Key& root);
    /// Reads the root key from a file (64 hex digits, mode 0600), or makes the file. Throws std::runtime_error with a sentence
    /// for the operator when the file is there and not readable, not a key, or open to others.
    static Keys open(const std::filesystem::path& file);
};

}  // namespace himthough
