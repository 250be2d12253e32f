#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::web {

/// Key → sentence of one language.
using Catalog = std::map<std::string, std::string, std::less<>>;

/// Reads a gettext file whose msgids are keys ("me_too.title"). Fuzzy, empty and obsolete entries are left out. What is wrong
/// with the file is added to `faults`. One thread at a time in the whole process: libgettextpo is not safe from several.
Catalog read_catalog(const std::filesystem::path& file, std::vector<std::string>& faults);

/// The {{NAME}} markers of a sentence, sorted.
std::vector<std::string> markers_of(std::string_view sentence);

/// What `other` lacks to stand in for `english`: missing keys, and sentences whose markers differ. Empty: it is complete.
std::vector<std::string> missing_from(const Catalog& other, const Catalog& english);

}  // namespace himthough::web
