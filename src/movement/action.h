#pragma once
#include <map>
#include <string>
#include <vector>

#include "movement/vow.h"

namespace himthough {

/// Something one can vow, as the menu has it in one language.
struct Action {
    std::string id;             ///< the same in every language
    VowKind kind = VowKind::stop;
    std::string does;           ///< first person, one sentence: "I do not laugh along."
    std::string shows;          ///< how somebody could tell
    Repeats repeats = Repeats::once;
};

/// The menu by language, in the order of its kinds; "en" is among them.
using Actions = std::map<std::string, std::vector<Action>, std::less<>>;

}  // namespace himthough
