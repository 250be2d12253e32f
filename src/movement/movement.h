#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "movement/voice.h"

namespace himthough {

/// A number the store gave to a slug; kept in every row.
using MovementId = std::int64_t;

struct Tag {
    std::string text;       ///< without '#', as people write it: "YoTambién"
    std::string language;   ///< BCP 47
    Voice voice;
};

/// Somebody to thank for where this came from.
struct Credit {
    std::string who;
    std::string when;       ///< "2006", "15 October 2017"
    std::map<std::string, std::string> what;   ///< language → one sentence
};

/// What a movement says of itself, in one language.
struct MovementText {
    std::string name;        ///< "Him, though?"
    std::string question;    ///< one line under the name
    std::string about;       ///< paragraphs parted by empty lines: what this is
    std::string origin;      ///< paragraphs: where it came from
    std::string him_though;  ///< paragraphs: what the question asks
};

struct Rhythm {
    std::chrono::seconds editions{15 * 60};
    std::chrono::seconds survivors{24 * 60 * 60};  ///< survivors' words go out this often ...
    unsigned survivors_waiting = 8;                ///< ... or as soon as so many wait
    bool survivors_weeks = false;                  ///< show survivors' dates as weeks
};

/// A movement as its file says it. Read at start; changed only while nobody relies on it (base/passage.h).
struct Movement {
    MovementId id = 0;                             ///< set by the store at start
    bool ended = false;                            ///< its organisers erased it for good: nothing of it is shown or taken any more
    std::string slug;                              ///< the file's name: [a-z0-9-]{2,32}, the first part of every path
    bool demo = false;                             ///< every page says that what it shows is made up
    std::vector<std::string> languages;            ///< BCP 47, the first is the fallback
    std::map<std::string, MovementText> texts;     ///< one for each language
    std::vector<Tag> tags;
    std::vector<Credit> credits;
    Rhythm rhythm;
    std::vector<std::string> countries;            ///< ISO 3166-1 alpha-2 whose help lines stand first
    std::vector<std::string> protected_countries;  ///< ISO 3166-1 alpha-2 that are never kept or shown as somebody's
    std::vector<std::string> phone_regions;        ///< ISO 3166-1 alpha-2 in which people write telephone numbers as at home
    std::string leave_to;                          ///< https address of the neutral site that /leave goes to

    const MovementText& text(std::string_view language) const;   ///< falls back to the first language
};

struct HelpLine {
    std::string country;                 ///< ISO 3166-1 alpha-2, or "" for every country
    std::vector<std::string> languages;
    std::string name;
    std::string for_whom;                ///< "survivors", "worried" (about one's own behaviour), "anyone"
    std::string phone, text, chat, web;  ///< at least one of them
    std::string hours;                   ///< in plain words
    std::string source;                  ///< the page that says so
    Day verified;
    /// Older than 180 days: shown after the others, with its date.
    bool stale(Day today) const { return today - verified > 180; }
};

}  // namespace himthough
