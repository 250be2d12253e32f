#pragma once
#include <filesystem>
#include <vector>

#include "campaign/fault.h"
#include "movement/answer.h"

namespace himthough {

struct ReadAnswerSentences {
    AnswerSentences sentences;
    std::vector<Fault> faults;   ///< by file and line; the server does not start with even one
};

/// Reads every answers.<language>.toml of the folder: 6 to 12 sentences of up to 120 code points, none of them a question: an answer asks
/// nothing of a survivor. There must be one file in English, and the others hold the same ids in the same order. Never throws for what stands in
/// a file. guides/README.md explains the keys.
ReadAnswerSentences read_answer_sentences(const std::filesystem::path& dir);

}  // namespace himthough
