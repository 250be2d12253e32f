#include "acts/totp.h"

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fmt/core.h>
#include <liboath/oath.h>

#include "base/secret.h"

namespace himthough::totp {
namespace {

constexpr std::int64_t step_seconds = 30;
constexpr unsigned digits = 6;

void start_oath() {
    static const bool started = oath_init() == OATH_OK;
    if (!started) throw std::runtime_error("liboath does not start");
}

std::string base32(std::string_view bytes) {
    start_oath();
    char* made = nullptr;
    std::size_t length = 0;
    if (oath_base32_encode(bytes.data(), bytes.size(), &made, &length) != OATH_OK) throw std::bad_alloc();
    const std::unique_ptr<char, decltype(&std::free)> owned(made, &std::free);
    return {made, length};
}

bool plain(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

}  // namespace

std::string new_secret() {
    std::array<std::uint8_t, 20> bytes{};
    random_bytes(bytes);
    return std::string(bytes_of(bytes));
}

std::string code_at(std::string_view secret, std::int64_t step) {
    start_oath();
    std::array<char, digits + 1> out{};
    if (oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), digits, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                           out.data()) != OATH_OK)
        throw std::runtime_error("liboath makes no code");
    return out.data();
}

std::int64_t step_at(Seconds now) { return now.time_since_epoch().count() / step_seconds; }

std::optional<std::int64_t> step_of(std::string_view secret, std::string_view typed, Seconds now) {
    std::string code;
    for (const char letter : typed)
        if (letter != ' ') code += letter;
    std::optional<std::int64_t> found;
    for (std::int64_t step = step_at(now) - 1; step <= step_at(now) + 1; ++step)
        if (same(code_at(secret, step), code)) found = step;
    return found;
}

std::string to_type(std::string_view secret) {
    const auto letters = base32(secret);
    std::string grouped;
    for (std::size_t place = 0; place < letters.size(); ++place) {
        if (place > 0 && place % 4 == 0) grouped += ' ';
        grouped += letters[place];
    }
    return grouped;
}

std::string address(std::string_view secret, std::string_view name) {
    std::string label;
    for (const char letter : name) {
        if (plain(letter)) label += letter;
        else label += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return fmt::format("otpauth://totp/himthough:{}?secret={}&issuer=himthough", label, base32(secret));
}

}  // namespace himthough::totp
