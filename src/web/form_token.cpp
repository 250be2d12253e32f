#include "web/form_token.h"

#include <cstring>

namespace himthough::web {
namespace {

constexpr std::size_t nonce_size = 16, minute_size = 4, signature_size = 16;

std::string four_bytes(std::int64_t number) {
    const auto small = static_cast<std::uint32_t>(number);
    std::string bytes(sizeof small, '\0');
    std::memcpy(bytes.data(), &small, sizeof small);
    return bytes;
}

std::int64_t number_of(std::string_view four) {
    std::uint32_t number = 0;
    std::memcpy(&number, four.data(), sizeof number);
    return number;
}

std::int64_t minutes(Seconds time) { return std::chrono::floor<std::chrono::minutes>(time).time_since_epoch().count(); }

}  // namespace

std::string FormTokens::signature(std::string_view purpose, std::string_view what) const {
    std::string text(purpose);
    text += '\0';
    text += what;
    return std::string(bytes_of(keyed_hash(keys_.token, text)).substr(0, signature_size));
}

std::string FormTokens::issue(std::string_view purpose) const {
    std::array<std::uint8_t, nonce_size> nonce;
    random_bytes(nonce);
    std::string token(bytes_of(nonce));
    token += four_bytes(minutes(clock_.now()));
    token += signature(purpose, token);
    return to_base64(token);
}

std::optional<std::string> FormTokens::nonce(std::string_view token, std::string_view purpose) const {
    const auto bytes = from_base64(token);
    if (!bytes || bytes->size() != nonce_size + minute_size + signature_size) return std::nullopt;
    const std::string_view all = *bytes, what = all.substr(0, nonce_size + minute_size);
    if (!same(all.substr(what.size()), signature(purpose, what))) return std::nullopt;
    const auto age = minutes(clock_.now()) - number_of(all.substr(nonce_size, minute_size));
    if (age < -1 || age > std::chrono::minutes(form_life).count()) return std::nullopt;
    return std::string(all.substr(0, nonce_size));
}

std::string FormTokens::of_page(std::string_view path) const { return to_base64(signature("page", path)); }

bool FormTokens::is_of_page(std::string_view token, std::string_view path) const { return same(token, of_page(path)); }

std::string FormTokens::carry(const Opened& opened) const {
    std::string plain = four_bytes(minutes(clock_.now()));
    plain += bytes_of(opened.seal_key);
    plain += std::to_string(opened.participant);
    return to_base64(seal(derive_key(keys_.token, "opened"), plain));
}

Outcome<Opened> FormTokens::opened(std::string_view carried) const {
    const auto none = refuse(Why::not_found, "receipt", "fault.receipt_unknown");
    const auto bytes = from_base64(carried);
    if (!bytes) return none;
    const auto plain = unseal(derive_key(keys_.token, "opened"), *bytes);
    if (!plain || plain->size() < minute_size + sizeof(Key) + 1) return none;
    const auto age = minutes(clock_.now()) - number_of(*plain);
    if (age < -1 || age > open_life.count()) return refuse(Why::expired, "receipt", "fault.opened_too_long");
    Opened opened{};
    std::memcpy(opened.seal_key.data(), plain->data() + minute_size, sizeof(Key));
    opened.participant = std::stoll(plain->substr(minute_size + sizeof(Key)));
    return opened;
}

}  // namespace himthough::web
