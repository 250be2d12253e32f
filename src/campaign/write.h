#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/toml.h"

namespace himthough {

/// From the top of a file to one value: keys, and places in a list as decimal numbers from 0. {"text", "en", "name"}, {"line", "2", "phone"}.
using KeyPath = std::vector<std::string>;

/// The value of a path, or null.
const TomlValue* value_at(const TomlValue& root, const KeyPath& path);

/// What a form can say. Places mean nothing in them.
TomlValue text_value(std::string text);
TomlValue texts_value(const std::vector<std::string>& texts);
TomlValue number_value(std::int64_t number);
TomlValue yes_no_value(bool yes);
TomlValue day_value(std::string iso);

/// The four below change a TOML file as a careful person would: what was asked for, and not one byte beside it. The result parses, and
/// says exactly what the old one said with this one change; nothing when that cannot be had (not TOML, not UTF-8, no such place).

/// Another value in the place of the one there is, or a new key at the end of its table (which is made at the end of the file when there is
/// none). A value that is there already leaves the text as it is.
std::optional<std::string> with_value(const std::string& text, const KeyPath& path, const TomlValue& value);
/// Without a key. The line it stood on goes.
std::optional<std::string> without_key(const std::string& text, const KeyPath& path);
/// One more [[key]] at the end of the file, with these entries.
std::optional<std::string> with_table(const std::string& text, std::string_view key, const std::vector<TomlEntry>& entries);
/// Without the [[key]] of that number, from 0; the comments right above it go along.
std::optional<std::string> without_table(const std::string& text, std::string_view key, std::size_t number);

}  // namespace himthough
