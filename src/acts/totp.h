#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace himthough {

/// Codes that change every 30 seconds (RFC 6238: HMAC-SHA-1, six digits): the only kind every authenticator app knows.
namespace totp {

/// 20 random bytes.
std::string new_secret();
std::string code_at(std::string_view secret, std::int64_t step);
std::int64_t step_at(Seconds now);
/// The step whose code was typed: this one, the one before or the one after, for clocks that differ. Spaces do not matter.
/// Nothing when it is none of theirs. Compares all three, whichever is right.
std::optional<std::int64_t> step_of(std::string_view secret, std::string_view typed, Seconds now);

/// Base32 in groups of four, for typing.
std::string to_type(std::string_view secret);
/// otpauth:// for an authenticator app.
std::string address(std::string_view secret, std::string_view name);

}  // namespace totp
}  // namespace himthough
