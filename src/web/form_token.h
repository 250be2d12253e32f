#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "acts/my_words.h"
#include "base/clock.h"
#include "base/secret.h"

namespace himthough::web {

/// What a form carries so that nobody else's page can send it, and what a page carries from one request to the next. All signed or
/// sealed with a key of the server; nothing of it is kept. Safe from any thread.
class FormTokens {
public:
    FormTokens(const Keys& keys, const Clock& clock) : keys_(keys), clock_(clock) {}

    static constexpr std::chrono::hours form_life{12};      ///< a form may lie open for a night
    static constexpr std::chrono::minutes open_life{120};   ///< opened words close by themselves

    /// For a form made for one reader: a fresh nonce, signed together with its purpose ("himthough/me-too") and second.
    std::string issue(std::string_view purpose) const;
    /// The nonce, when this token was issued for that purpose and is not older than form_life.
    std::optional<std::string> nonce(std::string_view token, std::string_view purpose) const;
    struct Issued {
        std::string nonce;
        std::chrono::seconds age;   ///< from a minute below 0, when the clock was set back, to form_life
    };
    /// The same, and how long ago that was.
    std::optional<Issued> issued(std::string_view token, std::string_view purpose) const;
    /// For a form that is shown again: the token it came with, as long as that holds, else a fresh one.
    std::string again(std::string_view token, std::string_view purpose) const;

    /// For forms in pages that are the same for everybody: signed for the path they stand on. It never changes, so it cannot tell
    /// that something happened; that the form was sent from our own page is for the door to see.
    std::string of_page(std::string_view path) const;
    bool is_of_page(std::string_view token, std::string_view path) const;

    /// Opened words in a hidden field, sealed: only this server reads it, for open_life.
    std::string carry(const Opened& opened) const;
    /// Refuses expired what this server sealed longer ago than that, and not_found what it did not seal.
    Outcome<Opened> opened(std::string_view carried) const;

private:
    std::string signature(std::string_view purpose, std::string_view what) const;

    const Keys& keys_;
    const Clock& clock_;
};

}  // namespace himthough::web
