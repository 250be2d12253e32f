#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "campaign/fault.h"
#include "movement/action.h"

namespace himthough {

struct ReadActions {
    Actions actions;
    std::vector<Fault> faults;   ///< by file and line; the server does not start with even one
};

/// A file of the folder as it would be.
struct ActionsFile {
    std::string name;            ///< "actions.en.toml"
    std::string text;
};

/// Reads every actions.<language>.toml of the folder. There must be one in English, with 40 actions or more; what another language does not
/// have stands there in English. Never throws for what stands in a file. guides/README.md explains the keys. `instead`: read in the place of its file.
ReadActions read_actions(const std::filesystem::path& dir, const ActionsFile* instead = nullptr);

}  // namespace himthough
