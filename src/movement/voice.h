#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace himthough {

/// Every contribution speaks in one voice. The numbers are kept in the database and never change their meaning.
enum class Voice : std::uint8_t { survivor = 1, accountable = 2, caller = 3, ally = 4 };

/// Who reads a survivor's words. `survivors`: people who said me too here, opened by receipt. `only_me`: sealed to the receipt.
enum class Audience : std::uint8_t { everyone = 1, survivors = 2, only_me = 3 };

/// Who may answer; every answer is reviewed first.
enum class Answers : std::uint8_t { nobody = 1, survivors = 2, anyone = 3 };

/// silent: no words, nothing to review, never on a wall, counted.  sealed: only for its writer, never reviewed, counted.
///
///   waiting ──accept──▶ accepted ──edition is cut──▶ released
///      │ ▲                 │                            │
///      │ └──── edit ───────┴────────────────────────────┘   (off the wall at once)
///      ├──ask to change──▶ to_change ──edit──▶ waiting
///      └──decline──▶ declined
///
/// Taken back is not a state: the row is gone.
enum class State : std::uint8_t { silent = 1, sealed = 2, waiting = 3, accepted = 4, released = 5, to_change = 6, declined = 7 };

/// What an acknowledgement is about, from laughing along to not stopping. The order is the list's on the form.
enum class Deed : std::uint8_t {
    laughed_along = 1, looked_away = 2, passed_it_on = 3, said_it = 4, did_not_believe = 5, used_my_position = 6, pressed = 7,
    touched = 8, did_not_ask = 9, did_not_stop = 10
};

/// Why a reviewer declined or asked for a change: from a list, so that a decision is on record without the words it was about.
enum class Reason : std::uint8_t {
    names_somebody = 1, could_identify = 2, contact_details = 3, about_somebody_else = 4, describes_in_detail = 5, attacks = 6,
    not_this_place = 7, advertisement = 8, needs_contact = 9
};

/// The words by which these stand in forms, files and JSON ("survivor", "only_me", "did_not_ask" ...).
std::string_view word_of(Voice);
std::string_view word_of(Audience);
std::string_view word_of(Answers);
std::string_view word_of(State);
std::string_view word_of(Deed);
std::string_view word_of(Reason);
template <class Enum> std::optional<Enum> from_word(std::string_view word);
template <> std::optional<Voice> from_word(std::string_view);
template <> std::optional<Audience> from_word(std::string_view);
template <> std::optional<Answers> from_word(std::string_view);
template <> std::optional<Deed> from_word(std::string_view);
template <> std::optional<Reason> from_word(std::string_view);

}  // namespace himthough
