#include "base/id.h"

#include <cstring>
#include <stdexcept>

#include <openssl/aes.h>
#include <openssl/evp.h>

namespace himthough {
namespace {

using Block = std::array<unsigned char, 16>;

/// One block, without padding. OpenSSL's contexts are not shared between threads, so each call makes its own from the keyed one.
Block through(const EVP_CIPHER_CTX* keyed, const Block& in) {
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    Block out;
    int size = 0;
    if (!context || EVP_CIPHER_CTX_copy(context.get(), keyed) != 1 ||
        EVP_CipherUpdate(context.get(), out.data(), &size, in.data(), static_cast<int>(in.size())) != 1 || size != 16)
        throw std::runtime_error("AES failed");
    return out;
}

EVP_CIPHER_CTX* keyed_context(const Key& key, bool encrypt) {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    if (!context || EVP_CipherInit_ex(context, EVP_aes_128_ecb(), nullptr, key.data(), nullptr, encrypt ? 1 : 0) != 1)
        throw std::runtime_error("AES failed");
    EVP_CIPHER_CTX_set_padding(context, 0);
    return context;
}

}  // namespace

struct PublicIds::Ciphers {
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> forth{nullptr, EVP_CIPHER_CTX_free};
    std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> back{nullptr, EVP_CIPHER_CTX_free};
};

PublicIds::PublicIds(const Key& key) : ciphers_(std::make_unique<Ciphers>()) {
    ciphers_->forth.reset(keyed_context(key, true));
    ciphers_->back.reset(keyed_context(key, false));
}

PublicIds::~PublicIds() = default;

std::string PublicIds::show(IdKind kind, std::int64_t row) const {
    Block block{};
    std::memcpy(block.data(), &row, sizeof row);
    block[8] = static_cast<unsigned char>(kind);
    return to_base64(bytes_of(through(ciphers_->forth.get(), block)));
}

std::optional<std::int64_t> PublicIds::read(IdKind kind, std::string_view shown) const {
    if (shown.size() != 22) return std::nullopt;
    const auto bytes = from_base64(shown);
    if (!bytes || bytes->size() != 16) return std::nullopt;
    Block block;
    std::memcpy(block.data(), bytes->data(), block.size());
    block = through(ciphers_->back.get(), block);
    std::int64_t row = 0;
    std::memcpy(&row, block.data(), sizeof row);
    Block expected{};
    std::memcpy(expected.data(), &row, sizeof row);
    expected[8] = static_cast<unsigned char>(kind);
    if (block != expected || row <= 0) return std::nullopt;
    return row;
}

}  // namespace himthough
