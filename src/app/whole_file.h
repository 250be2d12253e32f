#pragma once
#include <filesystem>
#include <string_view>

namespace himthough::app {

/// Writes a file whole or not at all: what stood there before stays until all of the new one is on the disk. For its owner only, as everything that
/// the program writes. Throws std::runtime_error with a sentence for the operator.
void write_whole(const std::filesystem::path& file, std::string_view text);

}  // namespace himthough::app
