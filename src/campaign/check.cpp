#include "campaign/check.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/country.h"
#include "base/text.h"

namespace himthough {
namespace {

std::string_view words_for(TomlValue::Kind kind) {
    switch (kind) {
        case TomlValue::Kind::text: return "a text";
        case TomlValue::Kind::number: return "a number";
        case TomlValue::Kind::yes_no: return "true or false";
        case TomlValue::Kind::day: return "a date";
        case TomlValue::Kind::list: return "a list";
        case TomlValue::Kind::table: return "a table";
        case TomlValue::Kind::other: return "something else";
    }
    return "";
}

}  // namespace

void Check::fault(Place place, std::string what, std::string what_to_do) {
    faults_.push_back({file_, place.line, place.column, std::move(what), std::move(what_to_do)});
}

void Check::only(const TomlValue& table, std::initializer_list<std::string_view> known) {
    for (const auto& entry : table.table) {
        if (std::ranges::find(known, entry.key) != known.end()) continue;
        const auto meant = nearest(entry.key, known);
        fault(entry.place, fmt::format("unknown key \"{}\"", entry.key),
              meant ? fmt::format("did you mean \"{}\"?", *meant)
                    : fmt::format("here stand only: {}", fmt::join(known.begin(), known.end(), ", ")));
    }
}

const TomlValue* Check::take(const TomlValue& table, std::string_view key, Need need, TomlValue::Kind kind,
                             std::string_view kind_words) {
    const auto* entry = table.find(key);
    if (!entry) {
        if (need == Need::must) fault(table.place, fmt::format("\"{}\" is missing", key), fmt::format("add {} = {}", key, kind_words));
        return nullptr;
    }
    if (entry->value.kind != kind) {
        fault(entry->value.place, fmt::format("\"{}\" is {}", key, words_for(entry->value.kind)),
              fmt::format("write {} = {}", key, kind_words));
        return nullptr;
    }
    return &entry->value;
}

std::string Check::clean(const TomlValue& value, std::string_view key, std::size_t most, bool one_line) {
    auto text = clean_text(value.text).value_or("");
    if (text.empty()) {
        fault(value.place, fmt::format("\"{}\" is empty", key), "write a text, or leave the key out if it may be missing");
    } else if (one_line && text.find('\n') != std::string::npos) {
        fault(value.place, fmt::format("\"{}\" runs over several lines", key), "write it as one line");
    } else if (const auto length = code_points(text); length > most) {
        fault(value.place, fmt::format("\"{}\" has {} characters", key, length), fmt::format("at most {} may stand here", most));
    } else {
        return text;
    }
    return {};
}

std::string Check::line(const TomlValue& table, std::string_view key, Need need, std::size_t most) {
    const auto* value = take(table, key, need, TomlValue::Kind::text, "\"a text in quotation marks\"");
    return value ? clean(*value, key, most, true) : std::string();
}

std::string Check::id(const TomlValue& table, std::set<std::string>& known) {
    auto id = line(table, "id", Need::must, 40);
    if (id.empty()) return id;
    const auto place = table.find("id")->value.place;
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (id.size() < 2 || !std::ranges::all_of(id, fits))
        fault(place, fmt::format("the id \"{}\" holds something else than small letters, digits and -", id), "write it as \"looked-away\"");
    else if (!known.insert(id).second)
        fault(place, fmt::format("the id \"{}\" stands here twice", id), "give each an id of its own");
    return id;
}

std::string Check::words(const TomlValue& table, std::string_view key, Need need, std::size_t most) {
    const auto* value = take(table, key, need, TomlValue::Kind::text, "\"\"\"paragraphs\"\"\"");
    return value ? clean(*value, key, most, false) : std::string();
}

std::vector<Line> Check::lines(const TomlValue& table, std::string_view key, Need need, std::size_t most) {
    std::vector<Line> found;
    const auto* value = take(table, key, need, TomlValue::Kind::list, "[\"one\", \"two\"]");
    if (!value) return found;
    if (value->list.empty() && need == Need::must) fault(value->place, fmt::format("\"{}\" is empty", key), "write at least one");
    std::set<std::string> seen;
    for (const auto& item : value->list) {
        if (item.kind != TomlValue::Kind::text) {
            fault(item.place, fmt::format("in \"{}\" stands {}", key, words_for(item.kind)), "write texts in quotation marks");
            continue;
        }
        auto text = clean(item, key, most, true);
        if (text.empty()) continue;
        if (!seen.insert(text).second) fault(item.place, fmt::format("\"{}\" stands here twice", text), "leave one of them out");
        found.push_back({std::move(text), item.place});
    }
    return found;
}

std::string Check::text(const TomlValue& table, std::string_view key, Need need, std::size_t most) {
    const auto* value = take(table, key, need, TomlValue::Kind::text, "'''a text'''");
    if (!value) return {};
    if (value->text.empty()) {
        fault(value->place, fmt::format("\"{}\" is empty", key), "write a text, or leave the key out if it may be missing");
    } else if (value->text.size() > most) {
        fault(value->place, fmt::format("\"{}\" has {} bytes", key, value->text.size()), fmt::format("at most {} may stand here", most));
        return {};
    }
    return value->text;
}

std::vector<std::string> Check::texts(const TomlValue& table, std::string_view key, Need need, std::size_t most) {
    std::vector<std::string> found;
    const auto* value = take(table, key, need, TomlValue::Kind::list, "[\"one\", \"two\"]");
    if (!value) return found;
    if (value->list.empty() && need == Need::must) fault(value->place, fmt::format("\"{}\" is empty", key), "write at least one");
    for (const auto& item : value->list) {
        if (item.kind != TomlValue::Kind::text) fault(item.place, fmt::format("in \"{}\" stands {}", key, words_for(item.kind)), "write texts in quotation marks");
        else if (item.text.empty() || item.text.size() > most) fault(item.place, fmt::format("a text of \"{}\" is empty or too long", key), fmt::format("write 1 to {} bytes", most));
        else found.push_back(item.text);
    }
    return found;
}

bool Check::yes_no(const TomlValue& table, std::string_view key, bool fallback) {
    const auto* value = take(table, key, Need::may, TomlValue::Kind::yes_no, "true or false");
    return value ? value->yes : fallback;
}

std::int64_t Check::number(const TomlValue& table, std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
    const auto* value = take(table, key, Need::may, TomlValue::Kind::number, "a whole number");
    if (!value) return fallback;
    if (value->number >= least && value->number <= most) return value->number;
    fault(value->place, fmt::format("\"{}\" is {}", key, value->number), fmt::format("write a number from {} to {}", least, most));
    return fallback;
}

std::chrono::seconds Check::duration(const TomlValue& table, std::string_view key, std::chrono::seconds fallback,
                                     std::chrono::seconds least, std::chrono::seconds most) {
    const auto* value = take(table, key, Need::may, TomlValue::Kind::text, "\"15 min\"");
    if (!value) return fallback;
    const auto read = read_duration(value->text);
    if (!read) {
        fault(value->place, fmt::format("\"{}\" is not a length of time", key), "write it as \"90 s\", \"15 min\", \"24 h\" or \"7 d\"");
    } else if (*read < least || *read > most) {
        fault(value->place, fmt::format("\"{}\" is {} seconds", key, read->count()),
              fmt::format("write a length of time from {} to {} seconds", least.count(), most.count()));
    } else {
        return *read;
    }
    return fallback;
}

std::optional<Day> Check::day(const TomlValue& table, std::string_view key) {
    const auto* value = take(table, key, Need::must, TomlValue::Kind::day, "a date without quotation marks: 2026-11-22");
    return value ? Day::parse(value->text) : std::nullopt;
}

std::string Check::https(const TomlValue& table, std::string_view key, Need need) {
    const auto address = line(table, key, need, 300);
    if (address.empty() || is_https(address)) return address;
    fault(table.find(key)->value.place, fmt::format("\"{}\" is not an https address", key), "write it as \"https://www.example.org/\"");
    return {};
}

const TomlValue* Check::table(const TomlValue& in, std::string_view key, Need need) {
    const auto* entry = in.find(key);
    if (entry && entry->value.kind == TomlValue::Kind::table) return &entry->value;
    if (entry) {
        fault(entry->value.place, fmt::format("\"{}\" is {}", key, words_for(entry->value.kind)), fmt::format("write a table: [{}]", key));
    } else if (need == Need::must) {
        fault(in.place, fmt::format("\"{}\" is missing", key), fmt::format("add a table: [{}]", key));
    }
    return nullptr;
}

std::vector<const TomlValue*> Check::tables(const TomlValue& in, std::string_view key, Need need) {
    std::vector<const TomlValue*> found;
    const auto* entry = in.find(key);
    if (!entry) {
        if (need == Need::must) fault(in.place, fmt::format("there is no [[{}]]", key), fmt::format("add at least one [[{}]]", key));
        return found;
    }
    if (entry->value.kind != TomlValue::Kind::list) {
        fault(entry->value.place, fmt::format("\"{}\" is {}", key, words_for(entry->value.kind)), fmt::format("write it as [[{}]]", key));
        return found;
    }
    for (const auto& item : entry->value.list) {
        if (item.kind == TomlValue::Kind::table) found.push_back(&item);
        else fault(item.place, fmt::format("in \"{}\" stands {}", key, words_for(item.kind)), fmt::format("write it as [[{}]]", key));
    }
    return found;
}

void Check::language(const Line& tag) {
    if (!is_language(tag.text))
        fault(tag.place, fmt::format("\"{}\" is not a language tag", tag.text), "write a BCP 47 tag, such as \"en\", \"es-MX\" or \"zh-Hans\"");
}

void Check::country(const Line& code) {
    if (!is_country(code.text))
        fault(code.place, fmt::format("\"{}\" is not a country code", code.text),
              "write two capital letters as in ISO 3166-1, such as \"GB\" or \"MX\"");
}

std::map<std::string, std::filesystem::path> files_by_language(const std::filesystem::path& dir, std::string_view before, std::vector<Fault>& faults) {
    std::map<std::string, std::filesystem::path> files;
    for (const auto& file : toml_files(dir, faults)) {
        const auto name = file.stem().string();
        if (!name.starts_with(before)) continue;
        const auto language = name.substr(before.size());
        if (is_language(language)) files.emplace(language, file);
        else faults.push_back({file.string(), 1, 1, "the file is not named after a language", fmt::format("name it as {}es.toml", before)});
    }
    return files;
}

}  // namespace himthough
