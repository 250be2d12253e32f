#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "campaign/fault.h"
#include "guard/aid.h"
#include "guard/guard.h"

namespace himthough {

struct ReadRules {
    std::unique_ptr<guard::Guard> guard;   ///< never null
    std::unique_ptr<guard::Aid> aid;       ///< never null
    std::vector<Fault> faults;             ///< of files and packs as a whole: no server starts with even one
    std::vector<Fault> broken;             ///< of rules and questions, which are left out: an operator may choose to do without
};

/// Reads rules/*.toml and rules/aid/*.toml, makes their patterns ready and asks every rule about its own examples. Never throws for
/// what stands in a file. rules/README.md explains the keys. `known_sound`: a file that remembers by a hash which rules passed their
/// examples with this very build, for a quick start; those are not asked again, and patterns are made ready as texts come. "" for none.
ReadRules read_rules(const std::filesystem::path& dir, const std::vector<std::string>& phone_regions, const std::filesystem::path& known_sound = {});

}  // namespace himthough
