#include "movement/movement.h"

namespace himthough {

const MovementText& Movement::text(std::string_view language) const {
    if (const auto found = texts.find(std::string(language)); found != texts.end()) return found->second;
    // "es-MX" is served with "es" before it is served with another language.
    if (const auto dash = language.find('-'); dash != std::string_view::npos) {
        const auto wider = texts.find(std::string(language.substr(0, dash)));
        if (wider != texts.end()) return wider->second;
    }
    return texts.at(languages.front());
}

}  // namespace himthough
