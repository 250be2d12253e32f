#pragma once
#include <map>
#include <string>
#include <vector>

namespace himthough {

/// One paragraph, or the items of one list.
struct GuideBlock {
    bool list = false;
    std::vector<std::string> texts;
};

struct GuidePart {
    std::string title;                   ///< "" only of the first one: what stands before any heading
    std::vector<GuideBlock> blocks;
};

/// A guide for talking to somebody, in one language, as its file says it: headings, paragraphs and lists, and nothing else.
struct Guide {
    std::string title;
    std::string lead;                    ///< one paragraph
    std::vector<GuidePart> parts;
};

using GuideLanguages = std::map<std::string, Guide, std::less<>>;      ///< by language; "en" is among them
using Guides = std::map<std::string, GuideLanguages, std::less<>>;     ///< by name: "asking-a-friend"

}  // namespace himthough
