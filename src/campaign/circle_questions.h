#pragma once
#include <filesystem>
#include <vector>

#include "campaign/fault.h"
#include "movement/circle.h"

namespace himthough {

struct ReadCircleQuestions {
    CircleQuestions questions;
    std::vector<Fault> faults;   ///< by file and line; the server does not start with even one
};

/// Reads every circle.<language>.toml of the folder: 30 questions or more, from light to heavy. There must be one file in English, and the
/// others hold the same ids in the same order. Never throws for what stands in a file. guides/README.md explains the keys.
ReadCircleQuestions read_circle_questions(const std::filesystem::path& dir);

}  // namespace himthough
