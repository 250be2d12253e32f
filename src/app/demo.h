#pragma once
#include <filesystem>

#include "acts/services.h"

namespace himthough::app {

/// Fills the first movement with the made-up contributions of a file, accepted and ready for the next edition. Does nothing when
/// anything is in the database already. Throws std::runtime_error with the faults of the file.
void fill_demo(Services& with, const std::filesystem::path& file);

}  // namespace himthough::app
