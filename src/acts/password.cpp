#include "acts/password.h"

#include <array>
#include <vector>

#include <sodium.h>
#include <zxcvbn.h>

#include "base/text.h"

namespace himthough {
namespace {

// zxcvbn's estimate of the guesses needed, as a power of two. 10^12 guesses: four common words in no common order have more, any
// two common passwords written one after the other have far fewer.
constexpr double fewest_bits = 40;

constexpr std::array<std::string_view, 6> words_of_the_place = {"himthough", "metoo", "ididthat", "ihave", "reviewer", "desk"};

}  // namespace

Outcome<Done> may_be_password(std::string_view password, std::span<const std::string> own_words) {
    if (password.empty()) return refuse(Why::missing, "password", "fault.password_missing");
    const auto length = code_points(password);
    if (length < shortest_password) return refuse(Why::unreadable, "password", "fault.password_short");
    if (length > longest_password) return refuse(Why::too_long, "password", "fault.password_long");

    const std::string terminated(password);
    std::vector<const char*> own;
    for (const auto& word : own_words) own.push_back(word.c_str());
    for (const auto word : words_of_the_place) own.push_back(word.data());
    own.push_back(nullptr);
    if (ZxcvbnMatch(terminated.c_str(), own.data(), nullptr) < fewest_bits)
        return refuse(Why::unreadable, "password", "fault.password_common");
    return Done{};
}

/// A place among those that work now; waits for one, unless too many wait already.
class PasswordWork::Turn {
public:
    explicit Turn(PasswordWork& work) : work_(work) {
        std::unique_lock lock(work_.mutex_);
        if (work_.working_ >= work_.at_once_) {
            if (work_.waiting_ >= work_.may_wait_) return;
            ++work_.waiting_;
            work_.free_.wait(lock, [&] { return work_.working_ < work_.at_once_; });
            --work_.waiting_;
        }
        ++work_.working_;
        taken_ = true;
    }
    ~Turn() {
        if (!taken_) return;
        {
            const std::lock_guard lock(work_.mutex_);
            --work_.working_;
        }
        work_.free_.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool taken() const { return taken_; }

private:
    PasswordWork& work_;
    bool taken_ = false;
};

Outcome<std::string> PasswordWork::hash(std::string_view password) {
    const Turn turn(*this);
    if (!turn.taken()) return refuse(Why::slow_down, "", "fault.sign_in_busy");
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost_.passes, cost_.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return refuse(Why::slow_down, "", "fault.sign_in_busy");
    return std::string(out.data());
}

Outcome<bool> PasswordWork::matches(const std::string& known, std::string_view password) {
    if (known.empty()) {
        const auto in_vain = hash(password);
        if (!in_vain) return std::unexpected(in_vain.error());
        return false;
    }
    const Turn turn(*this);
    if (!turn.taken()) return refuse(Why::slow_down, "", "fault.sign_in_busy");
    return crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0;
}

}  // namespace himthough
