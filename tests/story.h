#pragma once
#include <filesystem>
#include <string>

namespace himthough {

/// Runs one story file on every database. What each line may say stands in tests/stories/README.md. Throws std::runtime_error
/// ("taking_back.story:12: ...") at the first line that is not true or not understood.
void run_story(const std::filesystem::path& file);

}  // namespace himthough
