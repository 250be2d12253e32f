#include "archive/formats.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <chrono>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/secret.h"

namespace himthough::archive {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::uint64_t first_snowflake = 29'700'859'247, snowflake_epoch = 1'288'834'974'657, milliseconds_in_day = 86'400'000;

std::string_view first_line(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}
bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 20 && text.find_first_not_of("0123456789") == std::string_view::npos;
}
bool has_key(std::string_view text, std::string_view key) {
    const std::string quoted = '"' + std::string(key) + '"';
    for (auto at = text.find(quoted); at != std::string_view::npos; at = text.find(quoted, at + 1)) {
        const auto next = text.find_first_not_of(" \t\r\n", at + quoted.size());
        if (next != std::string_view::npos && text[next] == ':') return true;
    }
    return false;
}
/// Whether the text ends where its first value does.
bool is_whole_value(std::string_view text) {
    Brackets brackets(0);
    for (const char c : text) brackets.ends_with(c);
    return brackets.complete() && !text.empty();
}

Recognised recognise_json(std::string_view begin, std::size_t skip) {
    Recognised found{.format = Format::none, .shape = Shape::lines, .depth = 0, .skip = skip, .wrong = {}, .header = {}};
    const auto line = first_line(begin);
    if (begin.front() == '[') found.shape = Shape::values, found.depth = 1;
    else if (!is_whole_value(line) && line.size() < begin.size()) found.shape = Shape::values;
    if (const auto items = begin.find("\"orderedItems\""); items != std::string_view::npos && has_key(begin, "orderedItems")) {
        found.format = Format::activities, found.shape = Shape::values, found.depth = 1;
        found.skip += std::min(begin.find('[', items), begin.size());
    } else if (has_key(begin, "did") && (has_key(begin, "time_us") || has_key(begin, "commit"))) found.format = Format::jetstream;
    else if (has_key(begin, "account") && has_key(begin, "visibility")) found.format = Format::statuses;
    else if (has_key(begin, "id_str")) found.format = Format::tweets;
    else if (has_key(begin, "data") || has_key(begin, "author_id") || has_key(begin, "edit_history_tweet_ids") || has_key(begin, "includes")) found.format = Format::tweets_v2;
    else if (has_key(begin, "actor") && has_key(begin, "published")) found.format = Format::activities;
    else found.wrong = "is JSON of no kind that is known";
    return found;
}

/// Minutes east of UTC in what stands behind a time: "Z", "+02:00", "-0330"; nothing where there is none.
std::optional<int> offset_in(std::string_view behind) {
    const auto sign = behind.find_first_of("+-");
    if (sign == std::string_view::npos) return behind.ends_with('Z') || behind.ends_with('z') ? std::optional(0) : std::nullopt;
    std::string digits;
    for (const char c : behind.substr(sign + 1)) if (c != ':') digits += c;
    if (digits.size() != 4 || !is_number(digits)) return std::nullopt;
    const int minutes = ((digits[0] - '0') * 10 + digits[1] - '0') * 60 + (digits[2] - '0') * 10 + digits[3] - '0';
    return behind[sign] == '-' ? -minutes : minutes;
}
/// Minutes since midnight of "HH:MM".
std::optional<int> minutes_in(std::string_view clock) {
    if (clock.size() < 5 || clock[2] != ':' || !is_number(clock.substr(0, 2)) || !is_number(clock.substr(3, 2))) return std::nullopt;
    const int hours = (clock[0] - '0') * 10 + clock[1] - '0', minutes = (clock[3] - '0') * 10 + clock[4] - '0';
    return hours < 24 && minutes < 60 ? std::optional(hours * 60 + minutes) : std::nullopt;
}
Day in_utc(Day day, int minutes, int offset) {
    if (minutes - offset < 0) return day + -1;
    return day + (minutes - offset) / 1440;
}

std::optional<Day> day_of_tweets_date(std::string_view date) {   // "Sun Oct 15 20:21:22 +0000 2017"
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto month = months.find(date.substr(4, 3));
    const auto minutes = minutes_in(date.substr(11, 5));
    const auto offset = date.substr(20, 5) == "+0000" ? std::optional(0) : offset_in(date.substr(20, 5));
    if (month == std::string_view::npos || month % 3 != 0 || !minutes || !offset) return std::nullopt;
    const auto number = month / 3 + 1;
    const std::array iso{date[26], date[27], date[28], date[29], '-', static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10), '-', date[8], date[9]};
    const auto day = Day::parse({iso.data(), iso.size()});
    return day ? std::optional(in_utc(*day, *minutes, *offset)) : std::nullopt;
}

}  // namespace

std::string name_of(Format format) {
    switch (format) {
        case Format::none: return "";
        case Format::ids: return "list of ids";
        case Format::csv: return "CSV";
        case Format::tweets: return "tweets (v1.1)";
        case Format::tweets_v2: return "tweets (v2)";
        case Format::statuses: return "Mastodon statuses";
        case Format::activities: return "Mastodon outbox";
        case Format::jetstream: return "Bluesky Jetstream";
    }
    return "";
}

