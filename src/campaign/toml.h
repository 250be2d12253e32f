#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/fault.h"

namespace himthough {

struct Place {
    std::uint32_t line = 1, column = 1;
};

struct TomlEntry;

/// One value of a TOML file, and where it stands. Everything after this works on these, so that toml++ is included once.
struct TomlValue {
    enum class Kind { text, number, yes_no, day, list, table, other };
    Kind kind = Kind::other;
    Place place;
    Place end;                       ///< where it ends: one column past its last letter; of a [table] its header's
    std::string text;                ///< of a text, or of a day ("2026-11-22")
    std::int64_t number = 0;
    bool yes = false;
    std::vector<TomlValue> list;
    std::vector<TomlEntry> table;    ///< in the order of the file

    const TomlEntry* find(std::string_view key) const;
};

struct TomlEntry {
    std::string key;
    Place place;                     ///< of the key
    TomlValue value;
};

/// The bytes of a file. Nothing, and one fault more, when it cannot be read or is larger than 1 MiB.
std::optional<std::string> text_of_toml(const std::filesystem::path& file, std::vector<Fault>& faults);
/// Nothing, and one fault more, when the text is not TOML. `file`: whose text it is, for the fault.
std::optional<TomlValue> parse_toml(const std::string& text, const std::filesystem::path& file, std::vector<Fault>& faults);
/// Both.
std::optional<TomlValue> read_toml(const std::filesystem::path& file, std::vector<Fault>& faults);

/// The *.toml files of a folder, by name. A fault when there is no such folder.
std::vector<std::filesystem::path> toml_files(const std::filesystem::path& dir, std::vector<Fault>& faults);

/// Into the order of files and lines.
void sort_faults(std::vector<Fault>& faults);

}  // namespace himthough
