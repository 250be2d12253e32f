#pragma once
#include <filesystem>
#include <vector>

#include "campaign/fault.h"
#include "movement/action.h"

namespace himthough {

struct ReadActions {
    Actions actions;
    std::vector<Fault> faults;   ///< by file and line; the server does not start with even one
};

/// Reads every actions.<language>.toml of the folder: 40 actions or more, ordered by kind. There must be one in English, and the others hold
/// the same ids in the same order. Never throws for what stands in a file. guides/README.md explains the keys.
ReadActions read_actions(const std::filesystem::path& dir);

}  // namespace himthough
