#include "web/form_token.h"

#include <cstring>

namespace himthough::web {
namespace {

constexpr std::size_t nonce_size = 16, time_size = 4, signature_size = 16;

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

std::int64_t seconds(Seconds time) { return time.time_since_epoch().count(); }

/// A clock that was set back a little meanwhile makes no form one of tomorrow.
constexpr std::chrono::seconds from_tomorrow{-60};

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
    token += four_bytes(seconds(clock_.now()));
    token += signature(purpose, token);
    return to_base64(token);
}

std::optional<FormTokens::Issued> FormTokens::issued(std::string_view token, std::string_view purpose) const {
    const auto bytes = from_base64(token);
    if (!bytes || bytes->size() != nonce_size + time_size + signature_size) return std::nullopt;
    const std::string_view all = *bytes, what = all.substr(0, nonce_size + time_size);
    if (!same(all.substr(what.size()), signature(purpose, what))) return std::nullopt;
    const std::chrono::seconds age(seconds(clock_.now()) - number_of(all.substr(nonce_size, time_size)));
    if (age < from_tomorrow || age > form_life) return std::nullopt;
    return Issued{std::string(all.substr(0, nonce_size)), age};
}

std::optional<std::string> FormTokens::nonce(std::string_view token, std::string_view purpose) const {
    auto found = issued(token, purpose);
    return found ? std::optional(std::move(found->nonce)) : std::nullopt;
}

std::string FormTokens::again(std::string_view token, std::string_view purpose) const {
    return issued(token, purpose) ? std::string(token) : issue(purpose);
}

std::string FormTokens::of_page(std::string_view path) const { return to_base64(signature("page", path)); }

bool FormTokens::is_of_page(std::string_view token, std::string_view path) const { return same(token, of_page(path)); }

std::string FormTokens::carry(const Opened& opened) const {
    std::string plain = four_bytes(seconds(clock_.now()));
    plain += bytes_of(opened.seal_key);
    plain += std::to_string(opened.participant);
    return to_base64(seal(derive_key(keys_.token, "opened"), plain));
}

Outcome<Opened> FormTokens::opened(std::string_view carried) const {
    const auto none = refuse(Why::not_found, "receipt", "fault.receipt_unknown");
    const auto bytes = from_base64(carried);
    if (!bytes) return none;
    const auto plain = unseal(derive_key(keys_.token, "opened"), *bytes);
    if (!plain || plain->size() < time_size + sizeof(Key) + 1) return none;
    const std::chrono::seconds age(seconds(clock_.now()) - number_of(*plain));
    if (age < from_tomorrow || age > open_life) return refuse(Why::expired, "receipt", "fault.opened_too_long");
    Opened opened{};
    std::memcpy(opened.seal_key.data(), plain->data() + time_size, sizeof(Key));
    opened.participant = std::stoll(plain->substr(time_size + sizeof(Key)));
    return opened;
}

}  // namespace himthough::web
