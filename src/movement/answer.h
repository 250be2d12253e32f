#pragma once
#include <map>
#include <string>
#include <vector>

#include "movement/contribution.h"

namespace himthough {

/// One of the sentences from which a first answer is chosen.
struct AnswerSentence {
    std::string id;         ///< the same in every language
    std::string text;
};
/// By language; "en" is among them.
using AnswerSentences = std::map<std::string, std::vector<AnswerSentence>, std::less<>>;

/// May these words be answered now? A survivor's, on a public page, whose writer wants answers.
inline bool takes_answers(const Contribution& said) { return said.voice == Voice::survivor && said.place && said.answers != Answers::nobody; }

}  // namespace himthough
