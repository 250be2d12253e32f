#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.h"
#include "campaign/fault.h"
#include "campaign/toml.h"

namespace himthough {

enum class Need { must, may };

/// A text of the file and where it stands.
struct Line {
    std::string text;
    Place place;
};

/// Takes values out of one file and keeps a fault for each that is not what it should be. What is at fault comes back empty
/// (or as the fallback), so that reading goes on and finds the next fault.
class Check {
public:
    Check(std::string file, std::vector<Fault>& faults) : file_(std::move(file)), faults_(faults) {}

    void fault(Place place, std::string what, std::string what_to_do);

    /// Every key that is not in the list is a fault, with the nearest one in the list as the hint.
    void only(const TomlValue& table, std::initializer_list<std::string_view> known);

    /// One line of at most `most` code points, cleaned as people's words are (base/text.h).
    std::string line(const TomlValue& table, std::string_view key, Need need, std::size_t most);
    /// "id": 2 to 40 small letters, digits and -, and not in `known` yet, where it is added.
    std::string id(const TomlValue& table, std::set<std::string>& known);
    /// Paragraphs parted by empty lines.
    std::string words(const TomlValue& table, std::string_view key, Need need, std::size_t most);
    /// A list of single lines, none empty, none twice.
    std::vector<Line> lines(const TomlValue& table, std::string_view key, Need need, std::size_t most);
    /// A text and a list of texts exactly as they stand there: patterns and examples. None of the list empty.
    std::string text(const TomlValue& table, std::string_view key, Need need, std::size_t most);
    std::vector<std::string> texts(const TomlValue& table, std::string_view key, Need need, std::size_t most);
    bool yes_no(const TomlValue& table, std::string_view key, bool fallback);
    std::int64_t number(const TomlValue& table, std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
    /// A text such as "90 s", "15 min", "24 h" or "7 d".
    std::chrono::seconds duration(const TomlValue& table, std::string_view key, std::chrono::seconds fallback,
                                  std::chrono::seconds least, std::chrono::seconds most);
    /// A date without quotation marks: 2026-11-22.
    std::optional<Day> day(const TomlValue& table, std::string_view key);
    /// An https address with a host name, without user name and fragment.
    std::string https(const TomlValue& table, std::string_view key, Need need);

    /// The table under a key; nothing, and a fault, when something else stands there or, if it must, nothing.
    const TomlValue* table(const TomlValue& in, std::string_view key, Need need);
    /// The [[key]] tables.
    std::vector<const TomlValue*> tables(const TomlValue& in, std::string_view key, Need need);

    /// Faults when the text is no BCP 47 language tag in its usual form ("en", "es-MX", "zh-Hans").
    void language(const Line& tag);
    /// Faults when the text is no ISO 3166-1 alpha-2 code.
    void country(const Line& code);

private:
    const TomlValue* take(const TomlValue& table, std::string_view key, Need need, TomlValue::Kind kind, std::string_view kind_words);
    std::string clean(const TomlValue& value, std::string_view key, std::size_t most, bool one_line);

    std::string file_;
    std::vector<Fault>& faults_;
};

/// "reflect.es.toml" of a folder, by language; a file whose name holds no language there is a fault.
std::map<std::string, std::filesystem::path> files_by_language(const std::filesystem::path& dir, std::string_view before, std::vector<Fault>& faults);
/// True for a well-formed BCP 47 tag, in its usual form, of a language that exists.
bool is_language(std::string_view tag);
/// True for an https address with a host name, without user name, fragment, spaces or control characters.
bool is_https(std::string_view address);
/// "15 min" → 900 s. Units: s, min, h, d. Nothing for anything else.
std::optional<std::chrono::seconds> read_duration(std::string_view text);
/// The word of the list that was probably meant: at most two letters changed, left out or added.
std::optional<std::string_view> nearest(std::string_view word, std::initializer_list<std::string_view> known);

}  // namespace himthough
