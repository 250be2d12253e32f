#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "acts/sign_in.h"

namespace himthough {

/// Ten codes for paper: "3f7k-9m2x-c0qd-w8hn". Each is good once, in the place of the authenticator's code. 16 letters of 32 are 80 random
/// bits, so that even somebody who holds database and key file guesses none; wrong ones are slowed down as wrong passwords are.
using RecoveryCodes = std::array<std::string, 10>;

RecoveryCodes new_recovery_codes();
/// Keyed hashes, as they are kept. Capitals, spaces and dashes do not matter, nor o for 0, i and l for 1.
Hash recovery_hash(const Keys&, std::string_view typed);
std::vector<Hash> recovery_hashes(const Keys&, const RecoveryCodes&);

std::int64_t recovery_codes_left(Services&, const AtDesk&);
/// Ten new ones in the place of all older ones, after password and code typed again: refusals are those of sign_in.
Outcome<RecoveryCodes> make_recovery_codes(Services&, const AtDesk&, std::string_view password, std::string_view code);

}  // namespace himthough
