#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace himthough::web {

/// Key → sentence of one language.
using Catalog = std::map<std::string, std::string, std::less<>>;

/// Reads a gettext .po file in UTF-8 whose msgids are keys ("me_too.title"); contexts and plurals are not for us. Fuzzy, empty and
/// obsolete entries are left out. What is wrong with the file is added to `faults`, as file:line: what.
/// (libgettextpo would do it too; it leaks, is not safe from several threads, and wants to end the process over a broken file.)
Catalog read_catalog(const std::filesystem::path& file, std::vector<std::string>& faults);

/// The {{NAME}} markers of a sentence, sorted.
std::vector<std::string> markers_of(std::string_view sentence);

/// What `other` lacks to stand in for `english`: missing keys, and sentences whose markers differ. Empty: it is complete.
std::vector<std::string> missing_from(const Catalog& other, const Catalog& english);

}  // namespace himthough::web
