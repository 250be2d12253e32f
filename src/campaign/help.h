#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "campaign/fault.h"
#include "movement/movement.h"

namespace himthough {

struct ReadHelp {
    std::vector<HelpLine> lines;   ///< by country code, those for every country last; in a country in the order of its file
    std::vector<Fault> faults;     ///< by file and line; the server does not start with even one
};

/// Reads every *.toml of the folder: "gb.toml" holds the help lines of GB, "international.toml" those for every country.
/// Never throws for what stands in a file. help/README.md explains the keys.
ReadHelp read_help(const std::filesystem::path& dir);

/// One of those files: `text` as it would stand in `file`.
std::vector<HelpLine> read_help_file(const std::string& text, const std::filesystem::path& file, std::vector<Fault>& faults);

}  // namespace himthough