Recognised recognise(std::string_view begin, bool all) {
    Recognised found;
    if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF") || begin.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
        const bool wide = begin.starts_with(std::string_view("\0\0\xFE\xFF", 4)) || begin.starts_with(std::string_view("\xFF\xFE\0\0", 4));
        found.wrong = wide ? "this file is UTF-32; convert it with iconv" : "this file is UTF-16; convert it with iconv";
        return found;
    }
    if (begin.size() >= 4 && ((begin[0] == '\0') != (begin[1] == '\0')) && (begin[0] == '\0') == (begin[2] == '\0') && (begin[1] == '\0') == (begin[3] == '\0')) {
        found.wrong = "this file is UTF-16; convert it with iconv";
        return found;
    }
    const auto size = begin.size();
    if (begin.starts_with(byte_order_mark)) begin.remove_prefix(byte_order_mark.size());
    begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
    const auto skip = size - begin.size();
    if (begin.empty()) {
        found.wrong = all ? "is empty" : "begins with nothing but white space";
        return found;
    }
    if (begin.front() == '{' || begin.front() == '[') return recognise_json(begin, skip);
    found.skip = skip;
    found.header = first_line(begin);
    const bool named = found.header == "id" || found.header == "tweet_id" || found.header == "id_str";
    if (is_number(found.header) || named) found.format = Format::ids;
    else if (found.header.find(',') != std::string::npos && found.header.find('\0') == std::string::npos) found.format = Format::csv, found.shape = Shape::rows;
    else found.wrong = "is of no kind that is known";
    return found;
}

std::unique_ptr<RecordReader> reader_of(const Recognised& file, const std::map<std::string, std::string>& columns) {
    return file.format == Format::ids || file.format == Format::csv ? table_reader(file, columns) : json_reader(file.format);
}

std::optional<Day> day_of_tweet(std::uint64_t id) {
    if (id < first_snowflake) return std::nullopt;
    return Day::from_number(static_cast<int>(((id >> 22) + snowflake_epoch) / milliseconds_in_day));
}

std::uint64_t first_id_of(Day day) { return (static_cast<std::uint64_t>(day.number()) * milliseconds_in_day - snowflake_epoch) << 22; }

std::optional<Day> day_of_date(std::string_view date) {
    if (date.size() == 30 && date[3] == ' ') return day_of_tweets_date(date);
    const auto day = Day::parse(date.substr(0, 10));
    if (!day || date.size() == 10) return day;
    if (date[10] != 'T' && date[10] != ' ') return std::nullopt;
    const auto minutes = minutes_in(date.substr(11));
    if (!minutes) return std::nullopt;
    return in_utc(*day, *minutes, offset_in(date.substr(16)).value_or(0));
}

bool can_be(Day day) {
    static const Day first = *Day::parse("2006-03-21");   // the first tweet
    static const Day last = Day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())) + 1;   // of a run that reads, not of a server
    return day >= first && day <= last;
}

std::string folded_tag(std::string_view tag) {
    bool ascii = true;
    std::string folded(tag);
    for (char& c : folded) {
        ascii = ascii && static_cast<unsigned char>(c) < 0x80;
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    if (ascii) return folded;
    UErrorCode error = U_ZERO_ERROR;
    const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
    folded.clear();
    fold->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size()))), error).toUTF8String(folded);
    return folded;
}

std::vector<std::string> tags_in_text(std::string_view text) {
    const auto letters = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const auto in_word = [&](std::int32_t at) { return at >= 0 && at < letters.length() && u_hasBinaryProperty(letters.char32At(at), UCHAR_XID_CONTINUE); };
    const auto begins_at = [&](std::int32_t at) {
        if (letters[at] != u'#' && letters[at] != u'\uFF03') return false;   // the wide one
        return at == 0 || (!in_word(at - 1) && letters[at - 1] != u'&' && letters[at - 1] != u'/');
    };
    std::vector<std::string> tags;
    for (std::int32_t at = 0; at < letters.length(); ++at) {
        if (!begins_at(at)) continue;
        auto end = at + 1;
        while (in_word(end)) end = letters.moveIndex32(end, 1);
        std::string tag;
        letters.tempSubStringBetween(at + 1, end).toUTF8String(tag);
        if (!tag.empty()) tags.push_back(folded_tag(tag));
        at = end - 1;
    }
    return tags;
}

namespace {

/// Whoever makes a file must not choose what is taken for one post.
Key& name_key() {
    static Key key = [] {
        start_secrets();
        return random_key();
    }();
    return key;
}

}  // namespace

void hash_names_with(const Key& key) { name_key() = key; }

std::uint64_t hash_of_name(std::string_view name) { return std::max<std::uint64_t>(std::bit_cast<std::array<std::uint64_t, 2>>(short_hash(name_key(), name))[0], 1); }

}  // namespace himthough::archive
