#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/distinct.h"
#include "archive/post.h"
#include "archive/seen_ids.h"
#include "base/secret.h"
#include "movement/voice.h"

namespace himthough::archive {

/// The voices that a post speaks in: a post with tags of two speaks in both and is still one use. 0: not known.
using Voices = std::uint8_t;
constexpr Voices one_voice(Voice voice) { return static_cast<Voices>(1U << (static_cast<unsigned>(voice) - 1)); }
constexpr std::array every_voice{Voice::survivor, Voice::accountable, Voice::caller, Voice::ally};
/// "survivor+ally", in that order; "" of none.
std::string words_of(Voices voices);

struct TallySettings {
    std::map<std::string, Voices, std::less<>> tags;   ///< folded, without '#'; none: every post is a use, without a voice
    Voices bare = 0;                                   ///< what lists of ids are of
    Key author_key{};                                  ///< authors are hashed with it and can be told by nobody who has not got it
    unsigned threads = 2;
    std::optional<Key> id_key{};                       ///< what stands for an id that is kept between runs is made with it (kept_ids.h)
};

/// So many posts of one day and kind, in the same voices, language and country.
struct Cell {
    std::optional<Day> day;      ///< nothing: an id from before ids had a time in them
    Voices voices = 0;
    Kind kind = Kind::original;
    std::string language;        ///< as the source says it; "": it does not
    std::string country;         ///< ISO 3166-1 alpha-2; ""
    std::uint64_t count = 0;
    friend bool operator==(const Cell&, const Cell&) = default;
};

struct Counts {
    std::vector<Cell> cells;     ///< by day, voices, kind, language, country; none is 0
    std::uint64_t posts = 0;     ///< read, also those without one of the tags
    std::uint64_t again = 0;     ///< uses whose id had come before: not counted
    Estimate authors;            ///< of uses, who the source names
    std::map<Day, Estimate> authors_of_day;
    std::array<Estimate, every_voice.size()> authors_of_voice;

    std::uint64_t uses() const;
};

/// Counts the posts of one file, or of several as one. Days, languages and countries are few thousand cells; ids go through `seen`; authors are
/// Distinct: exact up to 262,144 in all and of each voice, up to 256 on one day, then with a standard error of 0.81 %, on one day 1.6 %.
class Tally {
public:
    Tally(TallySettings settings, SeenIds& seen);
    ~Tally();

    /// For make_sink of read_file; threads ask for it one after another, or at once.
    Sink& sink(unsigned thread);
    /// Nothing more can be counted (the disk is full, or there is no end to different days and languages): finish() will throw. From any thread.
    bool failed() const;
    /// Once all sinks are at rest. What it counted is not yet `seen.keep()`. Throws std::runtime_error with a sentence for the operator.
    Counts finish();

private:
    class Counter;
    [[noreturn]] static void throw_too_many();
    std::vector<std::string> languages_of_all();
    void count_uses(Counts& counts);      // of `counts` each writes what the other does not
    void count_authors(Counts& counts);

    const TallySettings settings_;
    SeenIds& seen_;
    std::atomic<bool> too_many_{false};
    std::vector<std::unique_ptr<Counter>> counters_;
};

}  // namespace himthough::archive
