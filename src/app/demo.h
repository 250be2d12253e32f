#pragma once
#include <filesystem>

#include "acts/services.h"

namespace himthough::app {

/// Fills the first movement with the made-up contributions of a file, accepted and ready for the next edition; `mark` is a file
/// that is made first and says that the database holds a demonstration. Does nothing when it was filled before. Throws
/// std::runtime_error with the faults of the file, or when somebody has written something and there is no mark: that is real.
void fill_demo(Services& with, const std::filesystem::path& file, const std::filesystem::path& mark);

}  // namespace himthough::app
