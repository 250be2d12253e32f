#include "campaign/toml.h"

#include <fstream>
#include <sstream>
#include <tuple>

#define TOML_EXCEPTIONS 0
// Two things that it takes for impossible can stand in a file: "[[;", and a letter from U+FEE6 on outside of a text. Let it go on, and
// it says that this is not TOML.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/impl/forward_declarations.h>
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return {}
#include <toml++/impl/unicode.h>
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE __builtin_unreachable()
#include <toml++/toml.h>

namespace himthough {
namespace {

constexpr std::uintmax_t largest = 1024 * 1024;

Place place_of(const toml::source_position& at) {
    return {at.line ? static_cast<std::uint32_t>(at.line) : 1, at.column ? static_cast<std::uint32_t>(at.column) : 1};
}

bool stands_before(const Place& a, const Place& b) { return std::tie(a.line, a.column) < std::tie(b.line, b.column); }

TomlValue value_of(const toml::node& node) {
    using Kind = TomlValue::Kind;
    TomlValue value;
    value.place = place_of(node.source().begin);
    value.end = place_of(node.source().end);
    if (const auto* text = node.as_string()) {
        value.kind = Kind::text;
        value.text = text->get();
    } else if (const auto* number = node.as_integer()) {
        value.kind = Kind::number;
        value.number = number->get();
    } else if (const auto* yes_no = node.as_boolean()) {
        value.kind = Kind::yes_no;
        value.yes = yes_no->get();
    } else if (const auto* date = node.as_date()) {
        std::ostringstream iso;
        iso << date->get();
        value.kind = Kind::day;
        value.text = iso.str();
    } else if (const auto* list = node.as_array()) {
        value.kind = Kind::list;
        for (const toml::node& item : *list) value.list.push_back(value_of(item));
    } else if (const auto* table = node.as_table()) {
        value.kind = Kind::table;
        for (const auto& [key, item] : *table)
            value.table.push_back({std::string(key.str()), place_of(key.source().begin), value_of(item)});
        std::ranges::sort(value.table, stands_before, &TomlEntry::place);
    }
    return value;
}

}  // namespace

const TomlEntry* TomlValue::find(std::string_view key) const {
    const auto found = std::ranges::find(table, key, &TomlEntry::key);
    return found == table.end() ? nullptr : &*found;
}

std::optional<std::string> text_of_toml(const std::filesystem::path& file, std::vector<Fault>& faults) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    if (!error && size > largest) {
        faults.push_back({file.string(), 1, 1, "the file is larger than 1 MiB", "is it the right file?"});
        return std::nullopt;
    }
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (error || !in) {
        faults.push_back({file.string(), 1, 1, "the file cannot be read", "check that it is there and that this user may read it"});
        return std::nullopt;
    }
    return text;
}

std::optional<TomlValue> parse_toml(const std::string& text, const std::filesystem::path& file, std::vector<Fault>& faults) {
    const auto parsed = toml::parse(text, file.string());
    if (!parsed) {
        const auto at = place_of(parsed.error().source().begin);
        faults.push_back({file.string(), at.line, at.column, std::string(parsed.error().description()),
                          "this line is not TOML; compare it with the lines around it"});
        return std::nullopt;
    }
    return value_of(parsed.table());
}

std::optional<TomlValue> read_toml(const std::filesystem::path& file, std::vector<Fault>& faults) {
    const auto text = text_of_toml(file, faults);
    return text ? parse_toml(*text, file, faults) : std::nullopt;
}

std::vector<std::filesystem::path> toml_files(const std::filesystem::path& dir, std::vector<Fault>& faults) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(dir, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".toml") files.push_back(at->path());
    if (error) faults.push_back({dir.string(), 1, 1, "the folder cannot be read", "check its name and that this user may read it"});
    std::ranges::sort(files);
    return files;
}

void sort_faults(std::vector<Fault>& faults) {
    std::ranges::stable_sort(faults, [](const Fault& a, const Fault& b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
}

}  // namespace himthough
