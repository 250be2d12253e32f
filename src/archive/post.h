#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"

namespace himthough::archive {

/// What threads write side by side stands so far apart. Two lines: processors fetch them in pairs.
constexpr std::size_t cache_line = 128;

/// Where a post was written; ids are told apart by it.
enum class Network : std::uint8_t { other = 0, twitter = 1, mastodon = 2, bluesky = 3 };

/// A repeat (retweet, boost) says again what another said; a quote says it again with words of its own.
enum class Kind : std::uint8_t { original = 1, repeat = 2, quote = 3 };

/// What is read of one post. The views are good until add() returns; none of it is kept but as a count.
struct Post {
    Network network = Network::other;
    Kind kind = Kind::original;
    std::uint64_t id = 0;              ///< a tweet's own; of others a hash of 64 bits of what names it; 0: it has none
    std::optional<Day> day;            ///< UTC; nothing: an id from before Snowflake, which has no time in it
    std::string_view language;         ///< as the source says it, in small letters; "": it does not
    std::string_view country;          ///< ISO 3166-1 alpha-2 in capitals, where the source itself says it; ""
    std::string_view author;           ///< as the source names them; ""
    std::span<const std::string_view> tags;   ///< without '#', folded; may hold one twice
    bool bare = false;                 ///< a line of a list of ids: nothing else is known of it
    std::uint64_t times = 1;           ///< a CSV may count: this many of them
};

/// Takes the posts of one thread. Several take part in one run, each on a thread of its own.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void add(const Post& post) = 0;
};

struct Fault {
    std::string file;
    std::uint64_t line = 0;            ///< from 1; 0: the file as a whole
    std::string says;                  ///< a sentence without any of the text
};

/// How far it is, for a progress bar.
struct Progress {
    std::uint64_t bytes_read = 0;      ///< of the files as they lie there
    std::uint64_t bytes_in_all = 0;    ///< 0: not known (standard input)
    std::uint64_t posts = 0;
};

struct ReadSettings {
    unsigned threads = 2;
    bool strict = false;               ///< the first fault ends it
    std::size_t longest_record = std::size_t{4} << 20;   ///< bytes; simdjson takes about six times as much, on each thread
    std::map<std::string, std::string> columns;         ///< of a CSV: what we call it → what the header does
    std::function<void(const Progress&)> progress;      ///< by one thread after another
    std::function<bool()> stop;        ///< asked now and then, likewise; true: end it and give back nothing
};

/// What one file turned out to be.
struct ReadFile {
    std::string name;                  ///< as it was asked for
    std::string format;                ///< "tweets (v1.1)", "list of ids", ...; "": not recognised
    std::array<std::uint8_t, 16> digest{};   ///< XXH3 (128 bits) of the bytes as they lie there, in its canonical order
    std::uint64_t posts = 0, faulty = 0;
};

struct Read {
    std::vector<ReadFile> files;
    std::vector<Fault> faults;         ///< the first twenty
    std::map<std::string, std::uint64_t> faulty_lines;  ///< reason → how many
    bool stopped = false;              ///< by `stop`, or by the first fault where it is strict
};

/// Files and directories as one would name them on a command line, into a list of files; "-" stays.
std::vector<std::string> files_of(const std::vector<std::string>& named);

/// Reads one file ("-": standard input) and hands each post to the sink of its thread. `make_sink` is called once for each thread, with
/// its number from 0.
Read read_file(const std::string& name, const ReadSettings& settings, const std::function<Sink&(unsigned thread)>& make_sink);

}  // namespace himthough::archive
