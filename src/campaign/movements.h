#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/fault.h"
#include "movement/movement.h"

namespace himthough {

struct ReadMovements {
    std::vector<Movement> movements;   ///< by slug; those without a fault
    std::vector<Fault> faults;         ///< by file and line; the server does not start with even one
};

/// Reads every *.toml of the folder. Never throws for what stands in a file. movements/himthough.toml explains each key.
/// At least one movement must be there.
ReadMovements read_movements(const std::filesystem::path& dir);

/// One of those files: `text` as it would stand in `file`. Nothing when there is a fault.
std::optional<Movement> read_movement(const std::string& text, const std::filesystem::path& file, std::vector<Fault>& faults);

/// True for what may be the first part of a path: [a-z0-9-]{2,32}, and none of the server's own ("help", "leave" ...).
bool is_slug(std::string_view text);

/// What two spellings of one tag have in common: "#MeToo", "metoo" and "METOO" fold to the same.
std::string fold_tag(std::string_view tag);

}  // namespace himthough
