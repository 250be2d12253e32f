#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace himthough {

/// What a public id names. Its number is part of what is encrypted, so the id of one kind is never an id of another.
enum class IdKind : std::uint8_t { contribution = 1, shown_round = 7 };

/// A row number is what we keep; people see it through a keyed permutation of one AES-128 block (row number, kind, zeros), as
/// 22 letters of URL-safe base64. It tells neither order nor time, and a made-up one decrypts to the zeros with chance 2^-56.
/// Safe from any thread.
class PublicIds {
public:
    explicit PublicIds(const Key& key);
    ~PublicIds();
    PublicIds(const PublicIds&) = delete;
    PublicIds& operator=(const PublicIds&) = delete;

    std::string show(IdKind kind, std::int64_t row) const;
    std::optional<std::int64_t> read(IdKind kind, std::string_view shown) const;

private:
    struct Ciphers;
    std::unique_ptr<Ciphers> ciphers_;
};

}  // namespace himthough
