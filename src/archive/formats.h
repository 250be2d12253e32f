#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/cutter.h"
#include "archive/post.h"
#include "base/secret.h"

namespace himthough::archive {

enum class Format { none, ids, csv, tweets, tweets_v2, statuses, activities, jetstream };

/// What a file is, from how it begins.
struct Recognised {
    Format format = Format::none;
    Shape shape = Shape::lines;
    int depth = 0;                     ///< brackets around the values
    std::size_t skip = 0;              ///< bytes before the first record
    std::string wrong;                 ///< why it cannot be read; "": it can
    std::string header;                ///< of a CSV or a list
};

std::string name_of(Format format);

/// `begin`: the first bytes of the file, unpacked; `all`: they are all of it.
Recognised recognise(std::string_view begin, bool all);

/// Where what was read goes.
class Taker {
public:
    virtual ~Taker() = default;
    virtual void post(const Post& post) = 0;
    virtual void fault(std::string_view says) = 0;   ///< of the record that is being read
};

/// Reads records of one format. For one thread.
class alignas(cache_line) RecordReader {
public:
    virtual ~RecordReader() = default;
    /// One record without its '\n'; 64 bytes behind it can be read.
    virtual void read(std::string_view record, Taker& taker) = 0;
};

/// Throws std::runtime_error where a CSV lacks a column; it names it.
std::unique_ptr<RecordReader> reader_of(const Recognised& file, const std::map<std::string, std::string>& columns);

/// The two kinds of them.
std::unique_ptr<RecordReader> json_reader(Format format);
std::unique_ptr<RecordReader> table_reader(const Recognised& file, const std::map<std::string, std::string>& columns);

/// The day in a tweet's id; nothing before Snowflake (4 November 2010).
std::optional<Day> day_of_tweet(std::uint64_t id);
/// From here on ids are of that day: 2²² for each of its milliseconds. Later than 4 November 2010.
std::uint64_t first_id_of(Day day);
/// "2017-10-15", also with a time and an offset behind it; "Sun Oct 15 20:21:22 +0000 2017". Nothing: it is neither.
std::optional<Day> day_of_date(std::string_view date);
/// Whether there were posts on that day: from 21 March 2006 to tomorrow.
bool can_be(Day day);
/// NFKC_Casefold, as the tags of a movement are compared.
std::string folded_tag(std::string_view tag);
/// The tags of a text, folded: what stands behind each '#' that no word, no '&' and no '/' runs into, as far as letters, digits and '_' go (Unicode Standard Annex 31).
std::vector<std::string> tags_in_text(std::string_view text);
/// A hash of what names a post where that is no number, the same as long as the program runs, or for whoever used this key before; never 0.
void hash_names_with(const Key& key);   ///< before anything is read
std::uint64_t hash_of_name(std::string_view name);

}  // namespace himthough::archive
