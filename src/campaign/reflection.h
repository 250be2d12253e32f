#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/fault.h"
#include "movement/movement.h"
#include "movement/reflection.h"

namespace himthough {

using Reflections = std::map<std::string, Reflection, std::less<>>;   ///< by language; "en" is among them

struct ReadReflections {
    Reflections reflections;
    std::vector<Fault> faults;   ///< by file and line; the server does not start with even one
};

/// Reads every reflect.<language>.toml of the folder; there must be one in English. Never throws for what stands in a file.
/// guides/README.md explains the keys.
ReadReflections read_reflections(const std::filesystem::path& dir);

/// Languages of movements that have no file of their own, so that people see the English one; each once, by code.
std::vector<std::string> without_reflection(const Reflections&, const std::vector<Movement>&);

}  // namespace himthough
