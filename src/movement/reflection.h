#pragma once
#include <string>
#include <vector>

namespace himthough {

/// Something that happens, put as a question to oneself.
struct Situation {
    std::string id;                       ///< [a-z0-9-]{2,40}, the same in every language
    std::string question;
    std::vector<std::string> recognise;   ///< what one may have done; each can be ticked
    std::string means;                    ///< paragraphs: what it can mean
    std::vector<std::string> now;         ///< what one can do now
    bool serious = false;                 ///< leads to the page about serious harm
};

struct SituationPart {
    std::string title;
    std::vector<Situation> situations;
};

struct SeriousPart {
    std::string title;
    std::string text;                     ///< paragraphs
    std::vector<std::string> points;      ///< may be empty
};

/// The guided look back in one language, as its file says it. Nothing that anybody ticks or writes there ever reaches the server.
struct Reflection {
    std::string language;                 ///< BCP 47
    std::string title, lead, intro;       ///< intro: paragraphs
    std::vector<SituationPart> parts;
    std::string serious_title, serious_lead;
    std::vector<SeriousPart> serious;
};

}  // namespace himthough
