#pragma once
#include <filesystem>
#include <vector>

#include "campaign/fault.h"
#include "movement/guide.h"

namespace himthough {

struct ReadGuides {
    Guides guides;
    std::vector<Fault> faults;   ///< by file and line; the server does not start with even one
};

/// Reads every <name>.<language>.md of the folder. Each guide must be there in English, and in every language that any of them has.
/// Never throws for what stands in a file. guides/README.md says what may stand there.
ReadGuides read_guides(const std::filesystem::path& dir);

}  // namespace himthough
